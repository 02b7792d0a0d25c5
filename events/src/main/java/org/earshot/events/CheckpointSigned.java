package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * The audit log has signed its state. Published by audit-service, for anybody who wants to hold it
 * to what it said.
 *
 * @param origin name of the log
 * @param size number of entries
 * @param note the whole signed checkpoint (C2SP tlog-checkpoint), at most 10,000 characters
 */
public record CheckpointSigned(
        UUID eventId, Instant occurredAt, String origin, long size, String note) implements Event {

    public CheckpointSigned {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.ascii("origin", origin, 255);
        if (size < 0) {
            throw new IllegalArgumentException("size is negative");
        }
        if (Checks.present("note", note).isBlank() || note.length() > 10_000) {
            throw new IllegalArgumentException("note is not 1 to 10,000 characters");
        }
    }

    @Override
    public String subject() {
        return origin;
    }
}
