package org.earshot.launcher;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What was received and what is in the pile, day by day, as the two services count it
 * independently.
 *
 * @param sameMessages the ids on both sides are the same, by their digests
 */
record Counts(
        long received, long queued, long awaiting, long open, long decided, boolean sameMessages) {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** From one London day to another, both included. */
    static Counts of(Api supervisor, LocalDate from, LocalDate to) {
        var sum = new Counts(0, 0, 0, 0, 0, true);
        for (var day = from; !day.isAfter(to); day = day.plusDays(1)) {
            sum = sum.plus(of(supervisor, day));
        }
        return sum;
    }

    static LocalDate today() {
        return LocalDate.now(LONDON);
    }

    private static Counts of(Api supervisor, LocalDate day) {
        var taken = supervisor.required(Service.INGEST, "/v1/reconciliation?day=" + day);
        var pile = supervisor.required(Service.ROUTING, "/v1/reconciliation?day=" + day);
        return new Counts(
                taken.path("received").asLong(),
                pile.path("queued").asLong(),
                pile.path("awaiting").asLong(),
                pile.path("open").asLong(),
                pile.path("decided").asLong(),
                taken.path("idsDigest").asText("a").equals(pile.path("idsDigest").asText("b")));
    }

    private Counts plus(Counts other) {
        return new Counts(
                received + other.received,
                queued + other.queued,
                awaiting + other.awaiting,
                open + other.open,
                decided + other.decided,
                sameMessages && other.sameMessages);
    }

    /** Nothing is missing, and nothing waits to be assessed. */
    boolean settled() {
        return addUp() && awaiting == 0;
    }

    /** received = queued = decided + open, to the unit and to the message. */
    boolean addUp() {
        return sameMessages && received == queued && queued == decided + open;
    }

    String words() {
        return "received %d %s queued %d %s decided %d + open %d"
                .formatted(
                        received,
                        received == queued && sameMessages ? "=" : "≠",
                        queued,
                        queued == decided + open ? "=" : "≠",
                        decided,
                        open);
    }
}
