package org.earshot.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.earshot.events.CheckpointSigned;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.EventType;
import org.earshot.events.Topics;
import org.earshot.events.UnreadableEvent;
import org.earshot.localstack.LocalStack;
import org.earshot.transparency.SignedCheckpoint;
import org.earshot.transparency.UnverifiedException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditLogTest extends AuditTest {
    @TestHTTPResource(value = "metrics", management = true)
    @SuppressWarnings("NullAway.Init") // by Quarkus
    URL metrics;

    @Test
    void everyEventIsProvedByItsBytes() throws Exception {
        var events = Stream.generate(AuditTest::anEvent).limit(40).toList();

        publish(events);

        for (var event : events) {
            var proof = awaitProof(event.eventId());
            assertThat(proof.verify(EventCodec.toBytes(event), VKEY).size())
                    .isGreaterThan(proof.index());
            assertThat(proof.index()).isEqualTo(indexOf(event.eventId()));
        }
    }

    @Test
    void aProofDoesNotHoldForOtherBytes() {
        var event = anEvent();
        byte[] bytes = publish(event);
        var proof = awaitProof(event.eventId());
        bytes[bytes.length / 2] ^= 1;

        assertThatThrownBy(() -> proof.verify(bytes, VKEY)).isInstanceOf(UnverifiedException.class);
    }

    @Test
    void theBytesAreLoggedAsTheyCame() throws Exception {
        var id = UUID.randomUUID();
        byte[] oddlySpaced =
                "{ \"data\" : {\"later\":[1,{}]},\"specversion\":\"1.0\" , \"id\":\"%s\",\"source\":\"/x\",\"type\":\"T\",\"time\":\"never\"}\n"
                        .formatted(id)
                        .getBytes(StandardCharsets.UTF_8);
        LocalStack.send(Topics.WORK, "key", oddlySpaced);

        assertThat(awaitProof(id).verify(oddlySpaced, VKEY).origin()).isEqualTo("log.test/earshot");
    }

    @Test
    void redeliveryOfEveryEventDoublesNothing() throws Exception {
        var events = Stream.generate(AuditTest::anEvent).limit(50).toList();
        publish(events);
        events.forEach(event -> awaitLogged(event.eventId()));
        var sizeBefore = entries();

        publish(events);
        publish(events);

        var marks = marksBehindEveryPartition();
        marks.forEach(AuditTest::awaitLogged);
        assertThat(entries()).isEqualTo(sizeBefore + marks.size());
        assertThat(number("select count(*) from leaf")).isEqualTo(entries());
        assertThat(number("select max(index) + 1 from leaf")).isEqualTo(entries());
    }

    /** Events so many that each partition of the topic has one at its end. */
    private static List<UUID> marksBehindEveryPartition() {
        var marks = Stream.generate(AuditTest::anEvent).limit(40).toList();
        publish(marks);
        return marks.stream().map(Event::eventId).toList();
    }

    @Test
    void aRecordNobodyCanReadIsLogged() throws Exception {
        var records =
                List.of(
                        utf8("not JSON"),
                        utf8("{\"id\":\"1\",\"id\":\"2\",\"source\":\"/x\",\"type\":\"T\"}"),
                        utf8("{\"id\":\"a\\u0000b\",\"source\":\"/x\",\"type\":\"T\"}"),
                        utf8("{\"id\":\"1\",\"source\":\"/x\",\"type\":\"T\"} {}"),
                        utf8("{\"id\":\"1\",\"source\":\"/x\""),
                        new byte[] {(byte) 0xff, 0, 7},
                        new byte[0]);
        long before = unreadable();

        records.forEach(bytes -> LocalStack.send(Topics.MESSAGES, "key", bytes));

        await().atMost(SOON).until(() -> unreadable() == before + records.size());
        for (byte[] bytes : records) {
            var id =
                    text(
                            "select event_id from event where bytes = decode('%s', 'hex')"
                                    .formatted(HexFormat.of().formatHex(bytes)));
            assertThat(awaitProof(id).verify(bytes, VKEY).size()).isPositive();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long unreadable() throws SQLException {
        return number("select count(*) from event where type = 'unreadable'");
    }

    private static String text(String query) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery(query);
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void anAppendTheDatabaseBreaksOffIsTriedAgain() throws Exception {
        var event = anEvent();
        try (var holder = superuser();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from head for update");
            publish(event);
            var waiting =
                    """
                    from pg_stat_activity
                    where wait_event_type = 'Lock' and query like '%from head for update%'
                    """;
            await().atMost(SOON).until(() -> number("select count(*) " + waiting) > 0);

            sql("select pg_terminate_backend(pid) " + waiting);
            holder.rollback();
        }

        assertThat(awaitProof(event.eventId()).index()).isNotNegative();
        assertThat(number("select count(*) from leaf")).isEqualTo(entries());
    }

    @Test
    void theExportHoldsEveryEntryAndVerifies() throws Exception {
        publish(anEvent());
        var event = anEvent();
        publish(event);
        awaitLogged(event.eventId());
        awaitAllSigned();

        var verification = verifyExport();

        assertThat(verification.problems()).isEmpty();
        assertThat(verification.entries()).isEqualTo(checkpoint().size()).isEqualTo(entries());
    }

    @Test
    void anErasedEventLeavesTheLogValidAndHasNoProof() throws Exception {
        var event = anEvent();
        publish(event);
        awaitProof(event.eventId());
        var before = verifyExport().erased();

        sql(
                "update event set salt = null, bytes = null, message_id = null, erased_at = now()"
                        + " where event_id = '%s'".formatted(event.eventId()));

        var verification = verifyExport();
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.erased()).isEqualTo(before + 1);
        given().auth()
                .oauth2(auditor())
                .get("/v1/proofs/" + event.eventId())
                .then()
                .statusCode(410)
                .body("type", equalTo("urn:earshot:problem:event-erased"));
    }

    @Test
    void anEventErasedStaysKnown() throws Exception {
        var event = anEvent();
        publish(event);
        awaitProof(event.eventId());
        sql(
                "update event set salt = null, bytes = null, message_id = null, erased_at = now()"
                        + " where event_id = '%s'".formatted(event.eventId()));

        publish(event);

        marksBehindEveryPartition().forEach(AuditTest::awaitLogged);
        assertThat(
                        number(
                                "select count(*) from event where event_id = '%s'"
                                        .formatted(event.eventId())))
                .isEqualTo(1);
    }

    @Test
    void leavesCheckpointsAndNodesCannotBeChangedByHand() throws Exception {
        publish(anEvent());
        await().atMost(SOON).until(() -> entries() > 0);
        awaitAllSigned();

        for (var statement :
                List.of(
                        "update leaf set commitment = sha256('x')",
                        "delete from leaf",
                        "truncate leaf cascade",
                        "update checkpoint set note = 'x'",
                        "delete from checkpoint",
                        "truncate checkpoint",
                        "update node set level = 7",
                        "delete from node",
                        "truncate node",
                        "delete from event",
                        "truncate event",
                        "update event set bytes = 'x'",
                        "update event set event_id = 'x', salt = null, bytes = null,"
                                + " message_id = null, erased_at = now()",
                        "update head set size = size - 1",
                        "update head set size = size",
                        "delete from head",
                        "truncate head",
                        "insert into head (single, size, frontier) values (true, 9, '')",
                        // As a replication role, which plain triggers let pass.
                        "set session_replication_role = replica; delete from leaf")) {
            assertThatThrownBy(() -> sql(statement))
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .message()
                    .containsAnyOf(
                            "append-only",
                            "forward only",
                            "erased and not otherwise",
                            "check constraint");
        }
    }

    @Test
    void everyCheckpointIsPublishedAndLeadsToTheNext() throws Exception {
        var event = anEvent();
        publish(event);
        awaitProof(event.eventId());
        var size = checkpoint().size();

        await().atMost(SOON).until(() -> publishedSizes().contains(size));
        assertThat(publishedSizes()).contains(0L);
        assertThat(number("select count(*) from outbox")).isZero();
    }

    private static Set<Long> publishedSizes() throws UnreadableEvent, UnverifiedException {
        var sizes = new TreeSet<Long>();
        for (var received : LocalStack.records(Topics.CHECKPOINTS)) {
            Event event = EventCodec.fromBytes(received.value());
            var signed = (CheckpointSigned) event;
            var checkpoint = SignedCheckpoint.open(signed.note(), VKEY).checkpoint();
            assertThat(checkpoint.size()).isEqualTo(signed.size());
            assertThat(new String(received.key(), StandardCharsets.UTF_8))
                    .isEqualTo("log.test/earshot");
            sizes.add(checkpoint.size());
        }
        return sizes;
    }

    @Test
    void allTopicsButTheLogsOwnAreLogged() {
        var configured =
                ConfigProvider.getConfig()
                        .getValue("mp.messaging.incoming.events.topics", String[].class);

        assertThat(configured)
                .containsExactlyInAnyOrderElementsOf(
                        Topics.all().stream()
                                .map(Topics.Topic::name)
                                .filter(topic -> !topic.equals(Topics.CHECKPOINTS))
                                .toList());
        assertThat(configured)
                .containsAll(
                        Arrays.stream(EventType.values())
                                .filter(type -> type != EventType.CHECKPOINT_SIGNED)
                                .map(EventType::topic)
                                .toList());
    }

    @Test
    void theSizeOfTheLogIsAMetric() throws IOException {
        var event = anEvent();
        publish(event);
        awaitProof(event.eventId());

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(given().get(metrics).asString())
                                .contains("earshot_audit_log_size " + entries() + ".0")
                                .contains("earshot_audit_log_unsigned 0.0")
                                .contains("earshot_audit_signing_refused 0.0")
                                .contains("earshot_audit_checkpoint_age_seconds ")
                                .contains("earshot_audit_entries_appended_total "));
    }
}
