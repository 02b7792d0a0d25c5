package org.earshot.routing.queue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.earshot.routing.Examples.aReceipt;
import static org.earshot.routing.Pile.aMessage;
import static org.earshot.routing.Pile.caseworker;
import static org.earshot.routing.Pile.item;
import static org.earshot.routing.Pile.next;
import static org.earshot.routing.Pile.published;
import static org.earshot.routing.Pile.settle;
import static org.earshot.routing.Pile.settled;
import static org.earshot.routing.Pile.sql;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.earshot.events.Band;
import org.earshot.events.BandRaised;
import org.earshot.events.EventIds;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageAssessed.Category;
import org.earshot.events.MessageAssessed.Indicator;
import org.earshot.events.Person;
import org.earshot.events.Stage;
import org.earshot.events.WorkItemClaimed;
import org.earshot.events.WorkItemReturned;
import org.earshot.localstack.TestIssuer;
import org.earshot.routing.Pile;
import org.earshot.routing.RoutingStack;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(RoutingStack.class)
class ClaimTest {

    @Inject Watchdog watchdog;

    @BeforeEach
    void nothingIsQueued() {
        Pile.isEmpty();
    }

    @Test
    void theQueuePicksTheMostUrgentAndSaysWhy() {
        aMessage(Band.S);
        var urgent = aMessage(Band.B0);
        aMessage(Band.B2);

        next("ada")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("messageId", is(urgent.toString()))
                .body("band", is("B0"))
                .body("categories.code", contains("V01"))
                .body("indicators[0].start", is(10))
                .body("indicators[0].end", is(24))
                .body(
                        "why",
                        hasItem("Band B0, immediate human contact: V01 found by the machine."));
        assertThat(published(urgent, WorkItemClaimed.class))
                .extracting(WorkItemClaimed::by)
                .containsExactly(new Person("ada"));
    }

    @ParameterizedTest(name = "{0} first")
    @EnumSource(names = {"RULES", "MODEL"})
    void whatTwoStagesFoundIsShownOnceAndAsTheMostThatEitherGave(Stage first) {
        var messageId = UUID.randomUUID();
        var byRules =
                assessment(
                        messageId,
                        Stage.RULES,
                        Band.B1,
                        List.of(new Category("V08", 0.95)),
                        List.of(new Indicator("V08", 50, 64)));
        var byModel =
                assessment(
                        messageId,
                        Stage.MODEL,
                        Band.B0,
                        List.of(new Category("V01", 0.7), new Category("V08", 0.6)),
                        List.of(new Indicator("V01", 10, 24), new Indicator("V08", 50, 64)));

        settle(aReceipt(messageId));
        settle(first == Stage.RULES ? byRules : byModel);
        settle(first == Stage.RULES ? byModel : byRules);

        next("ada")
                .then()
                .body("messageId", is(messageId.toString()))
                .body("band", is("B0"))
                .body("categories.code", contains("V01", "V08"))
                .body("categories.probability", contains(0.7f, 0.95f))
                .body("indicators.code", contains("V01", "V08"))
                .body("indicators.start", contains(10, 50));
    }

    private static MessageAssessed assessment(
            UUID messageId,
            Stage stage,
            Band band,
            List<Category> categories,
            List<Indicator> indicators) {
        return new MessageAssessed(
                EventIds.of("assessed", messageId.toString(), stage.name()),
                Instant.now(),
                messageId,
                stage,
                band,
                List.of(),
                categories,
                indicators,
                List.of(),
                "en",
                "0.1.0");
    }

    @Test
    void anEmptyPileHasNoNext() {
        next("ada").then().statusCode(204);
    }

    @Test
    void whoeverHoldsAMessageGetsTheSameAgain() {
        var held = aMessage(Band.B2);
        next("ada");
        aMessage(Band.B0);

        next("ada").then().body("messageId", is(held.toString()));
        assertThat(published(held, WorkItemClaimed.class)).hasSize(1);
    }

    @Test
    void sixteenWhoTakeAtOnceGetSixteenMessages() throws Exception {
        for (int i = 0; i < 40; i++) {
            Pile.publish(aReceipt(UUID.randomUUID()));
        }
        settled();

        var taken =
                atOnce(
                        IntStream.range(0, 16)
                                .<Callable<UUID>>mapToObj(i -> () -> taken("person-" + i))
                                .toList());

        assertThat(taken).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void twoWindowsOfOnePersonGetOneMessage() throws Exception {
        for (int i = 0; i < 10; i++) {
            Pile.publish(aReceipt(UUID.randomUUID()));
        }
        settled();

        var taken =
                atOnce(
                        IntStream.range(0, 8)
                                .<Callable<UUID>>mapToObj(i -> () -> taken("ada"))
                                .toList());

        assertThat(List.copyOf(new HashSet<>(taken))).hasSize(1);
    }

    @Test
    void aReadGrantIsForItsHolderItsMessageAndItsLease() throws Exception {
        // Given
        var messageId = aMessage(Band.B1);

        // When
        var claim = next("ada").then().statusCode(200).extract().jsonPath();

        // Then
        var keys =
                new JsonWebKeySet(given().get("/v1/read-grant-keys").then().extract().asString());
        var jwt =
                new JwtConsumerBuilder()
                        .setVerificationKeyResolver(
                                new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                        .setJwsAlgorithmConstraints(
                                AlgorithmConstraints.ConstraintType.PERMIT, "EdDSA")
                        .setExpectedType(true, "read-grant+jwt")
                        .setExpectedIssuer("earshot-routing")
                        .setExpectedAudience("earshot-ingest")
                        .setRequireExpirationTime()
                        .setRequireJwtId()
                        .build()
                        .processToClaims(claim.getString("readGrant"));
        assertThat(jwt.getSubject()).isEqualTo("ada");
        assertThat(jwt.getStringClaimValue("message_id")).isEqualTo(messageId.toString());
        assertThat(Instant.ofEpochSecond(jwt.getExpirationTime().getValue()))
                .isEqualTo(
                        Instant.ofEpochSecond(
                                Instant.parse(claim.getString("leaseUntil")).getEpochSecond()));
        assertThat(keys.getJsonWebKeys().getFirst().toJson()).doesNotContain("\"d\"");
    }

    @Test
    void aHolderMayExtendUntilItIsEnough() {
        // Given
        var messageId = aMessage(Band.B1);
        var grantId = Pile.take(messageId, "ada");
        sql("update work_item set lease_until = now() + interval '1 minute'");

        // When
        var extended = extend(messageId, "ada").statusCode(200).extract().jsonPath();

        // Then
        assertThat(Instant.parse(extended.getString("leaseUntil")))
                .isAfter(Instant.now().plus(Duration.ofMinutes(19)));
        assertThat(Pile.grantId(extended.getString("readGrant")))
                .as("what was opened stays opened")
                .isEqualTo(grantId);
        for (int i = 1; i < 8; i++) {
            extend(messageId, "ada").statusCode(200);
        }
        extend(messageId, "ada")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", is("urn:earshot:problem:lease-at-its-end"));
    }

    @Test
    void onlyTheHolderMayExtendOrReturn() {
        var messageId = aMessage(Band.B1);
        next("ada");

        extend(messageId, "bob")
                .statusCode(409)
                .body("type", is("urn:earshot:problem:not-holding"));
        giveBack(messageId, "bob", "end-of-shift")
                .statusCode(409)
                .body("type", is("urn:earshot:problem:not-holding"));
        extend(UUID.randomUUID(), "ada")
                .statusCode(404)
                .body("type", is("urn:earshot:problem:no-such-work-item"));
    }

    @Test
    void aMessageGivenBackGoesToSomebodyElse() {
        // Given
        var first = aMessage(Band.B1);
        var second = aMessage(Band.B1);
        next("ada").then().body("messageId", is(first.toString()));

        // When
        giveBack(first, "ada", "knows-the-correspondent").statusCode(204);

        // Then
        next("ada").then().body("messageId", is(second.toString()));
        next("bob").then().body("messageId", is(first.toString()));
        assertThat(published(first, WorkItemReturned.class))
                .extracting(WorkItemReturned::heldBy, WorkItemReturned::reason)
                .containsExactly(tuple(new Person("ada"), "knows-the-correspondent"));
    }

    @Test
    void aB0GivenBackIsNotPassedOverForSomethingLessUrgent() {
        var urgent = aMessage(Band.B0);
        aMessage(Band.B1);
        next("ada");

        giveBack(urgent, "ada", "not-this-one-now").statusCode(204);

        next("ada").then().body("messageId", is(urgent.toString()));
    }

    @Test
    void aReturnNeedsAReasonOfTheList() {
        var messageId = aMessage(Band.B1);
        next("ada");

        giveBack(messageId, "ada", "bored")
                .statusCode(400)
                .body("type", is("urn:earshot:problem:invalid-request"))
                .body("violations[0].field", is("reason"))
                .body("violations[0].message", containsString("end-of-shift"));
    }

    @Test
    void whatIsNotExtendedGoesBackToThePile() {
        // Given
        var messageId = aMessage(Band.B1);
        next("ada");
        sql("update work_item set lease_until = now() - interval '1 second'");

        // When
        watchdog.takeBackWhatWasNotExtended();
        watchdog.takeBackWhatWasNotExtended();

        // Then
        item(messageId).body("state", is("open")).body("heldBy", nullValue());
        assertThat(published(messageId, WorkItemReturned.class))
                .extracting(WorkItemReturned::heldBy, WorkItemReturned::reason)
                .containsExactly(tuple(new Person("ada"), "lease-ended"));
        extend(messageId, "ada")
                .statusCode(409)
                .body("type", is("urn:earshot:problem:not-holding"));
    }

    @Test
    void nextDoesNotWaitForTheSweepToGiveOnWhatWasNotExtended() {
        var messageId = aMessage(Band.B1);
        next("ada");
        sql("update work_item set lease_until = now() - interval '1 second'");

        next("bob").then().body("messageId", is(messageId.toString()));
    }

    @Test
    void aHolderMayRaiseAndNobodyMayLower() {
        // Given
        var messageId = aMessage(Band.B3);
        raise(messageId, TestIssuer.person("ada", "caseworker"), "B1").statusCode(409);
        next("ada");

        // When
        raise(messageId, TestIssuer.person("ada", "caseworker"), "B1").statusCode(200);

        // Then
        item(messageId).body("band", is("B1"));
        assertThat(published(messageId, BandRaised.class))
                .extracting(BandRaised::from, BandRaised::to, BandRaised::by)
                .contains(tuple(Band.B3, Band.B1, new Person("ada")));
        raise(messageId, TestIssuer.person("ada", "caseworker"), "B2")
                .statusCode(409)
                .body("type", is("urn:earshot:problem:band-only-rises"));
        raise(messageId, TestIssuer.person("sam", "supervisor"), "B0").statusCode(200);
        item(messageId).body("band", is("B0"));
    }

    @Test
    void aServiceWithTheRoleOfACaseworkerTakesNothing() {
        aMessage(Band.B0);

        Pile.as(TestIssuer.service("some-service", "caseworker"))
                .post("/v1/work-items/next")
                .then()
                .statusCode(403)
                .body("type", is("urn:earshot:problem:person-required"));
    }

    private static UUID taken(String person) {
        return UUID.fromString(next(person).then().statusCode(200).extract().path("messageId"));
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }

    private static ValidatableResponse extend(UUID messageId, String person) {
        return caseworker(person).put("/v1/work-items/" + messageId + "/claim").then();
    }

    private static ValidatableResponse giveBack(UUID messageId, String person, String reason) {
        return caseworker(person)
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/v1/work-items/" + messageId + "/return")
                .then();
    }

    private static ValidatableResponse raise(UUID messageId, String token, String band) {
        return Pile.as(token)
                .contentType("application/json")
                .body(Map.of("band", band, "reason", "the-words-say-more"))
                .post("/v1/work-items/" + messageId + "/raise")
                .then();
    }
}
