package org.earshot.routing.queue;

import java.util.UUID;
import org.earshot.problems.Problem;

/** What can be wrong with a request about a work item. */
public final class WorkItemProblems {

    private WorkItemProblems() {}

    /** There is no such message in the pile. */
    public static final class NoSuchItem extends Problem {
        private static final long serialVersionUID = 1L;

        NoSuchItem() {
            super(404, "no-such-work-item", "There is no such message in the pile");
        }
    }

    /** Somebody else holds it, or nobody, or the lease has ended. */
    public static final class NotHolding extends Problem {
        private static final long serialVersionUID = 1L;

        NotHolding(UUID messageId) {
            super(
                    named(409, "not-holding", "You do not hold this message, or no longer")
                            .with("messageId", messageId));
        }
    }

    /** It was extended as often as it can be. */
    static final class LeaseAtItsEnd extends Problem {
        private static final long serialVersionUID = 1L;

        LeaseAtItsEnd(UUID messageId) {
            super(
                    named(409, "lease-at-its-end", "This message cannot be held for longer")
                            .with("messageId", messageId));
        }
    }

    /** Nothing lowers a band, and asking for a lower one is a mistake somebody should hear of. */
    static final class BandOnlyRises extends Problem {
        private static final long serialVersionUID = 1L;

        BandOnlyRises(UUID messageId) {
            super(
                    named(409, "band-only-rises", "This message is more urgent than that")
                            .with("messageId", messageId));
        }
    }
}
