package org.earshot.systemtests;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.earshot.events.Topics;
import org.earshot.launcher.Service;
import org.earshot.transparency.ExportReader;
import org.earshot.transparency.Verifier;
import org.junit.jupiter.api.Test;

/** One letter, from the portal to a proof that an outsider checks with the log's public key. */
class LetterToProofTest {

    private static final String TELLING = "I don't want to be here any more";
    private static final String SUBJECT = "Change of bank \uD83C\uDFE6 details";
    private static final String BODY =
            "I have moved to the credit union on Tanner Street, please pay me there from May. "
                    + "To be honest "
                    + TELLING
                    + ". The sort code is on the form.";

    private final RunningSuite earshot = RunningSuite.get();

    @Test
    void aCryForHelpIsReadDecidedAndProved() throws Exception {
        // A portal hands in a letter among others.
        var ordinary =
                earshot.submit(
                        "{\"channel\":\"letter\",\"body\":\"Please send me the form for a parking"
                                + " permit for my son's van.\"}");
        var receipt =
                earshot.submit(
                        RunningSuite.JSON
                                .createObjectNode()
                                .put("channel", "portal")
                                .put("subject", SUBJECT)
                                .put("body", BODY)
                                .toString());
        var id = receipt.get("id").asText();
        assertThat(receipt.get("reference").asText()).matches("EAR-[0-9A-Z]{4}-[0-9A-Z]{4}");
        assertThat(status(id)).isEqualTo("received");

        // It comes out on top of the pile; the ordinary one does not.
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(band(id)).isEqualTo("B0"));
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(band(ordinary.get("id").asText())).isEqualTo("S"));

        // A caseworker is given it, with the words that show why.
        var claim = takeUntil(id);
        assertThat(claim.get("band").asText()).isEqualTo("B0");
        assertThat(codes(claim.get("categories"))).contains("V01");
        assertThat(claim.get("why")).isNotEmpty();
        var grant = claim.get("readGrant").asText();

        var text = read(id, "caseworker", grant);
        assertThat(text.statusCode()).isEqualTo(200);
        assertThat(text.headers().firstValue("Cache-Control")).contains("no-store");
        var words = RunningSuite.json(text.body()).get("text").asText();
        assertThat(words).isEqualTo(SUBJECT + "\n\n" + BODY);
        assertThat(passages(claim, "V01", words)).anySatisfy(p -> assertThat(TELLING).contains(p));

        // Nobody else reads it with that grant, and not without one.
        assertThat(read(id, "caseworker2", grant).statusCode()).isEqualTo(403);
        assertThat(
                        earshot.get(
                                        Service.INGEST,
                                        "/v1/messages/" + id + "/text",
                                        earshot.personToken("caseworker"))
                                .statusCode())
                .isEqualTo(403);
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(status(id)).isEqualTo("read"));

        // They decide, and the portal learns that it was answered, no more.
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(decide(id).statusCode()).isEqualTo(200));
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(status(id)).isEqualTo("answered"));
        assertThat(
                        earshot.get(
                                        Service.INGEST,
                                        "/v1/messages/" + id + "/status",
                                        earshot.clientToken("portal-two"))
                                .statusCode())
                .as("another portal's message")
                .isEqualTo(404);

        // The decision is in the log, and the proof holds by the public key alone.
        var decided = event(Topics.WORK, "org.earshot.Decided", id);
        var eventId = RunningSuite.json(decided).get("id").asText();
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(proof(eventId).statusCode()).isEqualTo(200));
        var proof = proof(eventId).body();
        var bytes = decided.getBytes(StandardCharsets.UTF_8);
        assertThat(Verifier.verifyProof(proof, bytes, earshot.auditKey()).ok()).isTrue();
        var changed = decided.replace("contact-made", "contact-mode");
        assertThat(
                        Verifier.verifyProof(
                                        proof,
                                        changed.getBytes(StandardCharsets.UTF_8),
                                        earshot.auditKey())
                                .ok())
                .isFalse();

        // So is the whole story, in order.
        assertThat(earshot.verifyLog().ok()).isTrue();
        assertThat(story(id))
                .contains(
                        "MessageReceived",
                        "MessageAssessed",
                        "WorkItemQueued",
                        "WorkItemClaimed",
                        "MessageViewed",
                        "Decided",
                        "MessageStatusChanged");
    }

    /** Takes and finishes what the queue gives until it gives this message. */
    private JsonNode takeUntil(String id) {
        for (int i = 0; i < 500; i++) {
            var response =
                    earshot.call(
                            "POST",
                            Service.ROUTING,
                            "/v1/work-items/next",
                            earshot.personToken("caseworker"),
                            null);
            assertThat(response.statusCode()).isEqualTo(200);
            var claim = RunningSuite.json(response.body());
            var given = claim.get("messageId").asText();
            if (given.equals(id)) {
                return claim;
            }
            assertThat(claim.get("band").asText())
                    .as("nothing less urgent comes first")
                    .isEqualTo("B0");
            read(given, "caseworker", claim.get("readGrant").asText());
            await().atMost(ofSeconds(60))
                    .untilAsserted(() -> assertThat(decide(given).statusCode()).isEqualTo(200));
        }
        throw new AssertionError("the queue never gave " + id);
    }

    private java.net.http.HttpResponse<String> read(String id, String role, String grant) {
        return earshot.call(
                "GET",
                Service.INGEST,
                "/v1/messages/" + id + "/text",
                earshot.personToken(role),
                null,
                "Read-Grant",
                grant);
    }

    private java.net.http.HttpResponse<String> decide(String id) {
        return earshot.call(
                "POST",
                Service.ROUTING,
                "/v1/work-items/" + id + "/decision",
                earshot.personToken("caseworker"),
                """
                {"action":"contact-made","reasons":["need-confirmed"],"categories":["V01"]}\
                """);
    }

    private java.net.http.HttpResponse<String> proof(String eventId) {
        return earshot.get(Service.AUDIT, "/v1/proofs/" + eventId, earshot.personToken("auditor"));
    }

    private String status(String id) {
        var response =
                earshot.get(
                        Service.INGEST,
                        "/v1/messages/" + id + "/status",
                        earshot.clientToken("portal"));
        return RunningSuite.json(response.body()).get("status").asText();
    }

    private String band(String id) {
        var item = earshot.workItem(id);
        return item == null || item.path("awaiting").asBoolean()
                ? "none yet"
                : item.get("band").asText();
    }

    private static List<String> codes(JsonNode categories) {
        var codes = new ArrayList<String>();
        categories.forEach(category -> codes.add(category.get("code").asText()));
        return codes;
    }

    private static List<String> passages(JsonNode claim, String code, String text) {
        var passages = new ArrayList<String>();
        for (var indicator : claim.get("indicators")) {
            if (indicator.get("code").asText().equals(code)) {
                passages.add(
                        text.substring(
                                text.offsetByCodePoints(0, indicator.get("start").asInt()),
                                text.offsetByCodePoints(0, indicator.get("end").asInt())));
            }
        }
        return passages;
    }

    private String event(String topic, String type, String messageId) {
        return earshot.records(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .filter(value -> value.contains(type))
                .filter(value -> RunningSuite.json(value).get("subject").asText().equals(messageId))
                .findFirst()
                .orElseThrow();
    }

    private List<String> story(String messageId) throws IOException {
        var types = new ArrayList<String>();
        try (var export = Files.newInputStream(earshot.export())) {
            var reader = new ExportReader(export);
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                var event =
                        RunningSuite.json(
                                new String(
                                        Objects.requireNonNull(entry.opening()).event(),
                                        StandardCharsets.UTF_8));
                if (event.get("subject").asText().equals(messageId)) {
                    types.add(event.get("type").asText().replace("org.earshot.", ""));
                }
            }
        }
        return types;
    }
}
