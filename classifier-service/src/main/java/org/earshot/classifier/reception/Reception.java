package org.earshot.classifier.reception;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.events.Band;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageReceived;
import org.earshot.events.Stage;
import org.earshot.events.TextExtracted;
import org.earshot.events.UnknownEvent;
import org.earshot.events.UnreadableEvent;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One stage: assesses every message received, batch by batch. It fetches the texts, lets its
 * assessor read them, and publishes what that gave; a batch is done when the broker has every
 * answer. A single message that fails becomes work for a person and holds up nobody.
 */
final class Reception {

    private static final Logger LOG = Logger.getLogger(Reception.class);

    private final Stage stage;
    private final Assessor assessor;
    private final AssessedEvents events;
    private final Texts texts;
    private final Publisher publisher;
    private final StageMetrics metrics;
    private final Precedence precedence;

    Reception(
            Stage stage,
            Assessor assessor,
            int mostIndicators,
            Texts texts,
            Publisher publisher,
            Precedence precedence,
            MeterRegistry registry) {
        this.stage = stage;
        this.assessor = assessor;
        this.events = new AssessedEvents(stage, assessor.version(), mostIndicators);
        this.texts = texts;
        this.publisher = publisher;
        this.precedence = precedence;
        this.metrics = new StageMetrics(registry, stage);
    }

    void on(ConsumerRecords<byte[], byte[]> records)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        metrics.begun(oldest(records));
        long from = System.nanoTime();
        if (stage == Stage.RULES) {
            precedence.take();
        }
        try {
            assess(records);
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            // Without its message: a parser's or a client's may quote what it could not use.
            LOG.warnf(
                    "waits, then tries again: stage=%s records=%d because=%s cause=%s",
                    stage, records.count(), nameOf(e), nameOf(e.getCause()));
            throw e;
        } finally {
            if (stage == Stage.RULES) {
                precedence.leave();
            }
        }
        metrics.batch().record(Duration.ofNanos(System.nanoTime() - from));
        metrics.done();
    }

    private void assess(ConsumerRecords<byte[], byte[]> records)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        var received = new LinkedHashMap<UUID, Instant>();
        var early = new LinkedHashSet<UUID>();
        var extracted = new HashMap<UUID, TextExtracted>();
        var answers = new ArrayList<MessageAssessed>();
        var parked = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var record : records) {
            try {
                var at = Instant.ofEpochMilli(record.timestamp());
                switch (event(record)) {
                    case MessageReceived message when message.awaitsText() ->
                            early.add(message.messageId());
                    case MessageReceived message -> received.putIfAbsent(message.messageId(), at);
                    case TextExtracted text -> {
                        received.putIfAbsent(text.messageId(), at);
                        extracted.put(text.messageId(), text);
                    }
                    default -> {}
                }
            } catch (UnknownEvent e) {
                if (stage == Stage.RULES) {
                    metrics.unknown();
                }
            } catch (UnreadableEvent e) {
                // Once is enough: each stage reads the same records.
                if (stage == Stage.RULES) {
                    LOG.errorf(
                            "parked topic=%s partition=%d offset=%d",
                            record.topic(), record.partition(), record.offset());
                    parked.add(Publisher.parked(record));
                    messageId(record).ifPresent(id -> answers.add(unreadable(id, record)));
                }
            }
        }
        early.removeAll(received.keySet());
        if (stage == Stage.RULES) {
            texts.each(List.copyOf(early), (id, text) -> early(id, text).ifPresent(answers::add));
        }
        var notRead =
                each(
                        List.copyOf(received.keySet()),
                        (id, text) -> answers.add(assess(id, text, extracted.get(id))));
        for (var id : notRead.failed()) {
            LOG.errorf(
                    "not assessed, ingest-service cannot open its text stage=%s messageId=%s",
                    stage, id);
            answers.add(events.of(id, assessor.failed(), extracted.get(id)));
        }
        for (var id : notRead.missing()) {
            LOG.infof("nothing to assess, the text is gone stage=%s messageId=%s", stage, id);
        }
        publish(answers, parked, received);
    }

    /**
     * The rules read as fast as texts come. The model does not, and ingest-service holds a
     * connection to its database until its answer has been read: so the few texts of a batch are
     * taken over first.
     */
    private Texts.NotRead each(List<UUID> ids, BiConsumer<UUID, String> assess)
            throws IOException, InterruptedException {
        if (stage == Stage.RULES) {
            return texts.each(ids, assess);
        }
        var held = new LinkedHashMap<UUID, String>();
        var notRead = texts.each(ids, held::put);
        for (var text : held.entrySet()) {
            precedence.giveWay();
            assess.accept(text.getKey(), text.getValue());
        }
        return notRead;
    }

    /**
     * A message whose documents have not been read yet is left alone until they are; only what is
     * urgent in its own words alone does not wait for them, because nothing can raise it further.
     */
    private Optional<MessageAssessed> early(UUID id, String text) {
        try {
            var assessment = assessor.assess(text);
            return assessment.band() == Band.B0
                    ? Optional.of(events.beforeItsDocuments(id, assessment))
                    : Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warnf(
                    "not looked at early, the assessor failed stage=%s messageId=%s because=%s",
                    stage, id, nameOf(e));
            return Optional.empty();
        }
    }

    private MessageAssessed assess(UUID id, String text, @Nullable TextExtracted extracted) {
        long from = System.nanoTime();
        try {
            return events.of(id, assessor.assess(text), extracted);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(
                    "not assessed, the assessor failed stage=%s messageId=%s because=%s",
                    stage, id, nameOf(e));
            return events.of(id, assessor.failed(text), extracted);
        } finally {
            metrics.text().record(Duration.ofNanos(System.nanoTime() - from));
        }
    }

    private void publish(
            List<MessageAssessed> answers,
            List<ProducerRecord<byte[], byte[]>> parked,
            Map<UUID, Instant> received)
            throws ExecutionException, TimeoutException, InterruptedException {
        var records = new ArrayList<>(parked);
        answers.forEach(answer -> records.add(Publisher.event(answer)));
        publisher.send(records);
        metrics.parked(parked.size());
        for (var answer : answers) {
            metrics.assessed(answer);
            Instant receipt = received.get(answer.messageId());
            if (receipt != null) {
                metrics.published(receipt);
            }
            LOG.infof(
                    "assessed stage=%s messageId=%s eventId=%s band=%s notWhollyAssessed=%s",
                    stage,
                    answer.messageId(),
                    answer.eventId(),
                    answer.band(),
                    answer.notWhollyAssessed());
        }
    }

    private static Instant oldest(ConsumerRecords<byte[], byte[]> records) {
        long oldest = System.currentTimeMillis();
        for (var record : records) {
            oldest = Math.min(oldest, record.timestamp());
        }
        return Instant.ofEpochMilli(oldest);
    }

    private MessageAssessed unreadable(UUID id, ConsumerRecord<byte[], byte[]> record) {
        return events.unreadable(
                id, new TopicPartition(record.topic(), record.partition()), record.offset());
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        byte @Nullable [] value = record.value();
        return EventCodec.fromBytes(value == null ? new byte[0] : value);
    }

    /** The message that a record is about by its key, should the rest of it be unreadable. */
    private static Optional<UUID> messageId(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        if (key == null || key.length != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(new String(key, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String nameOf(@Nullable Throwable e) {
        return e == null ? "-" : e.getClass().getSimpleName();
    }
}
