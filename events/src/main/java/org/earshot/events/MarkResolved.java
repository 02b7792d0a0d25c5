package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * The assessment that a message was marked for came after all, so the mark is gone. The band that
 * the assessments gave was never touched by the mark and stands as it was.
 */
public record MarkResolved(
        UUID eventId, Instant occurredAt, UUID messageId, NotAssessed reason, Instant openBy)
        implements MessageEvent {

    public MarkResolved {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("reason", reason);
        Checks.time("openBy", openBy);
    }
}
