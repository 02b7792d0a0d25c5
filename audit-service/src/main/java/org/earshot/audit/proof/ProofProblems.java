package org.earshot.audit.proof;

import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.earshot.problems.Problem;

/** Why there is no proof. */
final class ProofProblems {
    private ProofProblems() {}

    static final class NotLogged extends Problem {
        private static final long serialVersionUID = 1L;

        NotLogged() {
            super(named(404, "event-not-logged", "No event of this id is in the log"));
        }
    }

    static final class NotYetInACheckpoint extends Problem {
        private static final long serialVersionUID = 1L;

        NotYetInACheckpoint(Duration wait) {
            super(
                    named(
                                    409,
                                    "not-yet-in-a-checkpoint",
                                    "The event is in the log and not yet under a signed checkpoint")
                            .withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
        }
    }

    static final class Erased extends Problem {
        private static final long serialVersionUID = 1L;

        Erased() {
            super(named(410, "event-erased", "The event has been erased, and its salt with it"));
        }
    }

    static final class LogDoesNotVerify extends Problem {
        private static final long serialVersionUID = 1L;

        LogDoesNotVerify() {
            super(
                    named(
                            500,
                            "log-does-not-verify",
                            "The stored log no longer agrees with the checkpoint it signed"));
        }
    }
}
