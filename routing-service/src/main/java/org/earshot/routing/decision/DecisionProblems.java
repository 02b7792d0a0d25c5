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

    /** Its holder opened it and there were no words to see, so nothing is decided from them. */
    static final class WordsNotShown extends Problem {
        private static final long serialVersionUID = 1L;

        WordsNotShown(UUID messageId) {
            super(
                    named(
                                    409,
                                    "words-not-shown",
                                    "Its words could not be shown: it is decided as not readable,"
                                            + " or in band B0 by reaching the person")
                            .with("messageId", messageId));
        }
    }

    /**
     * In the most urgent band one person may act for somebody, and no one person dismisses them.
     */
    static final class TwoPeopleNeeded extends Problem {
        private static final long serialVersionUID = 1L;

        TwoPeopleNeeded(UUID messageId) {
            super(
                    named(
                                    409,
                                    "two-people-needed",
                                    "One person closes a message of band B0 only by reaching"
                                            + " somebody, and never by dismissing it")
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
