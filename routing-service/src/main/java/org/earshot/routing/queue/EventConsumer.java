package org.earshot.routing.queue;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageReceived;
import org.earshot.events.MessageViewed;
import org.earshot.events.UnknownEvent;
import org.earshot.events.UnreadableEvent;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Gives every message that is heard of its place in the pile. An outage is waited out; a record
 * that is no event is parked where a person sees it, and an event of a type that came after this
 * version is passed over: an item that waits for something in it is marked in time. After a batch
 * that failed in its middle the whole batch is read again, which is harmless.
 */
@ApplicationScoped
class EventConsumer {

    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final int LONGEST_CHAIN = 10;

    private final WorkItems workItems;
    private final Parking parking;
    private final MeterRegistry metrics;

    EventConsumer(WorkItems workItems, Parking parking, MeterRegistry metrics) {
        this.workItems = workItems;
        this.parking = parking;
        this.metrics = metrics;
    }

    @Incoming("messages")
    @Blocking
    @Retry(maxRetries = -1, delay = 500, maxDuration = 0)
    @ExponentialBackoff(maxDelay = 10_000)
    void onMessages(ConsumerRecords<byte[], byte[]> records) {
        records.forEach(this::on);
    }

    @Incoming("assessments")
    @Blocking
    @Retry(maxRetries = -1, delay = 500, maxDuration = 0)
    @ExponentialBackoff(maxDelay = 10_000)
    void onAssessments(ConsumerRecords<byte[], byte[]> records) {
        records.forEach(this::on);
    }

    private void on(ConsumerRecord<byte[], byte[]> record) {
        Event event;
        try {
            event = EventCodec.fromBytes(record.value() == null ? new byte[0] : record.value());
        } catch (UnknownEvent e) {
            metrics.counter("earshot.events.unknown", "topic", record.topic()).increment();
            return;
        } catch (UnreadableEvent e) {
            parking.park(record, e.getMessage());
            return;
        }
        try {
            place(event);
        } catch (RuntimeException e) {
            LOG.warnf("to be tried again: eventId=%s because=%s", event.eventId(), classes(e));
            throw e;
        }
    }

    /** Without the messages: one may hold a statement with all that it would have written. */
    private static String classes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .map(cause -> cause.getClass().getName())
                .collect(Collectors.joining(" < "));
    }

    private void place(Event event) {
        switch (event) {
            case MessageReceived received -> workItems.receive(received);
            case MessageAssessed assessed -> workItems.assess(assessed);
            case MessageViewed viewed -> workItems.view(viewed);
            default -> LOG.debugf("not for the pile: eventId=%s", event.eventId());
        }
    }
}
