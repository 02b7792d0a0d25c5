package org.earshot.audit.proof;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Duration;

/** Why there is no proof. */
final class ProofProblems {
    private ProofProblems() {}

    static final class NotLogged extends HttpProblem {
        private static final long serialVersionUID = 1L;

        NotLogged() {
            super(problem("event-not-logged", 404, "No event of this id is in the log"));
        }
    }

    static final class NotYetInACheckpoint extends HttpProblem {
        private static final long serialVersionUID = 1L;

        NotYetInACheckpoint(Duration wait) {
            super(
                    problem(
                                    "not-yet-in-a-checkpoint",
                                    409,
                                    "The event is in the log and not yet under a signed checkpoint")
                            .withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
        }
    }

    static final class Erased extends HttpProblem {
        private static final long serialVersionUID = 1L;

        Erased() {
            super(problem("event-erased", 410, "The event has been erased, and its salt with it"));
        }
    }

    static final class LogDoesNotVerify extends HttpProblem {
        private static final long serialVersionUID = 1L;

        LogDoesNotVerify() {
            super(
                    problem(
                            "log-does-not-verify",
                            500,
                            "The stored log no longer agrees with the checkpoint it signed"));
        }
    }

    private static HttpProblem.Builder problem(String name, int status, String title) {
        return HttpProblem.builder()
                .withType(URI.create("urn:earshot:problem:" + name))
                .withStatus(status)
                .withTitle(title);
    }
}
