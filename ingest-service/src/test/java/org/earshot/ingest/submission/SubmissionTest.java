package org.earshot.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.ingest.Ingest.PROBLEM;
import static org.earshot.ingest.Ingest.aMessage;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.asPortal;
import static org.earshot.ingest.Ingest.count;
import static org.earshot.ingest.Ingest.dump;
import static org.earshot.ingest.Ingest.events;
import static org.earshot.ingest.Ingest.json;
import static org.earshot.ingest.Ingest.submit;
import static org.earshot.ingest.Ingest.submitted;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earshot.events.About;
import org.earshot.events.Channel;
import org.earshot.events.MessageReceived;
import org.earshot.events.Nation;
import org.earshot.ingest.Ingest;
import org.earshot.ingest.store.Reference;
import org.earshot.localstack.LocalStack;
import org.earshot.localstack.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SubmissionTest {

    @Test
    void aMessageIsStoredAndAnnouncedBeforeItIsAcknowledged() {
        long before = count("ingest", "message");

        var response = submit(aMessage());

        assertThat(response.statusCode()).isEqualTo(202);
        var id = UUID.fromString(response.path("id"));
        assertThat(response.header("Location")).isEqualTo("/v1/messages/" + id + "/status");
        assertThat(response.<String>path("status")).isEqualTo("received");
        assertThat(Reference.isPlausible(response.path("reference"))).isTrue();
        assertThat(count("ingest", "message")).isEqualTo(before + 1);
        await().untilAsserted(() -> assertThat(events(id)).hasSize(1));
        var event = (MessageReceived) events(id).getFirst();
        assertThat(event)
                .isEqualTo(
                        new MessageReceived(
                                event.eventId(),
                                event.occurredAt(),
                                id,
                                Channel.PORTAL,
                                Instant.parse("2026-03-02T09:15:00Z"),
                                event.digest(),
                                "en",
                                "universal-credit",
                                "LEEDS-1",
                                Nation.ENGLAND,
                                About.SELF,
                                true));
        assertThat(event.digest()).hasSize(44);
    }

    @Test
    void theWordsAreInNoTableAndOnNoTopic() {
        var message = aMessage("CanaryBody is not doing well");
        message.put("subject", "CanarySubject");
        message.put(
                "correspondent",
                Map.of(
                        "reference", "CanaryReference",
                        "name", "CanaryName",
                        "contact", "CanaryContact"));

        var response =
                asPortal()
                        .contentType("application/json")
                        .header("Idempotency-Key", "CanaryKey")
                        .body(json(message))
                        .post("/v1/messages");

        assertThat(response.statusCode()).isEqualTo(202);
        var id = UUID.fromString(response.path("id"));
        await().untilAsserted(() -> assertThat(events(id)).hasSize(1));
        assertThat(dump("ingest")).contains(id.toString()).doesNotContain("Canary");
        assertThat(dump("ingest_keys")).contains(id.toString()).doesNotContain("Canary");
        assertThat(LocalStack.records("earshot.messages"))
                .allSatisfy(record ->
                        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                                .doesNotContain("Canary"));
    }

    @Test
    void onlyChannelAndBodyAreNeededAndABlankBodyIsAMessageToo() {
        var before = Instant.now().truncatedTo(ChronoUnit.MICROS);

        var id = submitted(Map.of("channel", "phone-note", "body", " \n"));

        await().untilAsserted(() -> assertThat(events(id)).hasSize(1));
        var event = (MessageReceived) events(id).getFirst();
        assertThat(event.channel()).isEqualTo(Channel.PHONE_NOTE);
        assertThat(event.receivedAt())
                .isEqualTo(event.occurredAt())
                .isBetween(before, Instant.now());
        assertThat(event.language()).isNull();
        assertThat(event.nation()).isNull();
        assertThat(event.safeToContact()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01, 2026-06-30T23:00:00Z",
        "2026-01-15, 2026-01-15T00:00:00Z",
        "2026-07-01T10:00:00+01:00, 2026-07-01T09:00:00Z",
        "1990-01-01T00:00:00Z, 1990-01-01T00:00:00Z"
    })
    void aDateOfReceiptIsADayInLondonOrAnInstant(String sent, Instant understood) {
        var message = aMessage();
        message.put("receivedAt", sent);

        var id = submitted(message);

        var status = asPortal().get("/v1/messages/{id}/status", id);
        assertThat(Instant.parse(status.path("receivedAt"))).isEqualTo(understood);
    }

    @ParameterizedTest
    @CsvSource({"cy, cy", "EN-gb, en-GB", "pa-arab, pa-Arab", "en-x-mum-is-ill, en"})
    void aLanguageTagIsKeptWithoutWhatCouldBeWords(String sent, String kept) {
        var message = aMessage();
        message.put("language", sent);

        var id = submitted(message);

        await().untilAsserted(() -> assertThat(events(id)).hasSize(1));
        assertThat(((MessageReceived) events(id).getFirst()).language()).isEqualTo(kept);
    }

    static Stream<Arguments> wrongFields() {
        var channels = "must be one of portal, letter, email, phone-note, form, chat";
        return Stream.of(
                wrong("channel", null, "is missing"),
                wrong("channel", "Secret fax", channels),
                wrong("channel", 7, "must be a string"),
                wrong("body", null, "is missing"),
                wrong("body", List.of("Secret"), "must be a string"),
                wrong("body", "Secret\0", "must not contain the character U+0000"),
                wrong("body", "é".repeat(500_001), "must be at most 500000 characters long"),
                wrong("subject", "s".repeat(1001), "must be at most 1000 characters long"),
                wrong(
                        "language",
                        "Secret language",
                        "must be a language tag (BCP 47), such as en, cy or pa-Arab"),
                wrong("language", "", "must be a language tag (BCP 47), such as en, cy or pa-Arab"),
                wrong("serviceLine", "Secret service line", codeMessage()),
                wrong("site", "-", codeMessage()),
                wrong(
                        "nation",
                        "Secretland",
                        "must be one of england, scotland, wales, northern-ireland"),
                wrong("about", "Secret", "must be one of self, someone-else, unclear"),
                wrong("safeToContact", "Secret", "must be true or false"),
                wrong("receivedAt", "Secret", dateMessage()),
                wrong("receivedAt", "2026-02-30", dateMessage()),
                wrong("receivedAt", "1989-12-31T23:59:59Z", dateMessage()),
                wrong(
                        "receivedAt",
                        Instant.now().plus(25, ChronoUnit.HOURS).toString(),
                        dateMessage()),
                wrong("correspondent", "Secret", "must be an object"),
                wrong("sentiment", "Secret", "is not a field of this request"));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void whatIsWrongIsNamedAndNotRepeatedAndNothingIsStored(
            String field, Object value, String message) {
        long before = count("ingest", "message");
        var submission = aMessage();
        submission.put(field, value);

        var response = submit(submission);

        assertProblem(response, 400, "invalid-request");
        assertThat(response.<List<Map<String, String>>>path("violations"))
                .containsExactly(Map.of("field", field, "message", message));
        assertThat(response.asString()).doesNotContain("Secret");
        assertThat(count("ingest", "message")).isEqualTo(before);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var response =
                asPortal()
                        .contentType("application/json")
                        .body(
                                """
                                {"channel": "fax", "correspondent": {"name": 1, "shoeSize": 9},
                                 "subject": "\\ud83d", "a name with spaces": true}\
                                """)
                        .post("/v1/messages");

        assertProblem(response, 400, "invalid-request");
        assertThat(response.<List<String>>path("violations.field"))
                .containsExactly(
                        "channel",
                        "subject",
                        "body",
                        "correspondent.name",
                        "correspondent.shoeSize",
                        "(another name)");
        assertThat(response.<String>path("violations[1].message"))
                .isEqualTo("must be valid Unicode: it has half of a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"channel\":\"portal\",\n \"body\": Secret}",
                "{\"channel\":\"portal\",\"body\":\"Secret\"} Secret",
                "{\"channel\":\"portal\",\"body\":\"Secret\",\"body\":\"Secret\"}",
                "{\"channel\":\"portal\",\"body\":[[[[[[[[\"Secret\"]]]]]]]]}",
                "[]",
                "null",
                "\"Secret\""
            })
    void whatIsNotAJsonObjectIsAProblemWithAPlaceAndWithoutTheContent(String body) {
        var response =
                asPortal()
                        .contentType("application/json")
                        .body(body.getBytes(StandardCharsets.UTF_8))
                        .post("/v1/messages");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.contentType()).isEqualTo(PROBLEM);
        assertThat(response.asString()).doesNotContain("Secret").doesNotContain("jackson");
    }

    @Test
    void brokenJsonIsToldItsLineAndColumn() {
        var response =
                asPortal()
                        .contentType("application/json")
                        .body("{\"channel\": \"portal\",\n \"body\": oops}")
                        .post("/v1/messages");

        assertProblem(response, 400, "malformed-json");
        assertThat(response.<String>path("detail")).contains("line 2, column");
    }

    @Test
    void whatIsNotUtf8IsAProblem() {
        var latin1 =
                "{\"channel\":\"portal\",\"body\":\"caf\u00e9\"}"
                        .getBytes(StandardCharsets.ISO_8859_1);

        var response = asPortal().contentType("application/json").body(latin1).post("/v1/messages");

        assertProblem(response, 400, "malformed-json");
        assertThat(response.<String>path("title")).isEqualTo("The body is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {1024 * 1024 + 1, 2 * 1024 * 1024, 15 * 1024 * 1024, 20 * 1024 * 1024})
    void aRequestThatIsTooLargeIsAProblem(int size) throws Exception {
        assertTooLarge(post(BodyPublishers.ofByteArray(spaces(size))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024 * 1024 + 1, 2 * 1024 * 1024})
    void aRequestThatIsTooLargeAndDoesNotSaySoIsAProblem(int size) throws Exception {
        assertTooLarge(
                post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(spaces(size)))));
    }

    @Test
    void aBodyOfTheLargestSizeIsTaken() {
        var body = "ê".repeat(500_000);

        var response = submit(aMessage(body));

        assertThat(response.statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void anotherMediaTypeIsAProblem(String type) throws Exception {
        var request =
                HttpRequest.newBuilder(Ingest.url("/v1/messages"))
                        .header("Authorization", "Bearer " + TestIssuer.portal("portal"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString("hello"))
                        .build();

        var response = send(request);

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("urn:earshot:problem:unsupported-media-type");
    }

    @Test
    void anotherMethodAnotherAddressAndAnotherAnswerAreProblems() {
        assertProblem(asPortal().get("/v1/messages"), 405, "method-not-allowed");
        assertProblem(asPortal().get("/v1/letters"), 404, "not-found");
        assertProblem(asPortal().get("/v1/messages/not-a-uuid/status"), 404, "not-found");
        assertProblem(
                asPortal()
                        .accept("application/xml")
                        .contentType("application/json")
                        .body(json(aMessage()))
                        .post("/v1/messages"),
                406,
                "not-acceptable");
    }

    @Test
    void theSameRequestTwiceIsOneMessage() {
        long before = count("ingest", "message");
        var key = UUID.randomUUID().toString();
        var body = json(aMessage());

        var first = submitWithKey("portal", key, body);
        var second = submitWithKey("portal", key, body);

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(count("ingest", "message")).isEqualTo(before + 1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsAProblemAndStoresNothing() {
        var key = UUID.randomUUID().toString();
        submitWithKey("portal", key, json(aMessage()));
        long before = count("ingest", "message");

        var response = submitWithKey("portal", key, json(aMessage("Secret other words")));

        assertProblem(response, 422, "idempotency-key-reused");
        assertThat(count("ingest", "message")).isEqualTo(before);
    }

    @Test
    void aKeyBelongsToItsPortal() {
        var key = UUID.randomUUID().toString();
        var body = json(aMessage());

        var first = submitWithKey("portal", key, body);
        var second = submitWithKey("portal-two", key, body);

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.<String>path("id")).isNotEqualTo(first.path("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "caf\u00e9"})
    void aKeyThatIsNotVisibleAsciiIsAProblem(String key) {
        assertProblem(submitWithKey("portal", key, json(aMessage())), 400, "invalid-request");
        assertProblem(
                submitWithKey("portal", "k".repeat(129), json(aMessage())), 400, "invalid-request");
    }

    @Test
    void twentyOfTheSameRequestAtOnceAreOneMessage() throws Exception {
        long messages = count("ingest", "message");
        long keys = count("ingest_keys", "message_key");
        var key = UUID.randomUUID().toString();
        var request =
                HttpRequest.newBuilder(Ingest.url("/v1/messages"))
                        .header("Authorization", "Bearer " + TestIssuer.portal("portal"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(json(aMessage())))
                        .build();

        List<HttpResponse<String>> responses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent =
                    IntStream.range(0, 20)
                            .mapToObj(i -> threads.submit(() -> send(request)))
                            .toList();
            responses = new java.util.ArrayList<>();
            for (var response : sent) {
                responses.add(response.get());
            }
        }

        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(202);
        assertThat(responses.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(
                        responses.stream()
                                .filter(r ->
                                        r.headers().firstValue("Idempotent-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(count("ingest", "message")).isEqualTo(messages + 1);
        assertThat(count("ingest_keys", "message_key")).isEqualTo(keys + 1);
    }

    @Test
    void anotherPortalsMessageIsNotFound() {
        var id = submitted(aMessage());

        var response = as(TestIssuer.portal("portal-two")).get("/v1/messages/{id}/status", id);

        assertProblem(response, 404, "not-found");
        assertThat(response.asString())
                .isEqualTo(
                        as(TestIssuer.portal("portal-two"))
                                .get("/v1/messages/{id}/status", UUID.randomUUID())
                                .asString());
    }

    @Test
    void aTokenThatNamesNoClientSubmitsNothing() {
        var token = TestIssuer.aToken().roles("submitter").signed();

        var response =
                as(token)
                        .contentType("application/json")
                        .body(json(aMessage()))
                        .post("/v1/messages");

        assertProblem(response, 403, "forbidden");
    }

    private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return send(
                HttpRequest.newBuilder(Ingest.url("/v1/messages"))
                        .header("Authorization", "Bearer " + TestIssuer.portal("portal"))
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static Response submitWithKey(String portal, String key, String body) {
        return as(TestIssuer.portal(portal))
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/messages");
    }

    private static void assertProblem(Response response, int status, String name) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo(PROBLEM);
        assertThat(response.<Integer>path("status")).isEqualTo(status);
        assertThat(response.<String>path("type")).isEqualTo("urn:earshot:problem:" + name);
        assertThat(response.<String>path("title")).isNotBlank();
        assertThat(response.<String>path("detail")).isNotBlank();
    }

    private static void assertTooLarge(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).contains(PROBLEM);
        assertThat(response.body())
                .contains("urn:earshot:problem:too-large")
                .contains("A request has at most 1048576 bytes.");
    }

    private static byte[] spaces(int size) {
        var bytes = new byte[size];
        java.util.Arrays.fill(bytes, (byte) ' ');
        return bytes;
    }

    private static Arguments wrong(
            String field, @org.jspecify.annotations.Nullable Object value, String message) {
        return Arguments.of(field, value, message);
    }

    private static String codeMessage() {
        return "must be a code of 1 to 40 letters, digits and hyphens that starts with a letter or"
                + " digit";
    }

    private static String dateMessage() {
        return "must be a date (2026-03-02) or a date and time with offset (2026-03-02T09:15:00Z),"
                + " not before 1990 and at most a day ahead";
    }
}
