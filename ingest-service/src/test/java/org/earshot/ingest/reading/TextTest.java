package org.earshot.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.ingest.Ingest.aMessage;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.events;
import static org.earshot.ingest.Ingest.sql;
import static org.earshot.ingest.Ingest.submitted;
import static org.earshot.ingest.reading.RoutingDouble.aGrant;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.earshot.events.Event;
import org.earshot.events.MessageReceived;
import org.earshot.events.MessageViewed;
import org.earshot.events.Person;
import org.earshot.ingest.reading.RoutingDouble.Grant;
import org.earshot.localstack.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class TextTest {

    private static final String ADA = "7d0c7f4e-52a1-4f0c-8f57-0a6f2c1b9e88";

    @Test
    void theHolderReadsTheMessageAndThatTheyDidIsPublished() {
        var message = aMessage("Please help. \uD83D\uDE1E");
        message.put("safeToContact", false);
        var id = submitted(message);
        var grant = aGrant(id, ADA);

        var response = read(TestIssuer.person(ADA, "caseworker"), id, grant.signed());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.<Map<String, Object>>path(""))
                .isEqualTo(
                        Map.of(
                                "id", id.toString(),
                                "text", "My claim\n\nPlease help. \uD83D\uDE1E",
                                "channel", "portal",
                                "receivedAt", "2026-03-02T09:15:00Z",
                                "correspondent",
                                        Map.of("reference", "CASE-1", "name", "A. N. Example"),
                                "about", "self",
                                "safeToContact", false));
        await().untilAsserted(() -> assertThat(events(id)).hasSize(2));
        assertThat(events(id).getFirst()).isInstanceOf(MessageReceived.class);
        var viewed = (MessageViewed) events(id).getLast();
        assertThat(viewed.by()).isEqualTo(new Person(ADA));
        assertThat(viewed.grantId()).hasToString(grant.jti());
        assertThat(viewed.shown()).isTrue();
    }

    @Test
    void nothingIsReadThatCannotBeRecorded() {
        var id = submitted(aMessage("NotToBeSeen"));
        await().untilAsserted(() -> assertThat(events(id)).hasSize(1));
        sql(
                "ingest",
                "alter table outbox add constraint no_views check (convert_from(value, 'UTF8') not"
                        + " like '%MessageViewed%"
                        + id
                        + "%')");
        Response response;
        try {
            response = read(TestIssuer.person(ADA, "caseworker"), id, aGrant(id, ADA).signed());
        } finally {
            sql("ingest", "alter table outbox drop constraint no_views");
        }

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.asString()).doesNotContain("NotToBeSeen").doesNotContain("outbox");
        assertThat(events(id)).extracting(Event::getClass).doesNotContain(MessageViewed.class);
    }

    static Stream<Arguments> wrongGrants() {
        var now = Instant.now();
        return Stream.of(
                wrong("no grant", (id, grant) -> null),
                wrong("no JWT", (id, grant) -> "Mrs Pritchard"),
                wrong(
                        "expired",
                        (id, grant) ->
                                grant.valid(now.minusSeconds(1200), now.minusSeconds(60)).signed()),
                wrong(
                        "longer than any lease",
                        (id, grant) -> grant.valid(now, now.plusSeconds(3600)).signed()),
                wrong("another person", (id, grant) -> aGrant(id, "somebody-else").signed()),
                wrong("another message", (id, grant) -> aGrant(UUID.randomUUID(), ADA).signed()),
                wrong("another issuer", (id, grant) -> grant.with("iss", "earshot-audit").signed()),
                wrong(
                        "another audience",
                        (id, grant) -> grant.with("aud", "earshot-routing").signed()),
                wrong("no expiry", (id, grant) -> grant.without("exp").signed()),
                wrong("no time of issue", (id, grant) -> grant.without("iat").signed()),
                wrong("no id", (id, grant) -> grant.without("jti").signed()),
                wrong("an id that is none", (id, grant) -> grant.with("jti", "one").signed()),
                wrong("no subject", (id, grant) -> grant.without("sub").signed()),
                wrong("no message", (id, grant) -> grant.without("message_id").signed()),
                wrong(
                        "a message that is a number",
                        (id, grant) -> grant.with("message_id", 5).signed()),
                wrong("another type", (id, grant) -> grant.header("typ", "JWT").signed()),
                wrong(
                        "another key of the same name",
                        (id, grant) -> grant.key(RoutingDouble.newKey("routing-1")).signed()),
                wrong(
                        "an unknown key",
                        (id, grant) -> grant.key(RoutingDouble.newKey("stranger")).signed()),
                wrong("no signature", (id, grant) -> grant.unsigned()),
                wrong("a shared secret", (id, grant) -> grant.hmac()),
                wrong("a changed byte", (id, grant) -> flipped(grant.signed())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongGrants")
    void everyOtherGrantIsRefusedAlike(
            String what, BiFunction<UUID, Grant, @Nullable String> wrong) {
        var id = submitted(aMessage("NotToBeSeen"));

        var response =
                read(TestIssuer.person(ADA, "caseworker"), id, wrong.apply(id, aGrant(id, ADA)));

        assertRefused(response);
        await().untilAsserted(() -> assertThat(events(id)).hasSize(1));
    }

    @Test
    void aServiceWithTheRoleAndTheGrantIsNobody() {
        var id = submitted(aMessage());
        var service = TestIssuer.service("robot", "caseworker");

        var response = read(service, id, aGrant(id, "service-account-robot").signed());

        assertRefused(response);
    }

    @Test
    void aMessageThatIsNotThereIsRefusedLikeAnyOtherWithoutItsGrant() {
        assertRefused(read(TestIssuer.person(ADA, "caseworker"), UUID.randomUUID(), null));
    }

    @Test
    void ofAMessageWhoseKeyIsGoneItIsPublishedThatItsHolderWasNotShownIt() {
        var id = submitted(aMessage());
        sql("ingest_keys", "delete from message_key where message_id = '" + id + "'");

        var grant = aGrant(id, ADA);

        var response = read(TestIssuer.person(ADA, "caseworker"), id, grant.signed());

        assertThat(response.statusCode()).isEqualTo(410);
        assertThat(response.<String>path("type")).isEqualTo("urn:earshot:problem:text-gone");
        assertThat(response.<String>path("detail"))
                .isEqualTo("Its words cannot be opened any more.");
        assertNotShown(id, grant);
    }

    @Test
    void ofAMessageThatCannotBeDecryptedItIsPublishedThatItsHolderWasNotShownIt() {
        var id = submitted(aMessage());
        sql(
                "ingest",
                "update message set content = set_byte(content, 20, get_byte(content, 20) # 1)"
                        + " where id = '"
                        + id
                        + "'");
        var grant = aGrant(id, ADA);

        var response = read(TestIssuer.person(ADA, "caseworker"), id, grant.signed());

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.<String>path("type")).isEqualTo("urn:earshot:problem:text-unreadable");
        assertNotShown(id, grant);
    }

    private static void assertNotShown(UUID id, Grant grant) {
        await().untilAsserted(() -> assertThat(events(id)).hasSize(2));
        var viewed = (MessageViewed) events(id).getLast();
        assertThat(viewed.by()).isEqualTo(new Person(ADA));
        assertThat(viewed.grantId()).hasToString(grant.jti());
        assertThat(viewed.shown()).isFalse();
    }

    private static Response read(String token, UUID id, @Nullable String grant) {
        var request = as(token);
        if (grant != null) {
            request.header("Read-Grant", grant);
        }
        return request.get("/v1/messages/{id}/text", id);
    }

    private static void assertRefused(Response response) {
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.<Map<String, Object>>path(""))
                .containsOnlyKeys("type", "title", "status", "detail")
                .containsEntry("type", "urn:earshot:problem:read-grant-refused")
                .containsEntry("title", "This message cannot be read with this grant");
    }

    private static String flipped(String grant) {
        int at = grant.lastIndexOf('.') + 1;
        return grant.substring(0, at)
                + (grant.charAt(at) == 'A' ? 'B' : 'A')
                + grant.substring(at + 1);
    }

    private static Arguments wrong(String what, BiFunction<UUID, Grant, @Nullable String> make) {
        return Arguments.of(what, make);
    }
}
