package org.earshot.ingest.submission;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.earshot.events.EventCodec;
import org.earshot.events.MessageStatusChanged;
import org.earshot.events.UnreadableEvent;
import org.earshot.ingest.store.Messages;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Learns from routing-service what a portal may be told. */
@ApplicationScoped
class StatusConsumer {

    private static final Logger LOG = Logger.getLogger(StatusConsumer.class);

    private final Messages messages;

    StatusConsumer(Messages messages) {
        this.messages = messages;
    }

    /**
     * A status that comes twice, late, or for a message that is not here any more changes nothing.
     * A database that is away is waited for; only what can never be read is parked.
     */
    @Incoming("status")
    @Blocking
    @Retry(maxRetries = -1, delay = 500, maxDuration = 0, abortOn = UnreadableEvent.class)
    void on(byte[] event) throws UnreadableEvent, SQLException {
        if (EventCodec.fromBytes(event) instanceof MessageStatusChanged changed) {
            boolean moved = messages.advance(changed.messageId(), changed.status());
            LOG.infof(
                    "status messageId=%s eventId=%s moved=%s",
                    changed.messageId(), changed.eventId(), moved);
        }
    }
}
