package org.earshot.audit.signing;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Duration;

/** The service has just started for the first time. */
public final class NothingSignedYet extends HttpProblem {
    private static final long serialVersionUID = 1L;

    /** Worth another try after {@code wait}. */
    public NothingSignedYet(Duration wait) {
        super(
                builder()
                        .withType(URI.create("urn:earshot:problem:nothing-signed-yet"))
                        .withTitle("The log has not signed its first checkpoint yet")
                        .withStatus(503)
                        .withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
    }
}
