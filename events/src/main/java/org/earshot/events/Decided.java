package org.earshot.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A person has read a message and decided. Published by routing-service. There is no way to build
 * one without that person.
 *
 * @param band the band it had when it was decided
 * @param action code of what was done
 * @param reasons codes why
 * @param categories what the person found in it, which may differ from what the machine found
 */
public record Decided(
        UUID eventId,
        Instant occurredAt,
        UUID messageId,
        Person by,
        Band band,
        String action,
        List<String> reasons,
        List<String> categories)
        implements MessageEvent {

    public Decided {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("by", by);
        Checks.present("band", band);
        Checks.code("action", action);
        reasons = Checks.codes("reasons", reasons);
        categories = Checks.codes("categories", categories);
    }
}
