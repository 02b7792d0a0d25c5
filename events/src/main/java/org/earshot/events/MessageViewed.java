package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A person was given the words of a message. Published by ingest-service, and committed before the
 * first byte leaves.
 *
 * @param grantId the read grant (its {@code jti}) under which it was opened
 */
public record MessageViewed(
        UUID eventId, Instant occurredAt, UUID messageId, Person by, UUID grantId)
        implements MessageEvent {

    public MessageViewed {
        Checks.present("eventId", eventId);
        Checks.present("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("by", by);
        Checks.present("grantId", grantId);
    }
}
