package org.earshot.routing.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.routing.Examples.aReceipt;
import static org.earshot.routing.Examples.anAssessment;
import static org.earshot.routing.Pile.item;
import static org.earshot.routing.Pile.published;
import static org.earshot.routing.Pile.settle;
import static org.earshot.routing.Pile.settled;
import static org.earshot.routing.Pile.supervisor;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.earshot.events.Band;
import org.earshot.events.MarkAdded;
import org.earshot.events.NotAssessed;
import org.earshot.events.Topics;
import org.earshot.localstack.LocalStack;
import org.earshot.routing.Pile;
import org.earshot.routing.RoutingStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RoutingStack.class)
class ParkedRecordTest {

    @Inject WorkItems workItems;

    private final UUID messageId = UUID.randomUUID();

    @BeforeEach
    void nothingIsQueued() {
        Pile.isEmpty();
    }

    @Test
    void aRecordThatCannotBeReadMarksItsMessageAndStopsNothing() {
        // Given
        settle(aReceipt(messageId), anAssessment(messageId, Band.S));

        // When
        LocalStack.send(Topics.ASSESSMENTS, messageId.toString(), "{ no event".getBytes(UTF_8));
        settle(aReceipt(UUID.randomUUID()));

        // Then
        item(messageId).body("band", is("B1")).body("notWhollyAssessed", is(true));
        assertThat(published(messageId, MarkAdded.class))
                .extracting(MarkAdded::reason)
                .containsExactly(NotAssessed.UNREADABLE_RECORD);
        supervisor()
                .get("/v1/parked-records")
                .then()
                .statusCode(200)
                .body("count", is(1))
                .body("records[0].topic", is(Topics.ASSESSMENTS))
                .body("records[0].messageId", is(messageId.toString()))
                .body("records[0].reason", is("not JSON"));
        assertThat(LocalStack.records(Topics.parked(Topics.ASSESSMENTS, "routing-service")))
                .extracting(message -> new String(message.value(), UTF_8))
                .contains("{ no event");
    }

    @Test
    void aRecordThatIsTheFirstHeardOfItsMessageIsAWorkItem() {
        LocalStack.send(Topics.MESSAGES, messageId.toString(), new byte[] {1, 2, 3});
        settled();

        item(messageId).body("band", is("B1")).body("state", is("open"));
    }

    @Test
    void aBrokerThatCountsFromNoughtAgainHidesNoRecord() {
        // Given
        workItems.park(idOf("{ no event"), Topics.MESSAGES, 0, 7, null, "not JSON");

        // When
        workItems.park(idOf("{ no event"), Topics.MESSAGES, 0, 7, null, "not JSON");
        workItems.park(idOf("another"), Topics.MESSAGES, 0, 7, messageId, "not JSON");

        // Then
        supervisor().get("/v1/parked-records").then().body("count", is(2));
        item(messageId).body("band", is("B1"));
    }

    private static UUID idOf(String value) {
        return Parking.recordId(
                new ConsumerRecord<>(Topics.MESSAGES, 0, 7, null, value.getBytes(UTF_8)));
    }

    @Test
    void anEventOfATypeThatCameLaterIsPassedOverAndNotParked() {
        var later =
                """
                {"specversion": "1.0", "id": "%s", "source": "/ingest-service",
                 "type": "org.earshot.MessageSplit", "subject": "%s",
                 "time": "2026-03-02T09:15:30Z", "data": {}}\
                """
                        .formatted(UUID.randomUUID(), messageId);

        LocalStack.send(Topics.MESSAGES, messageId.toString(), later.getBytes(UTF_8));
        settle(aReceipt(messageId));

        supervisor().get("/v1/parked-records").then().body("count", is(0));
        item(messageId).body("band", is("S")).body("notWhollyAssessed", is(false));
    }

    @Test
    void aRecordThatIsNobodysIsListed() {
        LocalStack.send(Topics.MESSAGES, "nobody", "[]".getBytes(UTF_8));
        settled();

        supervisor().get("/v1/parked-records").then().body("count", is(1));
        assertThat(Pile.queue()).isEmpty();
    }
}
