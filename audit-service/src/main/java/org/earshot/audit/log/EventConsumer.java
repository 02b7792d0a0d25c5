package org.earshot.audit.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Logs every record of every topic. No record is poison to it, because it takes bytes; what fails
 * is tried until it succeeds, because an audit log that skips is none.
 */
@ApplicationScoped
class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);

    private final EventLog log;
    private final Counter appended;
    private final Counter redelivered;

    EventConsumer(EventLog log, MeterRegistry metrics) {
        this.log = log;
        appended = metrics.counter("earshot.audit.entries.appended");
        redelivered = metrics.counter("earshot.audit.entries.redelivered");
    }

    @Incoming("events")
    @Blocking
    @Retry(maxRetries = -1, delay = 500, maxDuration = 0)
    @ExponentialBackoff(maxDelay = 30_000)
    void on(ConsumerRecords<byte[], byte[]> records) {
        int added;
        try {
            added = log.append(records);
        } catch (RuntimeException e) {
            // The classes alone: a message may quote the statement with salts and bytes in it.
            var cause = e.getCause() == null ? e : e.getCause();
            LOG.errorf(
                    "a batch of %d records waits to be logged: %s, %s",
                    records.count(),
                    e.getClass().getSimpleName(),
                    cause.getClass().getSimpleName());
            throw e;
        }
        appended.increment(added);
        redelivered.increment(records.count() - added);
        LOG.debugf("logged=%d redelivered=%d", added, records.count() - added);
    }
}
