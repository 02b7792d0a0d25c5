package org.earshot.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.ingest.Ingest.aMessage;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.asPortal;
import static org.earshot.ingest.Ingest.sql;
import static org.earshot.ingest.Ingest.submit;
import static org.earshot.ingest.Ingest.submitted;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.earshot.events.EventCodec;
import org.earshot.events.MessageStatus;
import org.earshot.events.MessageStatusChanged;
import org.earshot.events.Topics;
import org.earshot.localstack.LocalStack;
import org.earshot.localstack.TestIssuer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatusTest {

    @Test
    void aSubmitterSeesOnlyHowItsMessageStands() {
        var receipt = submit(aMessage());
        String id = receipt.path("id");

        var status = asPortal().get(receipt.header("Location"));

        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.<Map<String, Object>>path(""))
                .isEqualTo(
                        Map.of(
                                "id",
                                id,
                                "reference",
                                receipt.path("reference"),
                                "status",
                                "received",
                                "receivedAt",
                                "2026-03-02T09:15:00Z"));
    }

    @Test
    void whoeverAsksAgainWithTheTagIsToldWhenTheStatusHasMoved() {
        var id = submitted(aMessage());
        var tag = asPortal().get("/v1/messages/{id}/status", id).header("ETag");
        assertThat(tag).isEqualTo("\"received\"");

        var again = statusUnless(id, "\"another\", " + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(again.header("Cache-Control")).isEqualTo("private, no-cache");

        publish(id, MessageStatus.READ);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> statusUnless(id, tag).statusCode() == 200);
        var moved = statusUnless(id, tag);
        assertThat(moved.<String>path("status")).isEqualTo("read");
        assertThat(moved.header("ETag")).isEqualTo("\"read\"");
    }

    @Test
    void anothersMessageIsNotFoundWhateverTagIsAskedWith() {
        var id = submitted(aMessage());

        var response =
                as(TestIssuer.portal("portal-two"))
                        .header("If-None-Match", "*")
                        .get("/v1/messages/{id}/status", id);

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void aStatusMovesForwardAndNeverBack() {
        var id = submitted(aMessage());
        var other = submitted(aMessage());

        publish(UUID.randomUUID(), MessageStatus.READ);
        publish(id, MessageStatus.ANSWERED);
        publish(id, MessageStatus.READ);
        publish(id, MessageStatus.ANSWERED);
        publish(id, MessageStatus.RECEIVED);

        // The last of the same partition: when it is seen, the ones before have been.
        assertThat(statusOf(other)).isEqualTo("received");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> statusOf(id).equals("answered") && lag() == 0);
        assertThat(statusOf(id)).isEqualTo("answered");
    }

    @Test
    void aRecordThatIsNoEventIsParkedAndTheNextIsRead() {
        var id = submitted(aMessage());
        var key = id.toString();
        LocalStack.send(Topics.STATUS, key, "no event".getBytes(StandardCharsets.UTF_8));

        publish(id, MessageStatus.READ);

        await().atMost(Duration.ofSeconds(30)).until(() -> statusOf(id).equals("read"));
        await().untilAsserted(() ->
                assertThat(LocalStack.records(Topics.parked(Topics.STATUS, "ingest-service")))
                        .filteredOn(record ->
                                key.equals(new String(record.key(), StandardCharsets.UTF_8)))
                        .singleElement()
                        .satisfies(record ->
                                assertThat(record.value()).asString().isEqualTo("no event"))
                        .satisfies(record ->
                                assertThat(record.headers())
                                        .extracting(header -> header.key())
                                        .contains(
                                                "dead-letter-topic",
                                                "dead-letter-partition",
                                                "dead-letter-offset",
                                                "dead-letter-reason")));
    }

    @Test
    void aRecordAsLargeAsATopicTakesIsParkedToo() {
        var id = submitted(aMessage());
        var large = new byte[1024 * 1024 - 200];
        LocalStack.send(Topics.STATUS, id.toString(), large);

        publish(id, MessageStatus.READ);

        await().atMost(Duration.ofSeconds(30)).until(() -> statusOf(id).equals("read"));
        assertThat(LocalStack.records(Topics.parked(Topics.STATUS, "ingest-service")))
                .extracting(record -> record.value().length)
                .contains(large.length);
    }

    @Test
    void whileTheDatabaseFailsAStatusWaitsAndIsNotParked() {
        var id = submitted(aMessage());
        sql(
                "ingest",
                "alter table message add constraint no_answer check (id <> '"
                        + id
                        + "' or status <> 'answered')");
        try {
            publish(id, MessageStatus.READ);
            publish(id, MessageStatus.ANSWERED);
            await().atMost(Duration.ofSeconds(30)).until(() -> statusOf(id).equals("read"));
        } finally {
            sql("ingest", "alter table message drop constraint no_answer");
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> statusOf(id).equals("answered"));
        assertThat(LocalStack.records(Topics.parked(Topics.STATUS, "ingest-service")))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .doesNotContain(id.toString());
    }

    private static Response statusUnless(UUID id, String tags) {
        return asPortal().header("If-None-Match", tags).get("/v1/messages/{id}/status", id);
    }

    private static String statusOf(UUID id) {
        return asPortal().get("/v1/messages/{id}/status", id).path("status");
    }

    private static void publish(UUID messageId, MessageStatus status) {
        var event = new MessageStatusChanged(UUID.randomUUID(), Instant.now(), messageId, status);
        LocalStack.send(Topics.STATUS, messageId.toString(), EventCodec.toBytes(event));
    }

    /** How many statuses the service has not acknowledged yet. */
    private static long lag() {
        try (var admin =
                org.apache.kafka.clients.admin.Admin.create(
                        Map.of("bootstrap.servers", LocalStack.bootstrapServers()))) {
            var read =
                    admin.listConsumerGroupOffsets("ingest-service")
                            .partitionsToOffsetAndMetadata()
                            .get();
            long acknowledged = read.values().stream().mapToLong(o -> o.offset()).sum();
            return LocalStack.records(Topics.STATUS).size() - acknowledged;
        } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
