package org.earshot.systemtests;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.earshot.launcher.Service;
import org.junit.jupiter.api.Test;

/** Letters that come with documents, through all four services. */
class DocumentsTest {

    private final RunningSuite earshot = RunningSuite.get();

    @Test
    void aCryForHelpInADocumentComesOutOnTop() {
        var id =
                submit(
                        "{\"channel\":\"portal\",\"body\":\"Please find my statement enclosed.\"}",
                        "The bus was late again on Monday.\n"
                                + "I want to kill myself and nobody here knows.\n");

        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(band(id)).isEqualTo("B0"));
    }

    @Test
    void aDocumentThatCannotBeReadIsLookedAtByAPersonTheSameDay() {
        var id = submit("{\"channel\":\"letter\"}", "%PDF-1.7\nbroken off here");

        await().atMost(ofSeconds(120)).untilAsserted(() -> assertThat(band(id)).isEqualTo("B1"));
        var item = Objects.requireNonNull(earshot.workItem(id));
        assertThat(item.get("notWhollyAssessed").asBoolean()).isTrue();
    }

    private String submit(String message, String document) {
        String boundary = "a-line-that-no-letter-has";
        var response =
                earshot.call(
                        "POST",
                        Service.INGEST,
                        "/v1/messages",
                        earshot.clientToken("portal"),
                        """
                        --%1$s\r
                        Content-Disposition: form-data; name="message"\r
                        Content-Type: application/json\r
                        \r
                        %2$s\r
                        --%1$s\r
                        Content-Disposition: form-data; name="attachment"; filename="letter"\r
                        \r
                        %3$s\r
                        --%1$s--\r
                        """
                                .formatted(boundary, message, document),
                        "Content-Type",
                        "multipart/form-data; boundary=" + boundary);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        JsonNode receipt = RunningSuite.json(response.body());
        return receipt.get("id").asText();
    }

    private String band(String id) {
        var item = earshot.workItem(id);
        return item == null || item.path("awaiting").asBoolean()
                ? "none yet"
                : item.get("band").asText();
    }
}
