package org.earshot.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.routing.Examples.aView;
import static org.earshot.routing.Examples.anAssessment;
import static org.earshot.routing.Pile.aMessage;
import static org.earshot.routing.Pile.caseworker;
import static org.earshot.routing.Pile.decide;
import static org.earshot.routing.Pile.item;
import static org.earshot.routing.Pile.next;
import static org.earshot.routing.Pile.published;
import static org.earshot.routing.Pile.settle;
import static org.earshot.routing.Pile.sql;
import static org.earshot.routing.Pile.take;
import static org.earshot.routing.Pile.takeAndOpen;
import static org.earshot.routing.Pile.takeAndOpenInVain;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.earshot.events.Band;
import org.earshot.events.Decided;
import org.earshot.events.MessageStatus;
import org.earshot.events.MessageStatusChanged;
import org.earshot.events.Person;
import org.earshot.events.Stage;
import org.earshot.localstack.TestIssuer;
import org.earshot.routing.Pile;
import org.earshot.routing.RoutingStack;
import org.earshot.routing.queue.Codes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RoutingStack.class)
class DecisionTest {

    private static final Set<Action> REACHING =
            EnumSet.of(
                    Action.CONTACT_MADE,
                    Action.EMERGENCY_SERVICES_CALLED,
                    Action.PASSED_TO_SAFEGUARDING);

    private static final Set<Reason> DISMISSING =
            EnumSet.of(
                    Reason.IN_THE_PAST,
                    Reason.ABOUT_SOMEONE_ELSE,
                    Reason.FIGURE_OF_SPEECH,
                    Reason.QUOTED_TEXT,
                    Reason.ORDINARY_BUSINESS,
                    Reason.NOT_READABLE);

    @BeforeEach
    void nothingIsQueued() {
        Pile.isEmpty();
    }

    @Test
    void thePersonWhoHoldsAndHasReadAMessageDecidesIt() {
        // Given
        var messageId = aMessage(Band.B0);
        takeAndOpen(messageId, "ada");

        // When
        decide(messageId, "ada", "contact-made", "need-confirmed")
                .then()
                .statusCode(200)
                .body("by", is("ada"))
                .body("band", is("B0"))
                .body("action", is("contact-made"));

        // Then
        item(messageId)
                .body("state", is("decided"))
                .body("openedAt", notNullValue())
                .body("decidedAt", notNullValue());
        var decided = published(messageId, Decided.class);
        assertThat(decided).hasSize(1);
        assertThat(decided.getFirst().by()).isEqualTo(new Person("ada"));
        assertThat(decided.getFirst().reasons()).isEqualTo(List.of("need-confirmed"));
        assertThat(decided.getFirst().categories()).isEqualTo(List.of("V01"));
        assertThat(published(messageId, MessageStatusChanged.class))
                .extracting(MessageStatusChanged::status)
                .containsExactly(
                        MessageStatus.RECEIVED, MessageStatus.READ, MessageStatus.ANSWERED);
        next("ada").then().statusCode(204);
    }

    @Test
    void theSameDecisionAgainIsTheSameDecision() {
        var messageId = aMessage(Band.B1);
        takeAndOpen(messageId, "ada");
        var first = decide(messageId, "ada", "answered", "need-confirmed").asString();

        var second = decide(messageId, "ada", "answered", "need-confirmed");

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.asString()).isEqualTo(first);
        assertThat(published(messageId, Decided.class)).hasSize(1);
        decide(messageId, "ada", "contact-made", "need-confirmed")
                .then()
                .statusCode(409)
                .body("type", is("urn:earshot:problem:already-decided"));
        decide(messageId, "bob", "answered", "need-confirmed").then().statusCode(409);
    }

    @Test
    void aMessageIsReadBeforeItIsDecided() {
        var messageId = aMessage(Band.B1);
        next("ada");

        decide(messageId, "ada", "answered", "need-confirmed")
                .then()
                .statusCode(409)
                .header("Retry-After", is("1"))
                .body("type", is("urn:earshot:problem:not-opened-yet"));
    }

    @Test
    void whatSomebodyElseReadIsNotReadByMe() {
        // Given
        var messageId = aMessage(Band.B1);
        takeAndOpen(messageId, "bob");
        sql("update work_item set lease_until = now()");
        next("ada").then().statusCode(200);

        // Then
        decide(messageId, "ada", "answered", "need-confirmed")
                .then()
                .statusCode(409)
                .body("type", is("urn:earshot:problem:not-opened-yet"));
        decide(messageId, "bob", "answered", "need-confirmed")
                .then()
                .statusCode(409)
                .body("type", is("urn:earshot:problem:not-holding"));

        // When
        takeAndOpen(messageId, "ada");

        // Then
        decide(messageId, "ada", "answered", "need-confirmed").then().statusCode(200);
    }

    @Test
    void onePersonClosesAB0ByReachingSomebodyAndNeverByDismissingIt() {
        var messageId = aMessage(Band.B0);
        takeAndOpen(messageId, "ada");
        for (var action : Action.values()) {
            for (var reason : Reason.values()) {
                // Given
                isHeldAndOpened(messageId, "ada", true);

                // When
                var answer = decide(messageId, "ada", Codes.code(action), Codes.code(reason));

                // Then
                var allowed = REACHING.contains(action) && !DISMISSING.contains(reason);
                assertThat(outcome(answer))
                        .as("%s because %s", action, reason)
                        .isEqualTo(allowed ? "decided" : "two-people-needed");
                item(messageId).body("state", is(allowed ? "decided" : "claimed"));
            }
        }
    }

    @Test
    void aDismissingReasonAmongOthersStillDismisses() {
        var messageId = aMessage(Band.B0);
        takeAndOpen(messageId, "ada");

        var answer =
                sent(
                        messageId,
                        "{\"action\":\"contact-made\",\"categories\":[],"
                                + "\"reasons\":[\"need-confirmed\",\"in-the-past\"]}");

        answer.statusCode(409).body("type", is("urn:earshot:problem:two-people-needed"));
        item(messageId).body("state", is("claimed"));
        assertThat(published(messageId, Decided.class)).isEmpty();
    }

    @Test
    void theBandIsTheOneAtTheTimeOfTheDecision() {
        // Given
        var messageId = aMessage(Band.B3);
        takeAndOpen(messageId, "ada");

        // When
        settle(anAssessment(messageId, Band.B0, Stage.MODEL));

        // Then
        assertThat(outcome(decide(messageId, "ada", "answered", "ordinary-business")))
                .isEqualTo("two-people-needed");
    }

    @Test
    void aB0WithoutWordsIsClosedByReachingThePerson() {
        var known = EnumSet.of(Reason.IMMEDIATE_DANGER, Reason.NEED_CONFIRMED);
        var messageId = aMessage(Band.B0);
        takeAndOpenInVain(messageId, "ada");
        for (var action : REACHING) {
            for (var reason : Reason.values()) {
                isHeldAndOpened(messageId, "ada", false);

                var answer = decide(messageId, "ada", Codes.code(action), Codes.code(reason));

                var expected =
                        DISMISSING.contains(reason)
                                ? "two-people-needed"
                                : known.contains(reason) ? "decided" : "words-not-shown";
                assertThat(outcome(answer)).as("%s because %s", action, reason).isEqualTo(expected);
            }
        }
    }

    @Test
    void belowB0WhatHadNoWordsToSeeIsOnlyNotReadable() {
        var messageId = aMessage(Band.B1);
        takeAndOpenInVain(messageId, "ada");

        for (var reason : EnumSet.complementOf(EnumSet.of(Reason.NOT_READABLE))) {
            assertThat(outcome(decide(messageId, "ada", "contact-made", Codes.code(reason))))
                    .as("%s", reason)
                    .isEqualTo("words-not-shown");
        }
        assertThat(outcome(decide(messageId, "ada", "no-need-found", "not-readable")))
                .isEqualTo("decided");
    }

    @Test
    void whatHadNoWordsToSeeWasNotRead() {
        // Given
        var messageId = aMessage(Band.B1);

        // When
        takeAndOpenInVain(messageId, "ada");

        // Then
        item(messageId).body("openedAt", nullValue());
        assertThat(statuses(messageId)).containsExactly(MessageStatus.RECEIVED);

        // When
        takeAndOpen(messageId, "ada");

        // Then
        item(messageId).body("openedAt", notNullValue());
        assertThat(statuses(messageId)).containsExactly(MessageStatus.RECEIVED, MessageStatus.READ);
        assertThat(outcome(decide(messageId, "ada", "answered", "need-confirmed")))
                .isEqualTo("decided");
    }

    @Test
    void whatWasReadInAnEarlierClaimIsNotReadInThisOne() {
        // Given
        var messageId = aMessage(Band.B1);
        var earlier = aView(messageId, "ada", take(messageId, "ada"), true);
        settle(earlier);
        sql("update work_item set lease_until = now()");
        take(messageId, "ada");

        // When
        settle(earlier);

        // Then
        assertThat(outcome(decide(messageId, "ada", "answered", "need-confirmed")))
                .isEqualTo("not-opened-yet");
    }

    @Test
    void belowB0OnePersonMayFindNoNeedAndSaysWhy() {
        var messageId = aMessage(Band.B1);
        takeAndOpen(messageId, "ada");

        decide(messageId, "ada", "no-need-found", "figure-of-speech").then().statusCode(200);

        item(messageId).body("state", is("decided"));
    }

    @Test
    void aServiceDecidesNothingWhateverItsRole() {
        var messageId = aMessage(Band.B1);
        takeAndOpen(messageId, "ada");

        Pile.as(TestIssuer.service("ada", "caseworker"))
                .contentType("application/json")
                .body(
                        """
                        {"action":"answered","reasons":["need-confirmed"],"categories":[]}\
                        """)
                .post("/v1/work-items/" + messageId + "/decision")
                .then()
                .statusCode(403)
                .body("type", is("urn:earshot:problem:person-required"));

        item(messageId).body("state", is("claimed"));
    }

    @Test
    void aDecisionSaysNothingButCodesOfItsLists() {
        var messageId = aMessage(Band.B1);
        takeAndOpen(messageId, "ada");

        refused(
                        messageId,
                        "{\"action\":\"closed\",\"reasons\":[\"need-confirmed\"],\"categories\":[]}")
                .body("violations[0].field", is("action"))
                .body("violations[0].message", containsString("contact-made"));
        refused(messageId, "{\"action\":\"answered\",\"reasons\":[],\"categories\":[]}")
                .body("violations[0].field", containsString("reasons"));
        refused(
                        messageId,
                        "{\"action\":\"answered\",\"reasons\":[\"because she said"
                                + " so\"],\"categories\":[]}")
                .body("violations[0].field", is("reasons"));
        refused(
                        messageId,
                        "{\"action\":\"answered\",\"reasons\":[\"need-confirmed\"],\"categories\":[\"V99\"]}")
                .body("violations[0].field", containsString("categories"));
        refused(
                        messageId,
                        "{\"action\":\"answered\",\"reasons\":[\"need-confirmed\"],\"categories\":[],\"note\":\"x\"}")
                .body("violations[0].field", is("note"));
        sent(messageId, "{\"action\":")
                .statusCode(400)
                .body("type", is("urn:earshot:problem:bad-request"));
        refused(messageId, "{\"action\":{},\"reasons\":[],\"categories\":[]}")
                .body("violations[0].field", is("action"));

        item(messageId).body("state", is("claimed"));
    }

    /** As it was before the decision, if there was one: quicker than another message each time. */
    private static void isHeldAndOpened(UUID messageId, String person, boolean shown) {
        sql(
                """
                update work_item set decided_at = null, decided_band = null, claimed_by = '%s', claimed_at = now(),
                    lease_until = now() + interval '20 minutes', grant_id = gen_random_uuid(), opened_by_holder = true,
                    shown_to_holder = %s
                where message_id = '%s'
                """
                        .formatted(person, shown, messageId));
    }

    private static String outcome(Response answer) {
        return answer.statusCode() == 200
                ? "decided"
                : answer.then()
                        .statusCode(409)
                        .extract()
                        .<String>path("type")
                        .replace("urn:earshot:problem:", "");
    }

    private static List<MessageStatus> statuses(UUID messageId) {
        return published(messageId, MessageStatusChanged.class).stream()
                .map(MessageStatusChanged::status)
                .toList();
    }

    private static ValidatableResponse refused(UUID messageId, String body) {
        return sent(messageId, body)
                .statusCode(400)
                .body("type", is("urn:earshot:problem:invalid-request"));
    }

    private static ValidatableResponse sent(UUID messageId, String body) {
        var response =
                caseworker("ada")
                        .contentType("application/json")
                        .body(body)
                        .post("/v1/work-items/" + messageId + "/decision");
        assertThat(response.asString()).doesNotContain("fasterxml", "java.", "org.earshot");
        return response.then().contentType("application/problem+json");
    }
}
