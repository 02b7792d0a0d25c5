package org.earshot.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.earshot.events.EventCodec;
import org.earshot.events.MessageStatus;
import org.earshot.events.MessageStatusChanged;
import org.earshot.events.Topics;
import org.earshot.events.UnreadableEvent;
import org.earshot.localstack.LocalStack;
import org.earshot.localstack.LocalStackTestResource;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LocalStackTestResource.class,
        initArgs = @ResourceArg(name = "databases", value = "outbox"))
class OutboxTest {

    @Inject Outbox outbox;
    @Inject @Liveness RelayLiveness liveness;
    @Inject Relay relay;
    @Inject DataSource database;

    @Test
    void whatIsCommittedIsPublishedInItsOrderAndGoneFromTheTable() {
        // Given
        var message = UUID.randomUUID();
        var events = IntStream.range(0, 700).mapToObj(i -> anEvent(message)).toList();
        // When
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(events));
        // Then
        await().atMost(ofSeconds(30))
                .untilAsserted(() -> assertThat(published(message)).isEqualTo(events));
        await().untilAsserted(() -> assertThat(waiting(message)).isZero());
    }

    @Test
    void whatIsRolledBackIsNeverPublished() {
        // Given
        var undone = UUID.randomUUID();
        var done = anEvent(UUID.randomUUID());
        // When
        assertThatThrownBy(() ->
                        QuarkusTransaction.requiringNew()
                                .run(() -> {
                                    outbox.publish(anEvent(undone));
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(done));
        // Then
        await().atMost(ofSeconds(30))
                .untilAsserted(() -> assertThat(published(done.messageId())).containsExactly(done));
        assertThat(published(undone)).isEmpty();
    }

    @Test
    void outsideATransactionNothingIsTaken() {
        assertThatThrownBy(() -> outbox.publish(anEvent(UUID.randomUUID())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an event is published from a transaction");
    }

    @Test
    void theSameEventTwiceInOneOutboxIsOneRecord() {
        // Given
        var event = anEvent(UUID.randomUUID());
        // When
        QuarkusTransaction.requiringNew().run(() -> outbox.publish(List.of(event, event)));
        // Then
        await().untilAsserted(() -> assertThat(waiting(event.messageId())).isZero());
        assertThat(published(event.messageId())).containsExactly(event);
    }

    @Test
    void whatTheBrokerDoesNotTakeStaysWithAllThatFollowsIt() throws SQLException {
        // Given
        var message = UUID.randomUUID();
        var before = anEvent(message);
        var after = anEvent(message);
        // When: between the two stands a record larger than the broker takes
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    outbox.publish(before);
                    insert(message, new byte[2 * 1024 * 1024]);
                    outbox.publish(after);
                });
        // Then
        await().atMost(ofSeconds(30))
                .untilAsserted(() -> assertThat(waiting(message)).isEqualTo(2));
        assertThat(published(message)).startsWith(before);
        // When the record is out of the way
        execute("delete from outbox where length(value) > 1000000");
        // Then
        await().atMost(ofSeconds(30)).untilAsserted(() -> assertThat(waiting(message)).isZero());
        assertThat(published(message))
                .startsWith(before)
                .endsWith(after)
                .containsOnly(before, after);
    }

    @Test
    void oneRelayAtATimeSends() throws SQLException {
        // Given: another replica's relay is at work
        var event = anEvent(UUID.randomUUID());
        try (var replica = database.getConnection()) {
            replica.setAutoCommit(false);
            try (var lock = replica.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, Relay.LOCK);
                lock.execute();
            }
            // When
            QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));
            // Then
            await().during(ofSeconds(2))
                    .untilAsserted(() -> assertThat(waiting(event.messageId())).isEqualTo(1));
            assertThat(published(event.messageId())).isEmpty();
            replica.rollback();
        }
        await().atMost(ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(published(event.messageId())).containsExactly(event));
    }

    @Test
    void aBrokerThatIsAwayAtTheStartIsWaitedForAndWhatWaitsGrowsOlder() throws Exception {
        // Given
        var event = anEvent(UUID.randomUUID());
        var kafka = new ConcurrentHashMap<String, Object>();
        kafka.put("bootstrap.servers", "nowhere.invalid:9092");
        var metrics = new SimpleMeterRegistry();
        relay.stop(new ShutdownEvent());
        var another = new Relay(database, kafka, metrics);
        try {
            // When
            another.start(new StartupEvent());
            QuarkusTransaction.requiringNew().run(() -> outbox.publish(event));
            // Then
            await().atMost(ofSeconds(30))
                    .until(() -> metrics.get("earshot.outbox.oldest.seconds").gauge().value() > 2);
            assertThat(another.isAlive()).isTrue();
            // When it comes
            kafka.put("bootstrap.servers", LocalStack.bootstrapServers());
            // Then
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(waiting(event.messageId())).isZero());
            assertThat(published(event.messageId())).containsExactly(event);
        } finally {
            another.stop(new ShutdownEvent());
            relay.start(new StartupEvent());
        }
        assertThat(another.isAlive()).isFalse();
        assertThat(liveness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    private void insert(UUID message, byte[] value) {
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                "insert into outbox (event_id, topic, key, value) values (?, ?, ?,"
                                        + " ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, Topics.STATUS);
            insert.setString(3, message.toString());
            insert.setBytes(4, value);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static MessageStatusChanged anEvent(UUID message) {
        return new MessageStatusChanged(
                UUID.randomUUID(), Instant.now(), message, MessageStatus.READ);
    }

    private static List<MessageStatusChanged> published(UUID message) {
        return LocalStack.records(Topics.STATUS).stream()
                .map(OutboxTest::event)
                .filter(event -> event.messageId().equals(message))
                .toList();
    }

    private static MessageStatusChanged event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return (MessageStatusChanged) EventCodec.fromBytes(record.value());
        } catch (UnreadableEvent e) {
            throw new AssertionError(e);
        }
    }

    private int waiting(UUID message) throws SQLException {
        try (var connection = database.getConnection();
                var count =
                        connection.prepareStatement("select count(*) from outbox where key = ?")) {
            count.setString(1, message.toString());
            var found = count.executeQuery();
            found.next();
            return found.getInt(1);
        }
    }
}
