package org.earshot.ingest.reading;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.earshot.events.MessageViewed;
import org.earshot.events.Person;
import org.earshot.outbox.Outbox;
import org.earshot.problems.Problem;
import org.jboss.logging.Logger;

/**
 * That a person has seen a message, or was told that it cannot be seen: said before it is shown.
 */
@ApplicationScoped
class Views {

    private static final Logger LOG = Logger.getLogger(Views.class);

    private final Outbox outbox;
    private final Clock clock;

    Views(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** When this returns it is committed. */
    void viewed(UUID id, Person person, UUID grantId, boolean shown) {
        var eventId = UUID.randomUUID();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        QuarkusTransaction.requiringNew()
                .run(() ->
                        outbox.publish(
                                new MessageViewed(eventId, now, id, person, grantId, shown)));
        LOG.infof("viewed messageId=%s eventId=%s shown=%s", id, eventId, shown);
    }

    /** Whether it was erased on purpose is not known here, and so not said. */
    static Problem gone() {
        return Problem.of(
                410, "text-gone", "The text is gone", "Its words cannot be opened any more.");
    }

    static Problem unreadable() {
        return Problem.of(
                500,
                "text-unreadable",
                "The text cannot be decrypted",
                "It is stored, but not with a key that opens it. The operators have been told.");
    }
}
