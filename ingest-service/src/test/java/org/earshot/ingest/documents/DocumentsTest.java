package org.earshot.ingest.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.ingest.Ingest.PROBLEM;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.asPortal;
import static org.earshot.ingest.Ingest.count;
import static org.earshot.ingest.Ingest.dump;
import static org.earshot.ingest.Ingest.events;
import static org.earshot.ingest.Ingest.json;
import static org.earshot.ingest.Ingest.sql;
import static org.earshot.ingest.Ingest.url;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.earshot.events.MessageReceived;
import org.earshot.events.TextExtracted;
import org.earshot.ingest.store.BlobSweep;
import org.earshot.localstack.TestIssuer;
import org.junit.jupiter.api.Test;

/** Documents as a portal sends them, and what becomes of them. */
@QuarkusTest
class DocumentsTest {

    private static final Path BLOBS = Path.of("target/blobs");
    private static final String WORDS = "CanaryDocument: there is nothing to eat. \uD83D\uDE1E";
    private static final byte[] LETTER = WORDS.getBytes(UTF_8);

    @Inject BlobSweep sweep;

    @Test
    void aMessageIsAnnouncedAtOnceAndItsTextWhenItsDocumentsAreRead() {
        var id =
                accepted(
                        aMessageWith(LETTER)
                                .multiPart("attachment", "2.txt", "The second.".getBytes(UTF_8)));

        soon().untilAsserted(() -> assertThat(events(id)).hasSize(2));
        var received = (MessageReceived) events(id).getFirst();
        assertThat(received.awaitsText()).isTrue();
        var extracted = (TextExtracted) events(id).getLast();
        assertThat(extracted)
                .isEqualTo(
                        new TextExtracted(
                                extracted.eventId(),
                                extracted.occurredAt(),
                                id,
                                extracted.digest(),
                                TextExtracted.Outcome.COMPLETE,
                                List.of(),
                                2,
                                2));
        assertThat(extracted.digest()).isNotEqualTo(received.digest());
        assertThat(textOf(id)).isEqualTo("See attached.\n\n" + WORDS + "\n\nThe second.");
        assertThat(count("ingest", "extraction where message_id = '" + id + "'")).isZero();
    }

    @Test
    void aMessageNeedsNoWordsOfItsOwn() {
        var id =
                accepted(
                        asPortal()
                                .multiPart("message", "{\"channel\":\"form\"}", "application/json")
                                .multiPart("attachment", "a.txt", LETTER));

        soon().untilAsserted(() -> assertThat(events(id)).hasSize(2));
        assertThat(textOf(id)).isEqualTo("\n\n" + WORDS);
    }

    @Test
    void theWordsAndNamesOfDocumentsAreNowhereInTheOpen() throws IOException {
        var id = accepted(aMessageWith(LETTER).header("Idempotency-Key", UUID.randomUUID()));
        soon().untilAsserted(() -> assertThat(events(id)).hasSize(2));

        assertThat(dump("ingest")).contains(id.toString()).doesNotContain("Canary");
        try (var files = Files.walk(BLOBS)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file.toString()).doesNotContain("Canary");
                assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("Canary");
            }
        }
    }

    @Test
    void theSameRequestAgainIsTheSameMessageAndAnotherIsRefused() throws IOException {
        var key = UUID.randomUUID();
        var first = accepted(aMessageWith(LETTER).header("Idempotency-Key", key));
        var before = blobs();

        var again = post(aMessageWith(LETTER).header("Idempotency-Key", key));
        var another = post(aMessageWith("other".getBytes(UTF_8)).header("Idempotency-Key", key));

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.<String>path("id")).isEqualTo(first.toString());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        refused(another, 422, "idempotency-key-reused");
        assertThat(blobs()).isEqualTo(before);
    }

    @Test
    void whatIsRefusedLeavesNothingBehind() throws IOException {
        var before = blobs();
        long messages = count("ingest", "message");
        long keys = count("ingest_keys", "message_key");

        refused(
                post(aMessageWith(LETTER).multiPart("attachment", "a.pdf", new byte[] {0, 1, 2})),
                415,
                "unsupported-attachment");
        refused(
                post(aMessageWith(LETTER).multiPart("attachment", "a.txt", new byte[0])),
                400,
                "invalid-request");
        refused(
                post(aMessageWith(LETTER).multiPart("another", "a.txt", LETTER)),
                400,
                "invalid-request");
        refused(post(aMessage()), 400, "invalid-request");
        refused(post(asPortal().multiPart("attachment", "a.txt", LETTER)), 400, "invalid-request");
        refused(
                post(
                        asPortal()
                                .multiPart("message", "{\"channel\":\"fax\"}", "application/json")
                                .multiPart("attachment", "a.txt", LETTER)),
                400,
                "invalid-request");
        var many = aMessage();
        for (int i = 0; i < 21; i++) {
            many.multiPart("attachment", "a.txt", LETTER);
        }
        refused(post(many), 422, "too-many-attachments");
        refused(
                asPortal()
                        .contentType("multipart/form-data; boundary=x")
                        .body("--x\r\nbroken off".getBytes(UTF_8))
                        .post("/v1/messages"),
                400,
                "malformed-multipart");

        assertThat(blobs()).isEqualTo(before);
        assertThat(count("ingest", "message")).isEqualTo(messages);
        assertThat(count("ingest_keys", "message_key")).isEqualTo(keys);
    }

    @Test
    void aDocumentOfTheLargestSizeIsTakenAndALargerOneIsNot() throws Exception {
        int largest = 25 * 1024 * 1024;
        var before = blobs();

        var larger = postStreaming(largest + 1);
        var together = postStreaming(largest, largest, 11 * 1024 * 1024);

        assertThat(larger.statusCode()).isEqualTo(413);
        assertThat(larger.body())
                .contains("urn:earshot:problem:too-large")
                .contains("attachment[1] has at most 26214400 bytes.");
        assertThat(together.statusCode()).isEqualTo(413);
        assertThat(together.body())
                .contains("With attachment[3] it is more than 62914560 bytes in all.");
        assertThat(blobs()).isEqualTo(before);
        assertThat(postStreaming(largest).statusCode()).isEqualTo(202);
    }

    @Test
    void aMessageWhoseDocumentIsLostGoesOnAndSaysSo() throws IOException {
        var before = blobs();
        var id = accepted(aMessageWith(LETTER));
        soon().untilAsserted(() -> assertThat(events(id)).hasSize(2));
        for (var blob : added(before)) {
            Files.delete(fileOf(blob));
        }

        readAgain(id, 0, Duration.ZERO);

        soon().untilAsserted(() -> assertThat(events(id)).hasSize(3));
        assertThat((TextExtracted) events(id).getLast())
                .extracting(
                        TextExtracted::outcome, TextExtracted::reasons, TextExtracted::documents)
                .containsExactly(TextExtracted.Outcome.FAILED, List.of("not-readable-here"), 1);
        assertThat(textOf(id)).isEqualTo("See attached.\n\n");
    }

    @Test
    void whatACrashedReaderHadIsReadByAnother() {
        var id = accepted(aMessageWith(LETTER));
        soon().untilAsserted(() -> assertThat(events(id)).hasSize(2));

        readAgain(id, 1, Duration.ofSeconds(1));

        soon().untilAsserted(() -> assertThat(events(id)).hasSize(3));
        assertThat(((TextExtracted) events(id).getLast()).outcome())
                .isEqualTo(TextExtracted.Outcome.COMPLETE);
    }

    @Test
    void aDocumentThatTakesItsReaderWithItIsNotReadForEver() {
        var id = accepted(aMessageWith(LETTER));
        soon().untilAsserted(() -> assertThat(events(id)).hasSize(2));

        readAgain(id, 3, Duration.ZERO);

        soon().untilAsserted(() -> assertThat(events(id)).hasSize(3));
        assertThat(((TextExtracted) events(id).getLast()).outcome())
                .isEqualTo(TextExtracted.Outcome.FAILED);
    }

    @Test
    void whatNoMessageNamesIsSweptWhenItIsOldAndWhatIsMissingIsTold() throws Exception {
        var before = blobs();
        var id = accepted(aMessageWith(LETTER));
        soon().untilAsserted(() -> assertThat(events(id)).hasSize(2));
        var named = added(before).iterator().next();
        old(fileOf(named));
        var fresh = blob(UUID.randomUUID());
        var orphan = blob(UUID.randomUUID());
        old(orphan);
        var lost = accepted(aMessageWith(LETTER));
        soon().untilAsserted(() -> assertThat(events(lost)).hasSize(2));
        sql(
                "ingest",
                "update document set blob_id = gen_random_uuid() where message_id = '%s'"
                        .formatted(lost));
        var unused = UUID.randomUUID();
        sql(
                "ingest_keys",
                "insert into message_key values ('%s', 'k', '', now() - interval '2 hours')"
                        .formatted(unused));
        sql(
                "ingest_keys",
                "update message_key set created_at = now() - interval '2 hours' where message_id ="
                        + " '%s'".formatted(id));

        var swept = sweep.sweep();

        assertThat(orphan).doesNotExist();
        assertThat(fresh).exists();
        assertThat(fileOf(named)).exists();
        assertThat(swept.missing()).isPositive();
        assertThat(count("ingest_keys", "message_key where message_id = '" + unused + "'"))
                .isZero();
        assertThat(count("ingest_keys", "message_key where message_id = '" + id + "'")).isOne();
        Files.delete(fresh);
        sql("ingest", "delete from document where message_id = '%s'".formatted(lost));
    }

    @Test
    void anOlderDatabaseBesideNewerBlobsIsNoReasonToDeleteThem() throws Exception {
        var orphans = new HashSet<Path>();
        for (int i = 0; i < 150; i++) {
            var orphan = blob(UUID.randomUUID());
            old(orphan);
            orphans.add(orphan);
        }

        assertThat(sweep.sweep().deleted()).isZero();

        for (var orphan : orphans) {
            Files.delete(orphan);
        }
    }

    /** As it stands after so many attempts, the last of which has a claim that ends soon. */
    private static void readAgain(UUID id, int attempts, Duration claimed) {
        sql(
                "ingest",
                """
                insert into extraction (message_id, attempts, not_before, claimed_by)
                values ('%s', %d, now() + interval '%d ms', gen_random_uuid())\
                """
                        .formatted(id, attempts, claimed.toMillis()));
    }

    private static RequestSpecification aMessage() {
        return asPortal()
                .multiPart(
                        "message",
                        json(Map.of("channel", "portal", "body", "See attached.")),
                        "application/json");
    }

    private static RequestSpecification aMessageWith(byte[] document) {
        return aMessage().multiPart("attachment", "CanaryName.txt", document);
    }

    private static Response post(RequestSpecification request) {
        return request.post("/v1/messages");
    }

    private static UUID accepted(RequestSpecification request) {
        var response = post(request);
        assertThat(response.statusCode()).isEqualTo(202);
        return UUID.fromString(response.path("id"));
    }

    /** With documents of these sizes, made up while they are sent. */
    private static HttpResponse<String> postStreaming(int... sizes)
            throws IOException, InterruptedException {
        var parts = new ArrayList<InputStream>();
        parts.add(
                stream(
                        "--x\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n"
                                + "{\"channel\":\"portal\",\"body\":\"See attached.\"}\r\n"));
        for (int size : sizes) {
            parts.add(
                    stream(
                            "--x\r\nContent-Disposition: form-data; name=\"attachment\";"
                                    + " filename=\"a.txt\"\r\n\r\n"));
            parts.add(new Repeated(size));
            parts.add(stream("\r\n"));
        }
        parts.add(stream("--x--\r\n"));
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    HttpRequest.newBuilder(url("/v1/messages"))
                            .header("Authorization", "Bearer " + TestIssuer.portal("portal"))
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(
                                    HttpRequest.BodyPublishers.ofInputStream(() ->
                                            new SequenceInputStream(
                                                    Collections.enumeration(parts))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    /** A letter over and over. */
    private static final class Repeated extends InputStream {
        private int left;

        Repeated(int size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int some = Math.min(left, length);
            Arrays.fill(bytes, offset, offset + some, (byte) 'a');
            left -= some;
            return some;
        }
    }

    private static void refused(Response response, int status, String problem) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo(PROBLEM);
        assertThat(response.<String>path("type")).isEqualTo("urn:earshot:problem:" + problem);
    }

    private static String textOf(UUID id) {
        return as(TestIssuer.service("classifier-service", "text-reader"))
                .contentType("application/json")
                .body(json(Map.of("ids", List.of(id))))
                .post("/internal/texts")
                .path("texts[0].text");
    }

    private static Set<String> blobs() throws IOException {
        try (var files = Files.walk(BLOBS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> added(Set<String> before) throws IOException {
        var added = new HashSet<>(blobs());
        added.removeAll(before);
        assertThat(added).isNotEmpty();
        return added;
    }

    private static Path fileOf(String blob) {
        return BLOBS.resolve(blob.substring(0, 2)).resolve(blob);
    }

    private static Path blob(UUID id) throws IOException {
        var file = fileOf(id.toString());
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[] {1});
    }

    private static void old(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
