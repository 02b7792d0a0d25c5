package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * The queue gave a message to a person. Published by routing-service.
 *
 * @param leaseUntil when it goes back to the queue unless the person asks for longer
 */
public record WorkItemClaimed(
        UUID eventId, Instant occurredAt, UUID messageId, Person by, Instant leaseUntil)
        implements MessageEvent {

    public WorkItemClaimed {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("by", by);
        Checks.time("leaseUntil", leaseUntil);
    }
}
