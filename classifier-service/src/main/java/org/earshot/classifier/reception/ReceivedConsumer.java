package org.earshot.classifier.reception;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageReceived;
import org.earshot.events.UnreadableEvent;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Assesses every message received, batch by batch: fetches the texts, lets the rules read them, and
 * publishes what they gave. A batch is acknowledged when the broker has every answer. Ingest, the
 * broker or the token issuer being away is waited out; the whole batch is then done again, which is
 * harmless. A single message that fails becomes work for a person and holds up nobody.
 */
@ApplicationScoped
class ReceivedConsumer {

    private static final Logger LOG = Logger.getLogger(ReceivedConsumer.class);

    private final Texts texts;
    private final Assessor assessor;
    private final AssessedEvents events;
    private final Publisher publisher;
    private final MeterRegistry metrics;

    ReceivedConsumer(
            Texts texts,
            Assessor assessor,
            AssessedEvents events,
            Publisher publisher,
            MeterRegistry metrics) {
        this.texts = texts;
        this.assessor = assessor;
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    @Incoming("messages")
    @Blocking
    @Retry(maxRetries = -1, delay = 500, maxDuration = 0)
    @ExponentialBackoff(maxDelay = 10_000)
    void on(ConsumerRecords<byte[], byte[]> records)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        try {
            assess(records);
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            // Without its message: a parser's or a client's may quote what it could not use.
            LOG.warnf(
                    "waits, then tries again: records=%d because=%s cause=%s",
                    records.count(), nameOf(e), nameOf(e.getCause()));
            throw e;
        }
    }

    private void assess(ConsumerRecords<byte[], byte[]> records)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        var received = new LinkedHashSet<UUID>();
        var answers = new ArrayList<MessageAssessed>();
        var parked = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var record : records) {
            try {
                if (event(record) instanceof MessageReceived message) {
                    received.add(message.messageId());
                }
            } catch (UnreadableEvent e) {
                LOG.errorf(
                        "parked topic=%s partition=%d offset=%d",
                        record.topic(), record.partition(), record.offset());
                parked.add(Publisher.parked(record));
                messageId(record).ifPresent(id -> answers.add(unreadable(id, record)));
            }
        }
        var notRead =
                texts.each(List.copyOf(received), (id, text) -> answers.add(assess(id, text)));
        for (var id : notRead.failed()) {
            LOG.errorf("not assessed, ingest-service cannot open its text messageId=%s", id);
            answers.add(events.of(id, assessor.failed()));
        }
        for (var id : notRead.missing()) {
            LOG.infof("nothing to assess, the text is gone messageId=%s", id);
        }
        publish(answers, parked);
    }

    private MessageAssessed assess(UUID id, String text) {
        try {
            return events.of(id, assessor.assess(text));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf("not assessed, the rules failed messageId=%s because=%s", id, nameOf(e));
            return events.of(id, assessor.failed());
        }
    }

    private void publish(List<MessageAssessed> answers, List<ProducerRecord<byte[], byte[]>> parked)
            throws ExecutionException, TimeoutException, InterruptedException {
        var records = new ArrayList<>(parked);
        answers.forEach(answer -> records.add(Publisher.event(answer)));
        publisher.send(records);
        metrics.counter("earshot.classifier.parked").increment(parked.size());
        for (var answer : answers) {
            metrics.counter(
                            "earshot.classifier.assessed",
                            "band",
                            answer.band().name(),
                            "notWhollyAssessed",
                            Boolean.toString(answer.notWhollyAssessed()))
                    .increment();
            LOG.infof(
                    "assessed messageId=%s eventId=%s band=%s notWhollyAssessed=%s",
                    answer.messageId(),
                    answer.eventId(),
                    answer.band(),
                    answer.notWhollyAssessed());
        }
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
