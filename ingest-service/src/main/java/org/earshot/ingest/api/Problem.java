package org.earshot.ingest.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/**
 * A refusal in the words of RFC 9457. Its text comes from here and never from an exception or from
 * what was sent: a problem names the field, the place and the limit, not the value.
 */
public final class Problem extends HttpProblem {

    private static final long serialVersionUID = 1L;
    static final String TYPE = "urn:earshot:problem:";

    private Problem(Builder builder) {
        super(builder);
    }

    /**
     * A problem of one kind.
     *
     * @param name the stable name that ends the {@code type}
     */
    public static Problem of(int status, String name, String title, String detail) {
        return new Problem(start(status, name, title, detail));
    }

    /** A problem that a caller solves by trying again. */
    public static Problem later(String name, String title, String detail) {
        return new Problem(start(503, name, title, detail).withHeader("Retry-After", "5"));
    }

    /** What is wrong with a request, field by field. */
    public static Problem invalid(List<Violation> violations) {
        return new Problem(
                start(
                                400,
                                "invalid-request",
                                "The request is not valid",
                                "Each violation names a field and what it must be.")
                        .with("violations", violations));
    }

    public static Problem notFound() {
        return of(404, "not-found", "Not found", "There is nothing here for you.");
    }

    static Builder start(int status, String name, String title, String detail) {
        return builder()
                .withType(URI.create(TYPE + name))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
    }
}
