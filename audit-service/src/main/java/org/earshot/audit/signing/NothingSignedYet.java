package org.earshot.audit.signing;

import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.earshot.problems.Problem;

/** The service has just started for the first time. */
public final class NothingSignedYet extends Problem {
    private static final long serialVersionUID = 1L;

    /** Worth another try after {@code wait}. */
    public NothingSignedYet(Duration wait) {
        super(
                named(503, "nothing-signed-yet", "The log has not signed its first checkpoint yet")
                        .withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
    }
}
