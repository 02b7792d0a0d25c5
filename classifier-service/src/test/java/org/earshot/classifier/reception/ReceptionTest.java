package org.earshot.classifier.reception;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.earshot.classifier.reception.Messages.assessment;
import static org.earshot.classifier.reception.Messages.assessments;
import static org.earshot.classifier.reception.Messages.event;
import static org.earshot.classifier.reception.Messages.extracted;
import static org.earshot.classifier.reception.Messages.publish;
import static org.earshot.classifier.reception.Messages.received;
import static org.earshot.classifier.reception.Messages.receivedWithDocuments;
import static org.earshot.classifier.reception.Messages.soon;
import static org.earshot.classifier.reception.Messages.text;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.earshot.classifier.assessment.TestAssessor;
import org.earshot.events.Band;
import org.earshot.events.EventIds;
import org.earshot.events.MessageAssessed;
import org.earshot.events.NotAssessed;
import org.earshot.events.Stage;
import org.earshot.events.TextExtracted;
import org.earshot.events.Topics;
import org.earshot.localstack.LocalStack;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReceptionTest {

    @AfterEach
    void ingestIsThere() {
        IngestDouble.comeBack();
    }

    @Test
    void aMessageIsAssessedByItsTextAndTheTextStaysWhereItWas() {
        var id = received("My claim\n\n\uD83D\uDE42 I can't go on living. The flat is cold.");

        var record = assessment(id);
        var assessed = event(record);

        assertThat(assessed)
                .usingRecursiveComparison()
                .ignoringFields("occurredAt")
                .isEqualTo(
                        new MessageAssessed(
                                EventIds.of("assessed", id.toString(), "rules", "test-1"),
                                assessed.occurredAt(),
                                id,
                                Stage.RULES,
                                Band.B0,
                                List.of(),
                                List.of(new MessageAssessed.Category("V01", 0.95)),
                                List.of(new MessageAssessed.Indicator("V01", 14, 32)),
                                List.of(),
                                "en",
                                "test-1",
                                List.of(new MessageAssessed.Passage(12, 33, false))));
        assertThat(text(record.key())).isEqualTo(id.toString());
        assertThat(text(record.headers().lastHeader("content-type").value()))
                .isEqualTo("application/cloudevents+json");
        assertThat(text(record.value())).doesNotContain("living");
    }

    @Test
    void moreThanOneBatchOfMessagesIsAssessedWithEachItsOwnText() {
        var ids = IntStream.range(0, 150).mapToObj(_ -> UUID.randomUUID()).toList();
        for (int i = 0; i < ids.size(); i++) {
            IngestDouble.holds(
                    ids.get(i), i % 2 == 0 ? "There is nothing to eat." : "Thank you very much.");
        }

        ids.forEach(Messages::publish);

        soon().untilAsserted(() -> {
            var assessed = allAssessments();
            for (int i = 0; i < ids.size(); i++) {
                var id = ids.get(i);
                var band = i % 2 == 0 ? Band.B1 : Band.S;
                assertThat(assessed)
                        .filteredOn(event -> event.messageId().equals(id))
                        .extracting(MessageAssessed::stage, MessageAssessed::band)
                        .containsExactlyInAnyOrder(
                                tuple(Stage.RULES, band), tuple(Stage.MODEL, band));
            }
        });
    }

    @Test
    void textsOfTheLargestSizeAreReadToTheirEnd() {
        var longest = "The drains in the road were dug up. ".repeat(13_500);
        var ids = IntStream.range(0, 6).mapToObj(_ -> UUID.randomUUID()).toList();
        ids.forEach(id -> IngestDouble.holds(id, longest + "I can't go on living."));

        ids.forEach(Messages::publish);

        for (var id : ids) {
            assertThat(event(assessment(id)).band()).isEqualTo(Band.B0);
            assertThat(event(assessment(id, Stage.MODEL)).band()).isEqualTo(Band.B0);
        }
    }

    @Test
    void theModelSaysInAnEventOfItsOwnWhatItAddsToWhatTheRulesGave() {
        var id = received("\uD83D\uDE42 There is nothing to eat. " + TestAssessor.VEILED);

        var byRules = event(assessment(id));
        var byModel = event(assessment(id, Stage.MODEL));

        assertThat(byRules.band()).isEqualTo(Band.B1);
        assertThat(byModel)
                .usingRecursiveComparison()
                .ignoringFields("occurredAt", "summary")
                .isEqualTo(
                        new MessageAssessed(
                                EventIds.of(
                                        "assessed", id.toString(), "model", "test-1+model.test"),
                                byModel.occurredAt(),
                                id,
                                Stage.MODEL,
                                Band.B0,
                                List.of(),
                                List.of(
                                        new MessageAssessed.Category("V01", 0.7),
                                        new MessageAssessed.Category("V08", 0.75)),
                                List.of(
                                        new MessageAssessed.Indicator("V08", 11, 25),
                                        new MessageAssessed.Indicator("V01", 27, 64)),
                                List.of(),
                                "en",
                                "test-1+model.test"));
    }

    @Test
    void aTextThatTheModelStumblesOverKeepsItsFloorAndIsLookedAtByAPerson() {
        var urgent = received("I can't go on living. " + TestAssessor.MAKES_THE_MODEL_FAIL);
        var ordinary = received("Thank you very much. " + TestAssessor.MAKES_THE_MODEL_FAIL);

        assertThat(event(assessment(ordinary)).notAssessed()).isEmpty();
        assertThat(event(assessment(ordinary, Stage.MODEL)))
                .extracting(MessageAssessed::band, MessageAssessed::notAssessed)
                .containsExactly(Band.B1, List.of(NotAssessed.FAILED));
        assertThat(event(assessment(urgent, Stage.MODEL)))
                .extracting(
                        MessageAssessed::band,
                        MessageAssessed::notAssessed,
                        MessageAssessed::categories)
                .containsExactly(
                        Band.B0,
                        List.of(NotAssessed.FAILED),
                        List.of(new MessageAssessed.Category("V01", 0.95)));
    }

    @Test
    void aBacklogOfTheModelHoldsUpNoFloor() {
        var slow =
                IntStream.range(0, 3)
                        .mapToObj(_ -> received(TestAssessor.HOLDS_UP_THE_MODEL))
                        .toList();

        var urgent = received("I can't go on living.");

        try {
            assertThat(event(assessment(urgent)).band()).isEqualTo(Band.B0);
            assertThat(slow).allSatisfy(id -> assertThat(assessments(id, Stage.MODEL)).isEmpty());
        } finally {
            TestAssessor.letTheModelGoOn();
        }
        for (var id : slow) {
            assertThat(event(assessment(id, Stage.MODEL)).band()).isEqualTo(Band.S);
        }
        assertThat(event(assessment(urgent, Stage.MODEL)).band()).isEqualTo(Band.B0);
    }

    @Test
    void aMessageWithDocumentsWaitsForTheirText() {
        var waiting = receivedWithDocuments("Please see the letter attached.");
        var later = received("There is nothing to eat.");
        assessment(later);
        assessment(later, Stage.MODEL);
        assertThat(assessments(waiting)).isEmpty();
        assertThat(assessments(waiting, Stage.MODEL)).isEmpty();

        IngestDouble.holds(waiting, "Please see the letter attached.\n\nThere is nothing to eat.");
        extracted(waiting, TextExtracted.Outcome.COMPLETE);

        for (var stage : List.of(Stage.RULES, Stage.MODEL)) {
            assertThat(event(assessment(waiting, stage)))
                    .extracting(
                            MessageAssessed::band,
                            MessageAssessed::notAssessed,
                            MessageAssessed::indicators)
                    .containsExactly(
                            Band.B1,
                            List.of(),
                            List.of(new MessageAssessed.Indicator("V08", 42, 56)));
        }
    }

    @Test
    void whateverTheTextSaysADocumentThatWasNotReadIsLookedAtTheSameDay() {
        for (var outcome : List.of(TextExtracted.Outcome.PARTIAL, TextExtracted.Outcome.FAILED)) {
            var id = receivedWithDocuments("Thank you very much.");

            extracted(id, outcome, "handwriting");

            for (var stage : List.of(Stage.RULES, Stage.MODEL)) {
                assertThat(event(assessment(id, stage)))
                        .extracting(MessageAssessed::band, MessageAssessed::notAssessed)
                        .containsExactly(Band.B1, List.of(NotAssessed.DOCUMENT_UNREAD));
            }
        }
    }

    @Test
    void whatIsUrgentInItsOwnWordsDoesNotWaitForDocuments() {
        var id = receivedWithDocuments("I can't go on living.");

        var early = event(assessment(id));
        assertThat(early.band()).isEqualTo(Band.B0);
        extracted(id, TextExtracted.Outcome.FAILED, "unreadable");

        soon().untilAsserted(() -> assertThat(assessments(id)).hasSize(2));
        var whole = event(assessments(id).getLast());
        assertThat(whole.eventId()).isNotEqualTo(early.eventId());
        assertThat(whole)
                .extracting(MessageAssessed::band, MessageAssessed::notAssessed)
                .containsExactly(Band.B0, List.of(NotAssessed.DOCUMENT_UNREAD));
    }

    @Test
    void anEventThatCameAfterThisVersionIsPassedOver() {
        var id = UUID.randomUUID();
        IngestDouble.holds(id, "There is nothing to eat.");
        var later =
                """
                {"specversion": "1.0", "id": "%s", "source": "/ingest-service",
                 "type": "org.earshot.MessageSplit", "subject": "%s",
                 "time": "2026-03-02T09:15:30Z", "data": {}}\
                """
                        .formatted(UUID.randomUUID(), id);
        var parked = LocalStack.records(Publisher.PARKED).size();

        LocalStack.send(Topics.MESSAGES, id.toString(), later.getBytes(StandardCharsets.UTF_8));
        publish(id);

        assertThat(event(assessment(id)).band()).isEqualTo(Band.B1);
        assertThat(LocalStack.records(Publisher.PARKED)).hasSize(parked);
    }

    @Test
    void aRedeliveredMessageIsTheSameEventAgain() {
        var id = received("There is nothing to eat.");
        var first = event(assessment(id));

        publish(id);

        soon().untilAsserted(() -> assertThat(assessments(id)).hasSize(2));
        assertThat(assessments(id))
                .extracting(record -> event(record).eventId())
                .containsOnly(first.eventId());
    }

    @Test
    void whileIngestIsAwayMessagesWaitAndNothingIsParked() {
        int parked = parked().size();
        int calls = IngestDouble.calls();
        IngestDouble.goAway();
        var id = received("I can't go on living.");
        soon().until(() -> IngestDouble.calls() >= calls + 2);
        assertThat(assessments(id)).isEmpty();

        IngestDouble.comeBack();

        soon().untilAsserted(() ->
                assertThat(assessments(id))
                        .extracting(record -> event(record).band())
                        .containsExactly(Band.B0));
        assertThat(parked()).hasSize(parked);
    }

    @Test
    void aTextThatTheRulesStumbleOverIsLookedAtByAPersonAndHoldsUpNobody() {
        var fails = received("I can't go on living. " + TestAssessor.MAKES_IT_FAIL);
        var next = received("There is nothing to eat.");

        assertThat(event(assessment(next)).notAssessed()).isEmpty();
        var assessed = event(assessment(fails));
        assertThat(assessed.band()).isEqualTo(Band.B1);
        assertThat(assessed.notAssessed()).containsExactly(NotAssessed.FAILED);
    }

    @Test
    void aTextThatIngestCannotOpenIsLookedAtByAPersonAndALaterSuccessIsAnotherEvent() {
        var id = UUID.randomUUID();
        IngestDouble.cannotOpen(id);
        publish(id);
        var failed = event(assessment(id));

        IngestDouble.holds(id, "I can't go on living.");
        publish(id);

        soon().untilAsserted(() -> assertThat(assessments(id)).hasSize(2));
        var later = event(assessments(id).getLast());
        assertThat(failed.band()).isEqualTo(Band.B1);
        assertThat(failed.notAssessed()).containsExactly(NotAssessed.FAILED);
        assertThat(later.band()).isEqualTo(Band.B0);
        assertThat(later.eventId()).isNotEqualTo(failed.eventId());
    }

    @Test
    void anAnswerThatIsNotWholeIsNoAnswerAndTheMessageIsAskedForAgain() {
        var id = UUID.randomUUID();
        IngestDouble.holds(id, "I can't go on living.");
        IngestDouble.answersNext(
                "{\"texts\":[", "{\"texts\":[]}", "{\"texts\":[],\"missing\":[],\"failed\":[]}");

        publish(id);

        var assessed = event(assessment(id));
        assertThat(assessed.band()).isEqualTo(Band.B0);
        assertThat(assessed.notAssessed()).isEmpty();
    }

    @Test
    void aMessageWhoseTextIsGoneIsNotAssessed() {
        var erased = UUID.randomUUID();
        publish(erased);
        var next = received("Thank you very much.");

        assessment(next);
        assessment(next, Stage.MODEL);

        assertThat(assessments(erased)).isEmpty();
        assertThat(assessments(erased, Stage.MODEL)).isEmpty();
    }

    @Test
    void aRecordThatIsNoEventIsParkedAndItsMessageIsWorkForAPerson() {
        var id = UUID.randomUUID();
        var key = id.toString();
        LocalStack.send(Topics.MESSAGES, key, "no event".getBytes(StandardCharsets.UTF_8));

        var assessed = event(assessment(id));

        assertThat(assessed.band()).isEqualTo(Band.B1);
        assertThat(assessed.notAssessed()).containsExactly(NotAssessed.UNREADABLE_RECORD);
        assertThat(parked())
                .filteredOn(record -> key.equals(text(record.key())))
                .singleElement()
                .satisfies(record -> {
                    assertThat(text(record.value())).isEqualTo("no event");
                    assertThat(text(record.headers().lastHeader("dead-letter-topic").value()))
                            .isEqualTo(Topics.MESSAGES);
                });
    }

    @Test
    void aRecordOfNobodyIsParkedAndTheNextIsAssessed() {
        var value = UUID.randomUUID().toString();
        LocalStack.send(Topics.MESSAGES, "nobody", value.getBytes(StandardCharsets.UTF_8));
        var next = received("Thank you very much.");

        assessment(next);
        assessment(next, Stage.MODEL);

        soon().untilAsserted(() ->
                assertThat(parked())
                        .extracting(record -> text(record.value()))
                        .containsOnlyOnce(value));
    }

    @Test
    void aRecordOfTheLargestSizeIsParkedAsItCame() throws Exception {
        parkedTopicAsOperatorsMakeIt();
        var id = UUID.randomUUID();
        var value = new byte[1024 * 1024 - 200];
        LocalStack.send(Topics.MESSAGES, id.toString(), value);

        var assessed = event(assessment(id));

        assertThat(assessed.notAssessed()).containsExactly(NotAssessed.UNREADABLE_RECORD);
        assertThat(parked())
                .filteredOn(record -> id.toString().equals(text(record.key())))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(value));
    }

    @Test
    void anEventPointsAtABoundedNumberOfPassagesAndKeepsTheUrgentOnes() {
        var id = received("There is nothing to eat. ".repeat(3_000) + "And I can't go on living.");

        var record = assessment(id);

        var assessed = event(record);
        assertThat(assessed.band()).isEqualTo(Band.B0);
        assertThat(assessed.indicators()).hasSize(1_000);
        assertThat(assessed.indicators().getLast().code()).isEqualTo("V01");
        assertThat(record.value()).hasSizeLessThan(200_000);
    }

    @Test
    void metricsCountByBandAndNeverByCategory() {
        assessment(received("There is nothing to eat."));

        var metrics =
                given().port(
                                ConfigProvider.getConfig()
                                        .getValue("quarkus.management.test-port", Integer.class))
                        .get("/q/metrics")
                        .asString();

        assertThat(metrics)
                .contains(
                        "earshot_classifier_assessed_total{band=\"B1\",notWhollyAssessed=\"false\",stage=\"rules\"}")
                .doesNotContain("V08");
    }

    private static List<ConsumerRecord<byte[], byte[]>> parked() {
        return LocalStack.records(Publisher.PARKED);
    }

    private static void parkedTopicAsOperatorsMakeIt() throws Exception {
        var largest =
                Topics.allParked().stream()
                        .filter(topic -> topic.name().equals(Publisher.PARKED))
                        .map(topic -> Integer.toString(topic.largestRecord()))
                        .findFirst()
                        .orElseThrow();
        try (var admin =
                Admin.create(
                        Map.<String, Object>of(
                                "bootstrap.servers", LocalStack.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(Publisher.PARKED)) {
                admin.createTopics(List.of(new NewTopic(Publisher.PARKED, 1, (short) 1)))
                        .all()
                        .get();
            }
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, Publisher.PARKED),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("max.message.bytes", largest),
                                                    OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static List<MessageAssessed> allAssessments() {
        return LocalStack.records(Topics.ASSESSMENTS).stream().map(Messages::event).toList();
    }
}
