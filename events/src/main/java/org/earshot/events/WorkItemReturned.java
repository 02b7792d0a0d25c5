package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A message went back to the queue undecided. Published by routing-service.
 *
 * @param heldBy who held it
 * @param reason {@code lease-ended}, or the code that the person gave
 */
public record WorkItemReturned(
        UUID eventId, Instant occurredAt, UUID messageId, Person heldBy, String reason)
        implements MessageEvent {

    /** The reason when nobody gave it back: the lease ran out. */
    public static final String LEASE_ENDED = "lease-ended";

    public WorkItemReturned {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("heldBy", heldBy);
        Checks.code("reason", reason);
    }
}
