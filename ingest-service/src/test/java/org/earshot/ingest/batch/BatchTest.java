package org.earshot.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.earshot.ingest.Ingest.aMessage;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.asPortal;
import static org.earshot.ingest.Ingest.count;
import static org.earshot.ingest.Ingest.dump;
import static org.earshot.ingest.Ingest.events;
import static org.earshot.ingest.Ingest.json;
import static org.earshot.ingest.Ingest.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.earshot.ingest.Ingest;
import org.earshot.localstack.LineStream;
import org.earshot.localstack.TestIssuer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BatchTest.Quick.class)
class BatchTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** No portal is slowed down, and whoever does not read is given up soon. */
    public static final class Quick implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "earshot.ingest.rate-limit.per-second", "1000000",
                    "earshot.ingest.rate-limit.burst", "1000000",
                    "earshot.ingest.batches-at-once", "4",
                    "quarkus.http.idle-timeout", "5s");
        }
    }

    @Test
    void everyLineIsAnsweredInItsOrderAndABadOneStopsNoOther() throws IOException {
        long before = count("ingest", "message");
        var key = UUID.randomUUID();

        var answers =
                batch(
                        line(key + "/1", "I moved house in May."),
                        "",
                        "{\"channel\": Secret}",
                        line(key + "/2", "Nobody answers the telephone."),
                        json(aMessage("Secret without a key")),
                        "x".repeat(1024 * 1024 + 1),
                        line("a key with spaces", "Secret"),
                        line(key + "/3", " "));

        assertThat(answers)
                .extracting(answer -> answer.path("line").asInt() + " " + answer.path("status"))
                .containsExactly(
                        "1 202", "3 400", "4 202", "5 400", "6 413", "7 400", "8 202", "0 ");
        assertThat(answers.get(1).at("/problem/type").asText())
                .isEqualTo("urn:earshot:problem:malformed-json");
        assertThat(answers.get(3).at("/problem/violations").toString())
                .isEqualTo("[{\"field\":\"key\",\"message\":\"is missing\"}]");
        assertThat(answers.get(4).at("/problem/detail").asText())
                .isEqualTo("A line has at most 1048576 bytes.");
        assertThat(answers.get(5).at("/problem/violations").toString())
                .isEqualTo(
                        "[{\"field\":\"key\",\"message\":\"must be 1 to 128 visible ASCII"
                                + " characters\"}]");
        assertThat(answers.getLast())
                .hasToString(
                        "{\"done\":true,\"lines\":7,\"accepted\":3,\"replayed\":0,\"refused\":4}");
        assertThat(answers.toString()).doesNotContain("Secret");
        assertThat(count("ingest", "message")).isEqualTo(before + 3);
    }

    @Test
    void aLineIsAMessageLikeAnyOther() throws IOException {
        var answers = batch(line("CanaryKeyOfALine", "CanaryBody in a batch"));

        var id = UUID.fromString(answers.getFirst().get("id").asText());
        var status = asPortal().get("/v1/messages/{id}/status", id);
        assertThat(status.<String>path("reference"))
                .isEqualTo(answers.getFirst().get("reference").asText());
        await().untilAsserted(() -> assertThat(events(id)).hasSize(1));
        assertThat(dump("ingest")).contains(id.toString()).doesNotContain("Canary");
        assertThat(dump("ingest_keys")).contains(id.toString()).doesNotContain("Canary");
    }

    @Test
    void aStreamSentAgainIsAnsweredAsBeforeAndDoublesNothing() throws IOException {
        var lines = someLines(120);
        var first = batch(lines);
        long before = count("ingest", "message");
        long keysBefore = count("ingest_keys", "message_key");

        var again = batch(lines);

        assertThat(again.getLast())
                .hasToString(
                        "{\"done\":true,\"lines\":120,\"accepted\":0,\"replayed\":120,\"refused\":0}");
        assertThat(ids(again)).hasSize(120).isEqualTo(ids(first));
        assertThat(again.getFirst().get("replayed").asBoolean()).isTrue();
        assertThat(count("ingest", "message")).isEqualTo(before);
        assertThat(count("ingest_keys", "message_key")).isEqualTo(keysBefore);
    }

    @Test
    void aKeyThatComesTwiceInAStreamIsOneMessage() throws IOException {
        var key = UUID.randomUUID().toString();

        var answers = batch(line(key, "Once"), line(key, "Once"), line(key, "Something else"));

        assertThat(answers.get(1).get("id")).isEqualTo(answers.get(0).get("id"));
        assertThat(answers.get(2).at("/problem/type").asText())
                .isEqualTo("urn:earshot:problem:idempotency-key-reused");
        assertThat(answers.getLast())
                .hasToString(
                        "{\"done\":true,\"lines\":3,\"accepted\":1,\"replayed\":1,\"refused\":1}");
    }

    @Test
    void twoOfTheSameStreamAtOnceDoubleNothing() throws Exception {
        var lines = someLines(300);
        long before = count("ingest", "message");
        long keysBefore = count("ingest_keys", "message_key");

        List<JsonNode> one;
        List<JsonNode> other;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.submit((Callable<List<JsonNode>>) () -> batch(lines));
            one = batch(lines);
            other = sent.get();
        }

        assertThat(ids(one)).hasSize(300).isEqualTo(ids(other));
        assertThat(count("ingest", "message")).isEqualTo(before + 300);
        assertThat(count("ingest_keys", "message_key")).isEqualTo(keysBefore + 300);
    }

    @Test
    void answersComeWhileTheStreamIsOpen() throws IOException {
        try (var stream = open()) {
            for (int i = 1; i <= 3; i++) {
                stream.send(line(UUID.randomUUID().toString(), "One at a time"));
                stream.flush();

                assertThat(stream.status()).isEqualTo(200);
                assertThat(JSON.readTree(stream.next()).get("line").asInt()).isEqualTo(i);
            }
            stream.end();
            assertThat(JSON.readTree(stream.next()).get("accepted").asInt()).isEqualTo(3);
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void ofAStreamThatIsCutOffTheWholeLinesAreStored() throws IOException {
        long before = count("ingest", "message");
        var key = UUID.randomUUID();
        var whole = List.of(line(key + "/1", "Whole"), line(key + "/2", "Whole"));
        var cut = line(key + "/3", "Cut off in the middle of a sentence");

        try (var stream = open()) {
            for (var line : whole) {
                stream.send(line);
            }
            stream.sendPart(cut.substring(0, cut.length() - 1));
            stream.flush();
            stream.next();
        }

        await().until(() -> count("ingest", "message") == before + 2);
        var again = batch(whole.get(0), whole.get(1), cut);
        assertThat(again.getLast())
                .hasToString(
                        "{\"done\":true,\"lines\":3,\"accepted\":1,\"replayed\":2,\"refused\":0}");
    }

    @Test
    void aStreamMayBeLargerThanAnyRequestAndSaySo() throws Exception {
        var body = ("x".repeat(1024 * 1024 + 1) + "\n").repeat(20);
        var request =
                HttpRequest.newBuilder(Ingest.url("/v1/batches"))
                        .header("Authorization", "Bearer " + TestIssuer.portal("portal"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(body))
                        .build();

        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var response = client.send(request, BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .contains("application/x-ndjson");
            assertThat(response.body()).contains("\"done\":true,\"lines\":20,").endsWith("}\n");
        }
    }

    /** Held up: what it is not told takes room, and there is no more than a little. */
    @Test
    void aCallerWhoReadsNoAnswersIsHeldUpAndThenGivenUp() throws IOException {
        var sent = new AtomicLong();
        try (var stream =
                LineStream.open(
                        Ingest.url("/v1/batches"), TestIssuer.portal("portal-three"), 4096)) {
            assertThatThrownBy(
                            () -> {
                                while (sent.get() < 200_000_000) {
                                    stream.send("no JSON");
                                    sent.incrementAndGet();
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        assertThat(sent.get()).isLessThan(500_000);
        assertThat(batch(line(UUID.randomUUID().toString(), "Next")).getLast().has("done"))
                .isTrue();
    }

    @Test
    void aPortalHasNoMoreThanItsShareOfTheBatchesUnderWay() throws IOException {
        var portal = "portal-" + UUID.randomUUID();
        try (var one = openAs(portal);
                var two = openAs(portal)) {
            for (var stream : List.of(one, two)) {
                stream.send(line(UUID.randomUUID().toString(), "Under way"));
                stream.flush();
                assertThat(stream.status()).isEqualTo(200);
            }

            try (var three = openAs(portal)) {
                three.end();
                assertThat(three.status()).isEqualTo(503);
                assertThat(three.header("retry-after")).isEqualTo("5");
                assertThat(three.next()).contains("urn:earshot:problem:busy");
            }
            one.end();
            one.next();
            one.next();
            assertThat(one.next()).isNull();
            await().untilAsserted(() -> {
                try (var three = openAs(portal)) {
                    three.end();
                    assertThat(three.status()).isEqualTo(200);
                }
            });
        }
    }

    @Test
    void aLineThatCannotBeStoredTakesNoOtherAlong() throws IOException {
        var lines = new ArrayList<>(someLines(5));
        var unlucky = aMessage("Unlucky");
        unlucky.put("site", "UNLUCKY");
        unlucky.put("key", UUID.randomUUID().toString());
        lines.add(2, json(unlucky));
        sql("ingest", "alter table message add constraint no_luck check (site <> 'UNLUCKY')");
        List<JsonNode> answers;
        try {
            answers = batch(lines);
        } finally {
            sql("ingest", "alter table message drop constraint no_luck");
        }

        assertThat(answers.get(2).at("/problem/type").asText())
                .isEqualTo("urn:earshot:problem:unavailable");
        assertThat(answers.getLast().get("accepted").asInt()).isEqualTo(5);
        assertThat(batch(lines).getLast())
                .hasToString(
                        "{\"done\":true,\"lines\":6,\"accepted\":1,\"replayed\":5,\"refused\":0}");
    }

    @Test
    void anOutageEndsTheStreamWithoutSayingThatItIsDone() throws IOException {
        var lines = someLines(20);
        sql("ingest", "alter table message add constraint outage check (false) not valid");
        try (var stream = open()) {
            for (var line : lines) {
                stream.send(line);
            }
            stream.end();
            var answers = new StringBuilder();
            assertThatThrownBy(
                            () -> {
                                String answer;
                                while ((answer = stream.next()) != null) {
                                    answers.append(answer);
                                }
                                answers.append("the end");
                            })
                    .as("%s", answers)
                    .isInstanceOf(EOFException.class);
            assertThat(answers).doesNotContain("done").doesNotContain("202");
        } finally {
            sql("ingest", "alter table message drop constraint outage");
        }

        assertThat(batch(lines).getLast().get("accepted").asInt()).isEqualTo(20);
    }

    @Test
    void aKeyBelongsToItsPortal() throws IOException {
        var line = line(UUID.randomUUID().toString(), "From two portals");

        var one = batch(line);
        var other = batchAs("portal-two", List.of(line));

        assertThat(other.getLast().get("accepted").asInt()).isEqualTo(1);
        assertThat(ids(other)).doesNotContainAnyElementsOf(ids(one));
    }

    @Test
    void anotherMediaTypeIsAProblem() {
        var response =
                as(TestIssuer.portal("portal"))
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/batches");

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.<String>path("type"))
                .isEqualTo("urn:earshot:problem:unsupported-media-type");
    }

    private static List<String> someLines(int count) {
        var key = UUID.randomUUID();
        return IntStream.range(0, count).mapToObj(i -> line(key + "/" + i, "Line " + i)).toList();
    }

    private static String line(String key, String body) {
        var line = aMessage(body);
        line.put("key", key);
        return json(line);
    }

    private static LineStream open() throws IOException {
        return openAs("portal");
    }

    private static LineStream openAs(String portal) throws IOException {
        return LineStream.open(Ingest.url("/v1/batches"), TestIssuer.portal(portal));
    }

    private static List<JsonNode> batch(String... lines) throws IOException {
        return batch(List.of(lines));
    }

    private static List<JsonNode> batch(List<String> lines) throws IOException {
        return batchAs("portal", lines);
    }

    /** What a whole stream is answered with; few enough lines to be sent before one is read. */
    private static List<JsonNode> batchAs(String portal, List<String> lines) throws IOException {
        var answers = new ArrayList<JsonNode>();
        try (var stream = openAs(portal)) {
            for (var line : lines) {
                stream.send(line);
            }
            stream.end();
            assertThat(stream.status()).isEqualTo(200);
            String answer;
            while ((answer = stream.next()) != null) {
                answers.add(JSON.readTree(answer));
            }
        }
        return answers;
    }

    private static List<String> ids(List<JsonNode> answers) {
        return answers.stream()
                .filter(answer -> answer.has("id"))
                .map(answer -> answer.get("id").asText())
                .toList();
    }
}
