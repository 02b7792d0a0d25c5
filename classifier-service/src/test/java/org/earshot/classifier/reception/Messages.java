package org.earshot.classifier.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.earshot.events.Channel;
import org.earshot.events.EventCodec;
import org.earshot.events.EventIds;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageEvent;
import org.earshot.events.MessageReceived;
import org.earshot.events.Stage;
import org.earshot.events.TextExtracted;
import org.earshot.events.Topics;
import org.earshot.events.UnreadableEvent;
import org.earshot.localstack.LocalStack;

/** Messages received, and what the service said of them. */
final class Messages {

    private Messages() {}

    static UUID received(String text) {
        var id = UUID.randomUUID();
        IngestDouble.holds(id, text);
        publish(id);
        return id;
    }

    static void publish(UUID id) {
        publish(receipt(id, MessageReceived.Extraction.NONE));
    }

    /** With documents that nobody has read yet. */
    static UUID receivedWithDocuments(String text) {
        var id = UUID.randomUUID();
        IngestDouble.holds(id, text);
        publish(receipt(id, MessageReceived.Extraction.PENDING));
        return id;
    }

    static TextExtracted extracted(UUID id, TextExtracted.Outcome outcome, String... reasons) {
        var event =
                new TextExtracted(
                        UUID.randomUUID(),
                        Instant.now(),
                        id,
                        "MA==",
                        outcome,
                        List.of(reasons),
                        1,
                        1);
        publish(event);
        return event;
    }

    static void publish(MessageEvent event) {
        LocalStack.send(Topics.MESSAGES, event.messageId().toString(), EventCodec.toBytes(event));
    }

    private static MessageReceived receipt(UUID id, MessageReceived.Extraction extraction) {
        return new MessageReceived(
                EventIds.of("received", id.toString()),
                Instant.now(),
                id,
                Channel.LETTER,
                Instant.now(),
                "MA==",
                null,
                null,
                null,
                null,
                null,
                null,
                extraction);
    }

    /** What the rules stage published of a message by now. */
    static List<ConsumerRecord<byte[], byte[]>> assessments(UUID id) {
        return assessments(id, Stage.RULES);
    }

    static List<ConsumerRecord<byte[], byte[]>> assessments(UUID id, Stage stage) {
        return LocalStack.records(Topics.ASSESSMENTS).stream()
                .filter(record -> id.toString().equals(text(record.key())))
                .filter(record -> event(record).stage() == stage)
                .toList();
    }

    /** The one assessment of a message by the rules, when it is there. */
    static ConsumerRecord<byte[], byte[]> assessment(UUID id) {
        return assessment(id, Stage.RULES);
    }

    static ConsumerRecord<byte[], byte[]> assessment(UUID id, Stage stage) {
        soon().untilAsserted(() -> assertThat(assessments(id, stage)).hasSize(1));
        return assessments(id, stage).getFirst();
    }

    static MessageAssessed event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return (MessageAssessed) EventCodec.fromBytes(record.value());
        } catch (UnreadableEvent e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
