package org.earshot.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.ingest.Ingest.aMessage;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.json;
import static org.earshot.ingest.Ingest.sql;
import static org.earshot.ingest.Ingest.submitted;
import static org.earshot.ingest.Ingest.url;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.localstack.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TextsTest {

    /** What a careless reader would tidy up. */
    private static final String BODY = "  Line one.\r\tLine two.\u0007 \uD83D\uDE4F\r\n";

    @Test
    void theClassifierIsGivenTextsExactlyAsTheyCame() {
        var withSubject = submitted(aMessage(BODY));
        var withoutSubject = submitted(Map.of("channel", "letter", "body", "Only a body"));

        var response = texts(List.of(withoutSubject, withSubject, withSubject));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.<List<Object>>path("texts"))
                .containsExactlyInAnyOrder(
                        Map.of(
                                "id",
                                withSubject.toString(),
                                "text",
                                "My claim\n\n" + BODY,
                                "channel",
                                "portal",
                                "about",
                                "self"),
                        Map.of(
                                "id", withoutSubject.toString(),
                                "text", "Only a body",
                                "channel", "letter"));
        assertThat(response.<List<Object>>path("missing")).isEmpty();
        assertThat(response.<List<Object>>path("failed")).isEmpty();
    }

    @Test
    void anErasedAndAnUnknownMessageAreMissing() {
        var there = submitted(aMessage());
        var erased = submitted(aMessage());
        var unknown = UUID.randomUUID();
        sql("ingest_keys", "delete from message_key where message_id = '" + erased + "'");

        var response = texts(List.of(erased, there, unknown));

        assertThat(response.<List<String>>path("texts.id")).containsExactly(there.toString());
        assertThat(response.<List<String>>path("missing"))
                .containsExactlyInAnyOrder(erased.toString(), unknown.toString());
        assertThat(response.<List<Object>>path("failed")).isEmpty();
    }

    @Test
    void whatWasTamperedWithOrSwappedFailsAndStopsNothingElse() {
        var there = submitted(aMessage());
        var changed = submitted(aMessage());
        var swapped = submitted(aMessage());
        var rewrapped = submitted(aMessage());
        var lostWrapping = submitted(aMessage());
        sql(
                "ingest",
                "update message set content = set_byte(content, 20, get_byte(content, 20) # 1)"
                        + " where id = '"
                        + changed
                        + "'");
        sql(
                "ingest",
                "update message set content = (select content from message where id = '"
                        + there
                        + "') where id = '"
                        + swapped
                        + "'");
        sql(
                "ingest_keys",
                "update message_key set wrapped = (select wrapped from message_key where message_id"
                        + " = '"
                        + there
                        + "') where message_id = '"
                        + rewrapped
                        + "'");
        sql(
                "ingest_keys",
                "update message_key set key_encryption_key = 'lost' where message_id = '"
                        + lostWrapping
                        + "'");

        var response = texts(List.of(changed, swapped, rewrapped, lostWrapping, there));

        assertThat(response.<List<String>>path("texts.id")).containsExactly(there.toString());
        assertThat(response.<List<String>>path("failed"))
                .containsExactlyInAnyOrder(
                        changed.toString(),
                        swapped.toString(),
                        rewrapped.toString(),
                        lostWrapping.toString());
        assertThat(response.<List<Object>>path("missing")).isEmpty();
    }

    @Test
    void aDatabaseThatFailsBeforeTheFirstTextIsAnErrorAndNoAnswer() {
        var id = submitted(aMessage("NotToBeSeen"));

        var response = whileUnreadable(id, () -> texts(List.of(id)));

        assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(response.asString()).doesNotContain("texts");
    }

    @Test
    void aDatabaseThatFailsAfterTheFirstTextsNeverGivesAnAnswerThatLooksWhole() {
        var ids = Stream.generate(() -> submitted(aMessage("x".repeat(10_000)))).limit(40).toList();

        // Broken off; or an error, when nothing had left yet.
        var brokenOff = Integer.valueOf(0);
        var status =
                whileFailingAfter(
                        30,
                        ids,
                        () -> {
                            try {
                                return rawTexts(ids).statusCode();
                            } catch (IOException e) {
                                return brokenOff;
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        assertThat(status)
                .satisfiesAnyOf(
                        code -> assertThat(code).isEqualTo(brokenOff),
                        code -> assertThat(code).isGreaterThanOrEqualTo(500));

        assertThat(texts(ids).<List<Object>>path("texts")).hasSize(40);
    }

    /**
     * The database gives so many of these rows, in whatever order it takes them, and then fails.
     */
    private static <T> T whileFailingAfter(int rows, List<UUID> ids, Supplier<T> what) {
        sql("ingest", "create sequence rows_given");
        sql("ingest", "grant usage on sequence rows_given to public");
        var these = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        try {
            return whileFailing(
                    "case when id in ("
                            + these
                            + ") then case when nextval('rows_given') > "
                            + rows
                            + " then 1 / (length(id::text) - 36) > 0 else true end else true end",
                    what);
        } finally {
            sql("ingest", "drop sequence rows_given");
        }
    }

    /** The database fails at this row, and at no other. */
    private static <T> T whileUnreadable(UUID id, Supplier<T> what) {
        return whileFailing(
                "case when id = '" + id + "' then 1 / (length(id::text) - 36) > 0 else true end",
                what);
    }

    private static <T> T whileFailing(String condition, Supplier<T> what) {
        sql("ingest", "alter table message enable row level security");
        sql("ingest", "alter table message force row level security");
        sql("ingest", "create policy broken on message using (" + condition + ")");
        try {
            return what.get();
        } finally {
            sql("ingest", "drop policy broken on message");
            sql("ingest", "alter table message no force row level security");
            sql("ingest", "alter table message disable row level security");
        }
    }

    /** By a client that tells an answer that ended from one that broke off. */
    private static HttpResponse<String> rawTexts(List<UUID> ids)
            throws IOException, InterruptedException {
        var token = TestIssuer.service("classifier-service", "text-reader");
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    HttpRequest.newBuilder(url("/internal/texts"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json(Map.of("ids", ids))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aHundredAreGivenAtOnceAndNoMore() {
        var ids = Stream.generate(UUID::randomUUID).limit(100).toList();

        assertThat(texts(ids).<List<Object>>path("missing")).hasSize(100);

        var tooMany = Stream.generate(UUID::randomUUID).limit(101).toList();
        assertThat(texts(tooMany).<List<Object>>path("violations"))
                .containsExactly(
                        Map.of("field", "ids", "message", "must have at most 100 elements"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ids\": null}",
                "{\"ids\": \"5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63\"}",
                "{\"ids\": [5]}",
                "{\"ids\": [\"1-1-1-1-1\"]}",
                "{\"ids\": [\"Secret\"]}",
                "{\"ids\": [], \"why\": \"Secret\"}"
            })
    void anotherRequestIsAProblem(String body) {
        var response =
                as(TestIssuer.service("classifier-service", "text-reader"))
                        .contentType("application/json")
                        .body(body)
                        .post("/internal/texts");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("type")).isEqualTo("urn:earshot:problem:invalid-request");
        assertThat(response.<List<Object>>path("violations")).hasSize(1);
        assertThat(response.asString()).doesNotContain("Secret");
    }

    private static Response texts(List<UUID> ids) {
        return as(TestIssuer.service("classifier-service", "text-reader"))
                .contentType("application/json")
                .body(json(Map.of("ids", ids)))
                .post("/internal/texts");
    }
}
