package org.earshot.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden files are every shape that was ever published, each with a field that no version
 * knows. A change that makes one unreadable, or that writes the newest differently, breaks
 * somebody's stored events.
 */
class EventContractTest {

    private static final JsonMapper JSON = new JsonMapper();

    static List<Event> events() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyShapeEverPublishedIsStillRead(Event event) throws Exception {
        assertThat(EventCodec.fromBytes(golden(event))).isEqualTo(event);
    }

    @Test
    void anAssessmentFromBeforeThereWereSummariesIsStillRead() throws Exception {
        var example = anAssessment();

        assertThat(EventCodec.fromBytes(golden(example, 1)))
                .isEqualTo(
                        new MessageAssessed(
                                example.eventId(),
                                example.occurredAt(),
                                example.messageId(),
                                example.stage(),
                                example.band(),
                                example.notAssessed(),
                                example.categories(),
                                example.indicators(),
                                example.modifiers(),
                                example.language(),
                                example.version()));
    }

    @Test
    void aReceiptFromBeforeThereWereDocumentsIsStillRead() throws Exception {
        var example = (MessageReceived) Examples.all().getFirst();

        var read = (MessageReceived) EventCodec.fromBytes(golden(example, 1));

        assertThat(read)
                .isEqualTo(
                        new MessageReceived(
                                example.eventId(),
                                example.occurredAt(),
                                example.messageId(),
                                example.channel(),
                                example.receivedAt(),
                                example.digest(),
                                example.language(),
                                example.serviceLine(),
                                example.site(),
                                example.nation(),
                                example.about(),
                                example.safeToContact()));
        assertThat(read.awaitsText()).isFalse();
        assertThat(example.awaitsText()).isTrue();
    }

    private static MessageAssessed anAssessment() {
        return (MessageAssessed)
                Examples.all().stream()
                        .filter(MessageAssessed.class::isInstance)
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("events")
    void theNewestShapeIsWhatIsWritten(Event event) throws Exception {
        var expected = (ObjectNode) JSON.readTree(golden(event));
        ((ObjectNode) expected.get("data")).remove("aFieldOfTheFuture");
        assertThat(JSON.readTree(EventCodec.toBytes(event))).isEqualTo((JsonNode) expected);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anyCloudEventsReaderUnderstandsIt(Event event) {
        var format =
                Objects.requireNonNull(
                        EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE));
        var read = format.deserialize(EventCodec.toBytes(event));
        assertThat(read.getId()).isEqualTo(event.eventId().toString());
        assertThat(read.getType()).isEqualTo("org.earshot." + event.getClass().getSimpleName());
        assertThat(read.getSubject()).isEqualTo(event.subject());
        assertThat(Objects.requireNonNull(read.getTime()).toInstant())
                .isEqualTo(event.occurredAt());
        assertThat(read.getSource()).isEqualTo(URI.create(EventType.of(event).source()));
    }

    @Test
    void everyEventHasATypeATopicAndAnExample() {
        var records = permitted(Event.class).map(Class::getSimpleName).collect(Collectors.toSet());
        assertThat(
                        Arrays.stream(EventType.values())
                                .map(type -> type.record().getSimpleName())
                                .collect(Collectors.toSet()))
                .isEqualTo(records);
        assertThat(
                        events().stream()
                                .map(event -> event.getClass().getSimpleName())
                                .collect(Collectors.toSet()))
                .isEqualTo(records);
        var topics = Topics.all().stream().map(Topics.Topic::name).collect(Collectors.toSet());
        assertThat(
                        Arrays.stream(EventType.values())
                                .map(EventType::topic)
                                .collect(Collectors.toSet()))
                .isEqualTo(topics);
    }

    @Test
    void noTopicWithCodesKeepsThemLongerThanAWeek() {
        assertThat(Topics.all())
                .filteredOn(topic -> !topic.compacted())
                .hasSize(4)
                .allSatisfy(topic ->
                        assertThat(topic.retention())
                                .isLessThanOrEqualTo(java.time.Duration.ofDays(7)));
        assertThat(Topics.allParked())
                .hasSize(4)
                .allSatisfy(topic ->
                        assertThat(topic.retention())
                                .isLessThanOrEqualTo(java.time.Duration.ofDays(7)));
        assertThat(Topics.all())
                .filteredOn(Topics.Topic::compacted)
                .extracting(Topics.Topic::name)
                .containsExactly("earshot.checkpoints");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatIsNoEventIsCalledUnreadableWithoutItsContent(String record) {
        assertThatThrownBy(() -> EventCodec.fromBytes(record.getBytes(StandardCharsets.UTF_8)))
                .isExactlyInstanceOf(UnreadableEvent.class)
                .hasNoCause()
                .message()
                .doesNotContain("Mrs Pritchard");
    }

    @Test
    void anEventOfATypeThatCameLaterIsToldFromWhatIsNone() {
        var later =
                new String(EventCodec.toBytes(Examples.all().getFirst()), StandardCharsets.UTF_8)
                        .replace("org.earshot.MessageReceived", "org.earshot.MessageSplit")
                        .replaceAll("\"data\":\\{.*", "\"data\":{\"into\":2}}");

        assertThatThrownBy(() -> EventCodec.fromBytes(later.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnknownEvent.class)
                .hasNoCause()
                .hasMessage("its type is unknown");
    }

    static Stream<String> unreadable() {
        var whole =
                new String(EventCodec.toBytes(Examples.all().getFirst()), StandardCharsets.UTF_8);
        return Stream.of(
                "",
                "null",
                "[]",
                "Mrs Pritchard",
                "{\"note\":\"Mrs Pritchard\"}",
                whole.replace("\"1.0\"", "\"0.3\""),
                whole.replace("org.earshot.MessageReceived", "Mrs Pritchard"),
                whole.replace("org.earshot.MessageReceived", "org.example.MrsPritchard"),
                whole.replace("MessageReceived", "MessageSplit")
                        .replaceAll("\"id\":\"[^\"]+\"", "\"id\":\"Mrs Pritchard\""),
                whole.replace("MessageReceived", "MessageSplit")
                        .replaceAll("\"time\":\"[^\"]+\"", "\"time\":\"yesterday\""),
                whole.replace("MessageReceived", "MessageSplit")
                        .replaceAll("\"subject\":\"[^\"]+\"", "\"subject\":\"Mrs Pritchard\""),
                whole.replace("MessageReceived", "MessageSplit")
                        .replace("/ingest-service", "Mrs Pritchard"),
                whole.replace("\"data\":{", "\"data\":3,\"was\":{"),
                whole.replace("\"phone-note\"", "\"Mrs Pritchard\""),
                whole.replace("\"phone-note\"", "1"),
                whole.replace("\"WREXHAM-2\"", "\"Mrs Pritchard says she is not well\""),
                whole.replace("5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63", "Mrs Pritchard"),
                whole.replaceAll("\"time\":\"[^\"]+\",", ""),
                whole.replaceAll("\"time\":\"[^\"]+\"", "\"time\":\"+999999999-12-31T00:00:00Z\""),
                whole.substring(0, whole.length() / 2));
    }

    @Test
    void aDecisionWithoutAPersonCannotBeMade() {
        var decided =
                new String(
                        EventCodec.toBytes(
                                Examples.all().stream()
                                        .filter(Decided.class::isInstance)
                                        .findFirst()
                                        .orElseThrow()),
                        StandardCharsets.UTF_8);
        for (var by : List.of("null", "\"\"", "\" \"", "{}")) {
            var withoutPerson = decided.replaceAll("\"by\":\"[^\"]+\"", "\"by\":" + by);
            assertThatThrownBy(() ->
                            EventCodec.fromBytes(withoutPerson.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(UnreadableEvent.class);
        }
        assertThatThrownBy(() -> new Person(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageNotWhollyAssessedIsNeverBelowB1() {
        var example = anAssessment();
        assertThatThrownBy(() ->
                        new MessageAssessed(
                                example.eventId(),
                                example.occurredAt(),
                                example.messageId(),
                                Stage.RULES,
                                Band.B2,
                                List.of(NotAssessed.BLANK),
                                List.of(),
                                List.of(),
                                List.of(),
                                "en",
                                "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameFactHasTheSameIdAndAnotherFactAnother() {
        var once = EventIds.of("assessed", "a", "1");
        assertThat(EventIds.of("assessed", "a", "1")).isEqualTo(once);
        assertThat(once.version()).isEqualTo(8);
        assertThat(once.variant()).isEqualTo(2);
        assertThat(Set.of(once, EventIds.of("assessed", "a1"), EventIds.of("assessed", "a1", "")))
                .hasSize(3);
    }

    @Test
    void theBandsAreOrderedFromTheMostUrgent() {
        assertThat(Band.values()).containsExactly(Band.B0, Band.B1, Band.B2, Band.B3, Band.S);
        assertThat(Band.highest(Band.S, Band.B1)).isEqualTo(Band.B1);
        assertThat(Band.B0.isAbove(Band.B0)).isFalse();
    }

    static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventContractTest::permitted)
                : Stream.of(type);
    }

    /** The newest shape of the event. */
    private static byte[] golden(Event event) {
        boolean grew = event instanceof MessageAssessed || event instanceof MessageReceived;
        return golden(event, grew ? 2 : 1);
    }

    private static byte[] golden(Event event, int version) {
        var path = "/events/" + Examples.fileName(event) + "/v" + version + ".json";
        try (var file = EventContractTest.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(file, path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
