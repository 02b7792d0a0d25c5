package org.earshot.routing.decision;

import java.util.UUID;
import org.earshot.problems.Problem;

/** Why a decision is refused. */
final class DecisionProblems {

    private DecisionProblems() {}

    /**
     * Its holder has not been given its words, as far as is known here: news of it may be under
     * way.
     */
    static final class NotOpenedYet extends Problem {
        private static final long serialVersionUID = 1L;

        NotOpenedYet(UUID messageId) {
            super(
                    named(409, "not-opened-yet", "A message is read before it is decided")
                            .withHeader("Retry-After", 1)
                            .with("messageId", messageId));
        }
    }

    /** Nobody alone finds no need in a message of the most urgent band. */
    static final class TwoPeopleNeeded extends Problem {
        private static final long serialVersionUID = 1L;

        TwoPeopleNeeded(UUID messageId) {
            super(
                    named(
                                    409,
                                    "two-people-needed",
                                    "No one person finds no need in a message of band B0")
                            .with("messageId", messageId));
        }
    }

    /** It was decided, by somebody else or otherwise. */
    static final class AlreadyDecided extends Problem {
        private static final long serialVersionUID = 1L;

        AlreadyDecided(UUID messageId) {
            super(
                    named(409, "already-decided", "This message has been decided")
                            .with("messageId", messageId));
        }
    }
}
