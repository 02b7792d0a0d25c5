package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A message has a place in the pile, from its receipt or its assessment, whichever came first.
 * Published by routing-service, once for each message.
 *
 * @param openBy when a person must have opened it at the latest
 */
public record WorkItemQueued(
        UUID eventId, Instant occurredAt, UUID messageId, Band band, Instant openBy)
        implements MessageEvent {

    public WorkItemQueued {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("band", band);
        Checks.time("openBy", openBy);
    }
}
