package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * What the submitter of a message may know of it has changed. Published by routing-service for
 * ingest-service.
 */
public record MessageStatusChanged(
        UUID eventId, Instant occurredAt, UUID messageId, MessageStatus status)
        implements MessageEvent {

    public MessageStatusChanged {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("status", status);
    }
}
