package org.earshot.ingest.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import org.earshot.problems.Problem;

/**
 * Refuses a client that asks too often, and tells every client how it stands in the header fields
 * of <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">the IETF's
 * draft</a>.
 */
@Provider
@RateLimited
class RateLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String STANDING = RateLimitFilter.class.getName();

    private final RateLimits limits;
    private final Caller caller;

    RateLimitFilter(RateLimits limits, Caller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var standing = limits.take(caller.client());
        request.setProperty(STANDING, standing);
        if (!standing.taken()) {
            throw new TooManyRequests(seconds(standing.after()));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(STANDING) instanceof RateLimits.Standing standing) {
            response.getHeaders().putSingle("RateLimit-Policy", limits.policy());
            response.getHeaders()
                    .putSingle(
                            "RateLimit",
                            "\"portal\";r=%d;t=%d"
                                    .formatted(standing.left(), seconds(standing.after())));
        }
    }

    private static long seconds(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static final class TooManyRequests extends Problem {
        private static final long serialVersionUID = 1L;

        TooManyRequests(long seconds) {
            super(
                    named(429, "too-many-requests", "Too many requests")
                            .withDetail(
                                    "This portal asks more often than it may. Nothing was stored."
                                            + " Send the same request again after the time in"
                                            + " Retry-After.")
                            .withHeader("Retry-After", Long.toString(seconds)));
        }
    }
}
