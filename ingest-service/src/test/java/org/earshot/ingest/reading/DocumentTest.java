package org.earshot.ingest.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.asPortal;
import static org.earshot.ingest.Ingest.events;
import static org.earshot.ingest.Ingest.sql;
import static org.earshot.ingest.reading.RoutingDouble.aGrant;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.earshot.events.MessageViewed;
import org.earshot.localstack.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DocumentTest {

    private static final String ADA = "7d0c7f4e-52a1-4f0c-8f57-0a6f2c1b9e88";
    private static final byte[] LETTER = "There is nothing to eat. \uD83D\uDE1E".getBytes(UTF_8);

    private UUID id = new UUID(0, 0);

    @BeforeEach
    void aMessageWithTwoDocuments() {
        var response =
                asPortal()
                        .multiPart(
                                "message",
                                "{\"channel\":\"portal\",\"body\":\"See attached.\"}",
                                "application/json")
                        .multiPart("attachment", "Mrs P*.txt", LETTER)
                        .multiPart("attachment", "2.txt", "The second.".getBytes(UTF_8))
                        .post("/v1/messages");
        assertThat(response.statusCode()).isEqualTo(202);
        id = UUID.fromString(response.path("id"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(events(id)).hasSize(2));
    }

    @Test
    void theHolderIsToldOfEachDocumentAndWhereItsWordsAre() {
        var text = read("text");

        assertThat(text.statusCode()).isEqualTo(200);
        assertThat(text.<List<Map<String, Object>>>path("documents"))
                .containsExactly(
                        Map.of(
                                "number",
                                1,
                                "name",
                                "Mrs P*.txt",
                                "mediaType",
                                "text/plain",
                                "size",
                                LETTER.length,
                                "outcome",
                                "complete",
                                "pages",
                                1,
                                "start",
                                15,
                                "end",
                                41),
                        Map.of(
                                "number", 2,
                                "name", "2.txt",
                                "mediaType", "text/plain",
                                "size", 11,
                                "outcome", "complete",
                                "pages", 1,
                                "start", 43,
                                "end", 54));
        assertThat(text.<String>path("text").codePoints().skip(15).limit(26).toArray())
                .isEqualTo(new String(LETTER, UTF_8).codePoints().toArray());
    }

    @Test
    void aDocumentIsGivenAsItCameAndThatItWasIsPublished() {
        var document = read("documents/1");

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.asByteArray()).isEqualTo(LETTER);
        assertThat(document.contentType()).startsWith("text/plain");
        assertThat(document.header("Content-Disposition"))
                .isEqualTo(
                        "attachment; filename=\"document-1\";"
                                + " filename*=UTF-8''Mrs%20P%2A.txt");
        assertThat(document.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(document.header("Cache-Control")).isEqualTo("no-store");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(views()).extracting(MessageViewed::shown).containsExactly(true));
    }

    @Test
    void nobodyElseIsGivenItAndThereAreNoOthers() {
        var without =
                as(TestIssuer.person(ADA, "caseworker")).get("/v1/messages/{id}/documents/1", id);
        var anothers =
                as(TestIssuer.person(ADA, "caseworker"))
                        .header("Read-Grant", aGrant(UUID.randomUUID(), ADA).signed())
                        .get("/v1/messages/{id}/documents/1", id);

        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(anothers.statusCode()).isEqualTo(403);
        assertThat(read("documents/3").statusCode()).isEqualTo(404);
        assertThat(read("documents/0").statusCode()).isEqualTo(404);
        assertThat(read("documents/x").statusCode()).isEqualTo(404);
    }

    @Test
    void oneThatCannotBeOpenedAnyMoreIsToldAndSoIsThatThePersonWasToldSo() {
        sql("ingest_keys", "delete from message_key where message_id = '" + id + "'");

        var document = read("documents/1");

        assertThat(document.statusCode()).isEqualTo(410);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(views())
                                .extracting(MessageViewed::shown)
                                .containsExactly(false));
    }

    private Response read(String what) {
        return as(TestIssuer.person(ADA, "caseworker"))
                .header("Read-Grant", aGrant(id, ADA).signed())
                .get("/v1/messages/" + id + "/" + what);
    }

    private List<MessageViewed> views() {
        return events(id).stream()
                .filter(MessageViewed.class::isInstance)
                .map(MessageViewed.class::cast)
                .toList();
    }
}
