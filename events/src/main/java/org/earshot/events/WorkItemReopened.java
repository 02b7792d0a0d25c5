package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A decided message is in the pile again, because something more urgent than what was decided on
 * was found later. Published by routing-service.
 */
public record WorkItemReopened(
        UUID eventId, Instant occurredAt, UUID messageId, Band band, Instant openBy)
        implements MessageEvent {

    public WorkItemReopened {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("band", band);
        Checks.time("openBy", openBy);
    }
}
