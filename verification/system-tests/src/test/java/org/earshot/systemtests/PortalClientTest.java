package org.earshot.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.earshot.launcher.Service;
import org.earshot.systemtests.portal.PortalsApi;
import org.earshot.systemtests.portal.http.ApiClient;
import org.earshot.systemtests.portal.http.ApiException;
import org.earshot.systemtests.portal.model.Problem;
import org.earshot.systemtests.portal.model.Submission;
import org.junit.jupiter.api.Test;

/**
 * What a portal's developer has is the committed description of the API. The client here is
 * generated from it in the build, and is all that this test talks to the service with.
 */
class PortalClientTest {

    private final RunningSuite earshot = RunningSuite.get();
    private final ApiClient client = new ApiClient();
    private final PortalsApi portal;

    PortalClientTest() {
        client.updateBaseUri(earshot.suite().description().at(Service.INGEST, "").toString());
        client.setRequestInterceptor(request ->
                request.header("Authorization", "Bearer " + earshot.clientToken("portal")));
        portal = new PortalsApi(client);
    }

    @Test
    void aMessageIsHandedInAndItsStatusAskedFor() throws ApiException {
        var key = UUID.randomUUID().toString();

        var receipt = portal.submitMessage(aMessage(), key);
        var again = portal.submitMessageWithHttpInfo(aMessage(), key);
        var status = portal.messageStatusWithHttpInfo(receipt.getId(), null);

        assertThat(again.getData()).isEqualTo(receipt);
        assertThat(again.getHeaders().get("idempotent-replayed")).containsExactly("true");
        assertThat(status.getData().getReference()).isEqualTo(receipt.getReference());
        assertThat(status.getData().getStatus()).isIn("received", "read");
        var tag = status.getHeaders().getOrDefault("etag", List.of()).getFirst();
        var unchanged =
                catchThrowableOfType(
                        ApiException.class, () -> portal.messageStatus(receipt.getId(), tag));
        assertThat(unchanged.getCode()).isEqualTo(304);
    }

    @Test
    void aRefusalIsAProblemThatNamesTheField() throws IOException {
        var refused =
                catchThrowableOfType(
                        ApiException.class,
                        () -> portal.submitMessage(aMessage().site("no code"), null));

        assertThat(refused.getCode()).isEqualTo(400);
        var problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        assertThat(problem.getType()).isEqualTo("urn:earshot:problem:invalid-request");
        assertThat(problem.getViolations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.getField()).isEqualTo("site"));
    }

    @Test
    void anothersMessageIsNotFound() {
        var refused =
                catchThrowableOfType(
                        ApiException.class, () -> portal.messageStatus(UUID.randomUUID(), null));

        assertThat(refused.getCode()).isEqualTo(404);
    }

    @Test
    void linesAreABatch() throws IOException, ApiException {
        var lines =
                """
                {"key":"%1$s/1","channel":"letter","body":"I moved house in May."}
                {"key":"%1$s/2","channel":"letter"}
                """
                        .formatted(UUID.randomUUID());

        var answers = Files.readAllLines(portal.submitBatch(lines).toPath());

        assertThat(answers).hasSize(3);
        assertThat(RunningSuite.json(answers.get(0)).get("status").asInt()).isEqualTo(202);
        assertThat(RunningSuite.json(answers.get(1)).at("/problem/violations/0/field").asText())
                .isEqualTo("body");
        assertThat(answers.get(2))
                .isEqualTo(
                        "{\"done\":true,\"lines\":2,\"accepted\":1,\"replayed\":0,\"refused\":1}");
    }

    private static Submission aMessage() {
        return new Submission()
                .channel(Submission.ChannelEnum.PORTAL)
                .subject("My claim")
                .body("I moved house in May.")
                .nation(Submission.NationEnum.ENGLAND);
    }
}
