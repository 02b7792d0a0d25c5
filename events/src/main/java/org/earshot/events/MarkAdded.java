package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A message bears the mark U for a reason of routing-service's own (it waited too long for its
 * assessment, or a record about it could not be read) and is handled as B1 at least.
 */
public record MarkAdded(
        UUID eventId, Instant occurredAt, UUID messageId, NotAssessed reason, Instant openBy)
        implements MessageEvent {

    public MarkAdded {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("reason", reason);
        Checks.time("openBy", openBy);
    }
}
