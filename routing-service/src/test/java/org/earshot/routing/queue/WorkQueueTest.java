package org.earshot.routing.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.earshot.routing.Examples.aReceipt;
import static org.earshot.routing.Examples.aReceiptWithDocuments;
import static org.earshot.routing.Examples.aView;
import static org.earshot.routing.Examples.anAssessment;
import static org.earshot.routing.Pile.aMessage;
import static org.earshot.routing.Pile.decide;
import static org.earshot.routing.Pile.item;
import static org.earshot.routing.Pile.published;
import static org.earshot.routing.Pile.queue;
import static org.earshot.routing.Pile.settle;
import static org.earshot.routing.Pile.sql;
import static org.earshot.routing.Pile.takeAndOpen;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.earshot.events.Band;
import org.earshot.events.BandRaised;
import org.earshot.events.Event;
import org.earshot.events.MarkAdded;
import org.earshot.events.MarkResolved;
import org.earshot.events.MessageStatus;
import org.earshot.events.MessageStatusChanged;
import org.earshot.events.NotAssessed;
import org.earshot.events.Stage;
import org.earshot.events.WorkItemQueued;
import org.earshot.events.WorkItemReopened;
import org.earshot.routing.Pile;
import org.earshot.routing.RoutingStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RoutingStack.class)
class WorkQueueTest {

    @Inject Watchdog watchdog;

    private final UUID messageId = UUID.randomUUID();

    @BeforeEach
    void nothingIsQueued() {
        Pile.isEmpty();
    }

    @Test
    void aReceiptAloneIsAnItemThatAwaitsItsAssessment() {
        var receipt = aReceipt(messageId);

        settle(receipt);

        item(messageId)
                .body("band", is("S"))
                .body("awaiting", is(true))
                .body("state", is("open"))
                .body("receivedAt", is(receipt.receivedAt().toString()))
                .body("openBy", is(receipt.occurredAt().plus(Duration.ofDays(20)).toString()));
        assertThat(published(messageId))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactlyInAnyOrder("WorkItemQueued", "MessageStatusChanged");
    }

    @Test
    void anAssessmentAloneIsAnItemAndItsReceiptCompletesIt() {
        var receipt = aReceipt(messageId, Instant.now().minus(Duration.ofHours(1)));

        settle(anAssessment(messageId, Band.B0));
        settle(receipt);

        item(messageId)
                .body("band", is("B0"))
                .body("awaiting", is(false))
                .body("channel", is("letter"))
                .body("openBy", is(receipt.occurredAt().plus(Duration.ofMinutes(15)).toString()));
        assertThat(published(messageId, WorkItemQueued.class))
                .extracting(WorkItemQueued::band)
                .containsExactly(Band.B0);
    }

    @Test
    void everyEventDeliveredThriceHasItsEffectOnce() {
        // Given
        Event[] story = {
            aReceipt(messageId),
            anAssessment(messageId, Band.B2),
            anAssessment(messageId, Band.B1, Stage.MODEL, NotAssessed.LANGUAGE),
            aView(messageId, "ada")
        };
        settle(story[0]);
        settle(story);
        var before = published(messageId);
        var itemBefore = item(messageId).extract().asString();

        // When
        settle(story);
        settle(story[3], story[2], story[1], story[0]);

        // Then
        assertThat(item(messageId).extract().asString()).isEqualTo(itemBefore);
        assertThat(published(messageId)).isEqualTo(before);
        assertThat(published(messageId, WorkItemQueued.class)).hasSize(1);
        assertThat(published(messageId, BandRaised.class))
                .extracting(BandRaised::from, BandRaised::to)
                .containsExactly(tuple(Band.S, Band.B2), tuple(Band.B2, Band.B1));
        assertThat(published(messageId, MessageStatusChanged.class))
                .extracting(MessageStatusChanged::status)
                .containsExactly(MessageStatus.RECEIVED, MessageStatus.READ);
    }

    @Test
    void aLaterAssessmentOfALowerBandLowersNothing() {
        settle(aReceipt(messageId), anAssessment(messageId, Band.B1));

        settle(anAssessment(messageId, Band.S, Stage.MODEL));

        item(messageId).body("band", is("B1")).body("categories.code", is(List.of("V02")));
    }

    @Test
    void thePileIsOrderedByBandThenByWhenItMustBeOpened() {
        var now = Instant.now();
        var olderS = UUID.randomUUID();
        var newerS = UUID.randomUUID();
        var b2 = UUID.randomUUID();
        var b0 = UUID.randomUUID();

        settle(
                aReceipt(newerS, now.minusSeconds(10)),
                aReceipt(b2, now.minusSeconds(5)),
                aReceipt(olderS, now.minusSeconds(3600)),
                aReceipt(b0, now),
                anAssessment(b2, Band.B2),
                anAssessment(b0, Band.B0));

        assertThat(queue())
                .containsExactly(
                        b0.toString(), b2.toString(), olderS.toString(), newerS.toString());
    }

    @Test
    void aPageEndsWhereTheNextBegins() {
        for (int i = 0; i < 5; i++) {
            Pile.publish(aReceipt(UUID.randomUUID()));
        }
        settle();
        var all = queue();

        var first = Pile.supervisor().get("/v1/work-items?limit=3").jsonPath();
        var second =
                Pile.supervisor()
                        .get("/v1/work-items?limit=3&after=" + first.getString("next"))
                        .jsonPath();

        assertThat(first.getList("items.messageId")).isEqualTo(all.subList(0, 3));
        assertThat(second.getList("items.messageId")).isEqualTo(all.subList(3, 5));
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void whatIsNotAssessedInTimeIsHandledAsB1UntilItsAssessmentComes() {
        // Given
        var receipt = aReceipt(messageId, Instant.now().minus(Duration.ofMinutes(6)));
        var fresh = UUID.randomUUID();
        settle(receipt, aReceipt(fresh));

        // When
        watchdog.markWhatWasNotAssessed();
        watchdog.markWhatWasNotAssessed();

        // Then
        item(messageId).body("band", is("B1")).body("notWhollyAssessed", is(true));
        item(fresh).body("band", is("S"));
        assertThat(published(messageId, MarkAdded.class))
                .extracting(MarkAdded::reason, MarkAdded::openBy)
                .containsExactly(
                        tuple(NotAssessed.LATE, receipt.occurredAt().plus(Duration.ofHours(8))));

        // When
        settle(anAssessment(messageId, Band.B3));

        // Then
        item(messageId).body("band", is("B3")).body("notWhollyAssessed", is(false));
        assertThat(published(messageId, MarkResolved.class))
                .extracting(MarkResolved::reason)
                .containsExactly(NotAssessed.LATE);
        assertThat(published(messageId, BandRaised.class))
                .extracting(BandRaised::to)
                .containsExactly(Band.B3);
    }

    @Test
    void aMessageWhoseDocumentsNobodyReadsIsInThePileFromItsReceiptAndMarkedInTime() {
        settle(aReceiptWithDocuments(messageId, Instant.now().minus(Duration.ofMinutes(6))));
        item(messageId).body("band", is("S")).body("state", is("open"));

        watchdog.markWhatWasNotAssessed();

        item(messageId).body("band", is("B1")).body("notWhollyAssessed", is(true));
    }

    @Test
    void aMarkOfTheClassifierStaysUntilAPersonHasLooked() {
        settle(
                aReceipt(messageId),
                anAssessment(messageId, Band.B1, Stage.RULES, NotAssessed.BLANK));

        settle(anAssessment(messageId, Band.S, Stage.MODEL));

        item(messageId).body("band", is("B1")).body("notWhollyAssessed", is(true));
    }

    @Test
    void aB0ThatIsFoundLateReopensADecidedMessage() {
        // Given
        settle(aReceipt(messageId));
        takeAndOpen(messageId, "ada");
        decide(messageId, "ada", "answered", "ordinary-business").then().statusCode(200);

        // When
        settle(anAssessment(messageId, Band.B0));

        // Then
        item(messageId).body("state", is("open")).body("band", is("B0"));
        assertThat(queue()).containsExactly(messageId.toString());
        assertThat(published(messageId, WorkItemReopened.class))
                .extracting(WorkItemReopened::band)
                .containsExactly(Band.B0);
    }

    @Test
    void nothingMoreUrgentThanWhatWasDecidedOnReopensNothing() {
        messageDecidedAt(Band.B1);

        settle(anAssessment(messageId, Band.B1, Stage.MODEL));

        item(messageId).body("state", is("decided"));
        assertThat(published(messageId, WorkItemReopened.class)).isEmpty();
    }

    @Test
    void aDecidedMessageNeedsNoAssessmentAnyMore() {
        settle(aReceipt(messageId, Instant.now().minus(Duration.ofHours(1))));
        takeAndOpen(messageId, "ada");
        decide(messageId, "ada", "answered", "ordinary-business").then().statusCode(200);

        watchdog.markWhatWasNotAssessed();

        item(messageId).body("state", is("decided")).body("band", is("S"));
    }

    @Test
    void thePileIsListedByStateAndBand() {
        var claimed = aMessage(Band.B0);
        Pile.next("ada");
        var open = aMessage(Band.B1);
        var awaiting = UUID.randomUUID();
        settle(aReceipt(awaiting));

        assertThat(listed("state=claimed")).containsExactly(claimed.toString());
        assertThat(listed("state=open")).containsExactly(open.toString(), awaiting.toString());
        assertThat(listed("state=awaiting")).containsExactly(awaiting.toString());
        assertThat(listed("band=B1")).containsExactly(open.toString());
        assertThat(listed("state=decided")).isEmpty();
        sql("update work_item set lease_until = now() where claimed_by is not null");
        assertThat(listed("state=claimed")).isEmpty();
    }

    private void messageDecidedAt(Band band) {
        settle(aReceipt(messageId), anAssessment(messageId, band));
        takeAndOpen(messageId, "ada");
        decide(messageId, "ada", "answered", "ordinary-business").then().statusCode(200);
    }

    private static List<String> listed(String query) {
        return Pile.supervisor()
                .get("/v1/work-items?" + query)
                .jsonPath()
                .getList("items.messageId");
    }
}
