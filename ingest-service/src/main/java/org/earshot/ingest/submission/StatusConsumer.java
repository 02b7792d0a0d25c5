package org.earshot.ingest.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.MessageStatusChanged;
import org.earshot.events.UnknownEvent;
import org.earshot.events.UnreadableEvent;
import org.earshot.ingest.store.Messages;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Learns from routing-service what a portal may be told. */
@ApplicationScoped
class StatusConsumer {

    private static final Logger LOG = Logger.getLogger(StatusConsumer.class);

    private final Messages messages;
    private final Parking parking;
    private final MeterRegistry metrics;

    StatusConsumer(Messages messages, Parking parking, MeterRegistry metrics) {
        this.messages = messages;
        this.parking = parking;
        this.metrics = metrics;
    }

    /**
     * A status that comes twice, late, or for a message that is not here any more changes nothing,
     * so a batch that failed in its middle is read again. A database that is away is waited for;
     * only what can never be read is parked, and a type that came after this version is passed
     * over.
     */
    @Incoming("status")
    @Blocking
    @Retry(maxRetries = -1, delay = 500, maxDuration = 0)
    @ExponentialBackoff(maxDelay = 10_000)
    void on(ConsumerRecords<byte[], byte[]> records) throws SQLException {
        for (var record : records) {
            try {
                on(event(record));
            } catch (UnknownEvent e) {
                metrics.counter("earshot.events.unknown", "topic", record.topic()).increment();
            } catch (UnreadableEvent e) {
                parking.park(record, e);
            } catch (SQLException | RuntimeException e) {
                // Without its message: a driver's may quote what it could not use.
                LOG.warnf(
                        "waits, then tries again: topic=%s partition=%d offset=%d because=%s",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.getClass().getSimpleName());
                throw e;
            }
        }
    }

    private void on(Event event) throws SQLException {
        if (event instanceof MessageStatusChanged changed) {
            boolean moved = messages.advance(changed.messageId(), changed.status());
            LOG.infof(
                    "status messageId=%s eventId=%s moved=%s",
                    changed.messageId(), changed.eventId(), moved);
        }
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        byte @Nullable [] value = record.value();
        return EventCodec.fromBytes(value == null ? new byte[0] : value);
    }
}
