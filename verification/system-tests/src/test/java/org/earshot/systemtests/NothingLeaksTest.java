package org.earshot.systemtests;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.launcher.Service;
import org.junit.jupiter.api.Test;

/**
 * What a person wrote, and who they are, goes through the whole suite and is found nowhere: no log,
 * metric, topic, table or file holds it, other than as ciphertext.
 */
class NothingLeaksTest {

    private final RunningSuite earshot = RunningSuite.get();

    /** Words that stand nowhere else, so that any trace of them is a leak. */
    private final String mark =
            Long.toString(ThreadLocalRandom.current().nextLong(1L << 50, 1L << 60), 36);

    private final String phrase = "heliotrope zeppelin " + mark;
    private final String name = "Xanthippe Quillfeather-" + mark;
    private final String reference = "REF-" + mark + "-QQ";

    @Test
    void thePhraseTheNameAndTheReferenceOfAPersonAreNowhere() throws Exception {
        // Given: a message that is received, assessed, read and decided
        var receipt = submit("I want to die. " + phrase);
        var id = receipt.get("id").asText();
        await().atMost(ofSeconds(60))
                .until(() -> {
                    var item = earshot.workItem(id);
                    return item != null && !item.path("awaiting").asBoolean();
                });
        readAndReturn(id);

        // and requests that go wrong, which is when programs like to quote what they were sent
        var portal = earshot.clientToken("portal");
        for (var body :
                List.of(
                        "{\"channel\":\"portal\",\"body\":\"" + phrase,
                        "{\"channel\":\"" + phrase + "\",\"body\":\"" + name + "\"}",
                        "{\"channel\":\"portal\",\"body\":\"x\",\"" + phrase + "\":1}",
                        "{\"channel\":\"portal\",\"body\":[\"" + phrase + "\"]}",
                        "{\"channel\":\"portal\",\"body\":\"x\",\"site\":\"" + phrase + "\"}",
                        "{\"channel\":\"portal\",\"body\":\"x\",\"receivedAt\":\"" + name + "\"}",
                        "{\"channel\":\"portal\",\"body\":\"x\",\"language\":\"" + name + "\"}")) {
            var response = earshot.call("POST", Service.INGEST, "/v1/messages", portal, body);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).as("a refusal quotes nothing").doesNotContain(mark);
        }
        var keyed =
                earshot.call(
                        "POST",
                        Service.INGEST,
                        "/v1/messages",
                        portal,
                        "{\"channel\":\"portal\",\"body\":\"" + phrase + "\"}",
                        "Idempotency-Key",
                        reference);
        assertThat(keyed.statusCode()).isEqualTo(202);
        var reused =
                earshot.call(
                        "POST",
                        Service.INGEST,
                        "/v1/messages",
                        portal,
                        "{\"channel\":\"portal\",\"body\":\"other " + phrase + "\"}",
                        "Idempotency-Key",
                        reference);
        assertThat(reused.statusCode()).isEqualTo(422);
        new KafkaView(earshot).awaitAllRead();

        // When everything is searched, then nothing is found
        var traces = traces();
        assertThat(inTopics(traces)).as("topics").isEmpty();
        assertThat(inMetrics(traces)).as("metrics").isEmpty();
        for (var database : List.of("ingest", "ingest_keys", "routing", "audit")) {
            assertThat(inTables(database, traces)).as("tables of " + database).isEmpty();
        }
        assertThat(inFiles(traces)).as("files: logs, segments, write-ahead log, state").isEmpty();

        // and the search would have found it: the portal's own reference to the message is there
        // for all to see
        assertThat(inFiles(List.of(id.getBytes(StandardCharsets.US_ASCII))))
                .anyMatch(file -> file.contains("logs"));
        assertThat(inTables("ingest", List.of(id.getBytes(StandardCharsets.US_ASCII))))
                .isNotEmpty();
    }

    private com.fasterxml.jackson.databind.JsonNode submit(String body) {
        var message =
                RunningSuite.JSON
                        .createObjectNode()
                        .put("channel", "email")
                        .put("subject", "About " + phrase)
                        .put("body", body)
                        .put("about", "self");
        message.putObject("correspondent")
                .put("name", name)
                .put("reference", reference)
                .put("contact", mark + "@example.org");
        return earshot.submit(message.toString());
    }

    /** Takes from the pile until this message comes, reads each, and gives all back. */
    private void readAndReturn(String id) {
        var token = earshot.personToken("caseworker2");
        var given = "";
        var raised =
                earshot.call(
                        "POST",
                        Service.ROUTING,
                        "/v1/work-items/" + id + "/raise",
                        earshot.personToken("supervisor"),
                        "{\"band\":\"B0\",\"reason\":\"time-is-short\"}");
        assertThat(raised.statusCode()).as(raised.body()).isBetween(200, 499);
        for (int i = 0; i < 300 && !given.equals(id); i++) {
            var claim =
                    RunningSuite.json(
                            earshot.call(
                                            "POST",
                                            Service.ROUTING,
                                            "/v1/work-items/next",
                                            token,
                                            null)
                                    .body());
            given = claim.get("messageId").asText();
            var text =
                    earshot.call(
                            "GET",
                            Service.INGEST,
                            "/v1/messages/" + given + "/text",
                            token,
                            null,
                            "Read-Grant",
                            claim.get("readGrant").asText());
            assertThat(text.statusCode()).isEqualTo(200);
            if (given.equals(id)) {
                assertThat(text.body()).contains(phrase).contains(name);
            }
            var message = given;
            await().atMost(ofSeconds(60))
                    .until(() ->
                            earshot.call(
                                                    "POST",
                                                    Service.ROUTING,
                                                    "/v1/work-items/" + message + "/decision",
                                                    token,
                                                    """
                                                    {"action":"contact-made","reasons":["need-confirmed"],"categories":["V01"]}\
                                                    """)
                                            .statusCode()
                                    == 200);
        }
        assertThat(given).isEqualTo(id);
    }

    /** How the words might stand somewhere: as they are, and in the spellings that programs use. */
    private List<byte[]> traces() {
        var traces = new ArrayList<byte[]>();
        for (var secret : List.of(mark, phrase, name, reference)) {
            var bytes = secret.getBytes(StandardCharsets.UTF_8);
            traces.add(bytes);
            traces.add(secret.getBytes(StandardCharsets.UTF_16LE));
            traces.add(HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
            for (int offset = 0; offset < 3; offset++) {
                // the middle of its base64, wherever in a longer text it begins
                var padded = new byte[offset + bytes.length];
                System.arraycopy(bytes, 0, padded, offset, bytes.length);
                var base64 = Base64.getEncoder().withoutPadding().encodeToString(padded);
                traces.add(
                        base64.substring(4, base64.length() - 2)
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        return traces;
    }

    private List<String> inTopics(List<byte[]> traces) throws Exception {
        var found = new ArrayList<String>();
        try (var admin =
                org.apache.kafka.clients.admin.Admin.create(
                        java.util.Map.of(
                                "bootstrap.servers", earshot.suite().description().kafka()))) {
            Set<String> topics = admin.listTopics().names().get();
            assertThat(topics).contains("earshot.messages", "earshot.work");
            for (var topic : topics) {
                for (var record : earshot.records(topic)) {
                    if (contains(record.value(), traces) || contains(record.key(), traces)) {
                        found.add(topic);
                    }
                }
            }
        }
        return found;
    }

    private List<String> inMetrics(List<byte[]> traces) {
        var found = new ArrayList<String>();
        for (var service : Service.values()) {
            var metrics = earshot.management(service, "/q/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).contains("jvm_");
            if (contains(metrics.body().getBytes(StandardCharsets.UTF_8), traces)) {
                found.add(service.label());
            }
            assertThat(metrics.body())
                    .as("bands, never categories")
                    .doesNotContainPattern("\"V\\d\\d\"");
        }
        return found;
    }

    private List<String> inTables(String database, List<byte[]> traces) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection =
                        DriverManager.getConnection(earshot.suite().superuserJdbcUrl(database));
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var names =
                    statement.executeQuery(
                            "select format('%I.%I', table_schema, table_name) from"
                                    + " information_schema.tables where table_schema not in"
                                    + " ('pg_catalog', 'information_schema')")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            assertThat(tables).isNotEmpty();
            for (var table : tables) {
                try (var rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        if (contains(rows.getString(1).getBytes(StandardCharsets.UTF_8), traces)) {
                            found.add(table);
                        }
                    }
                }
            }
        }
        return found;
    }

    private List<String> inFiles(List<byte[]> traces) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(earshot.files())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (contains(read(file), traces)) {
                    found.add(file.toString());
                }
            }
        }
        return found;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0]; // PostgreSQL and Kafka remove files of their own meanwhile
        }
    }

    private static boolean contains(
            byte @org.jspecify.annotations.Nullable [] bytes, List<byte[]> traces) {
        if (bytes == null) {
            return false;
        }
        // One character for each byte: the search of a string is then a search of bytes.
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return traces.stream()
                .anyMatch(trace ->
                        text.contains(
                                new String(
                                        Objects.requireNonNull(trace),
                                        StandardCharsets.ISO_8859_1)));
    }
}
