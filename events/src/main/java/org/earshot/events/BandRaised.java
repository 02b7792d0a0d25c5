package org.earshot.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message moved up the pile. Published by routing-service. There is no event by which a machine
 * moves one down.
 *
 * @param by the person who raised it; absent when an assessment did
 * @param reason code of that person's reason; absent when an assessment did
 */
public record BandRaised(
        UUID eventId,
        Instant occurredAt,
        UUID messageId,
        Band from,
        Band to,
        Instant openBy,
        @Nullable Person by,
        @Nullable String reason)
        implements MessageEvent {

    public BandRaised {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("from", from);
        Checks.present("to", to);
        Checks.time("openBy", openBy);
        Checks.codeOrNull("reason", reason);
        if ((by == null) != (reason == null)) {
            throw new IllegalArgumentException("who raises a band says why");
        }
        if (!to.isAbove(from)) {
            throw new IllegalArgumentException("a band is raised to a more urgent one");
        }
    }
}
