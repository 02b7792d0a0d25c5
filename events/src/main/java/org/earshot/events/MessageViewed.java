package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A person opened a message. Published by ingest-service, and committed before the first byte
 * leaves.
 *
 * @param grantId the read grant (its {@code jti}) under which it was opened
 * @param shown they were given its words; false when these are gone or cannot be opened, which the
 *     person was told
 */
public record MessageViewed(
        UUID eventId, Instant occurredAt, UUID messageId, Person by, UUID grantId, boolean shown)
        implements MessageEvent {

    public MessageViewed {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("by", by);
        Checks.present("grantId", grantId);
    }
}
