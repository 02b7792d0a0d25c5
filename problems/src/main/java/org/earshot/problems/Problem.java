package org.earshot.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/**
 * A refusal in the words of RFC 9457. Its text comes from here and never from an exception or from
 * what was sent: a problem names the field, the place and the limit, not the value.
 */
public class Problem extends HttpProblem {

    /** What precedes the name of every problem; the whole is a name and no address. */
    public static final String TYPE = "urn:earshot:problem:";

    private static final long serialVersionUID = 1L;

    /** A problem with members or headers of its own: see {@link #named}. */
    protected Problem(Builder builder) {
        super(builder);
    }

    protected Problem(int status, String name, String title) {
        super(named(status, name, title));
    }

    /**
     * A problem of one kind.
     *
     * @param name the stable name that ends the {@code type}
     */
    public static Problem of(int status, String name, String title, String detail) {
        return new Problem(named(status, name, title).withDetail(detail));
    }

    /** A problem that a caller solves by trying again. */
    public static Problem later(String name, String title, String detail) {
        return new Problem(
                named(503, name, title)
                        .withDetail(detail)
                        .withHeader("Retry-After", ProblemTypes.RETRY_AFTER));
    }

    /** What is wrong with a request, field by field. */
    public static Problem invalid(List<Violation> violations) {
        return new Problem(
                named(400, "invalid-request", "The request is not valid")
                        .withDetail("Each violation names a field and what it must be.")
                        .with("violations", List.copyOf(violations)));
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static Problem notFound() {
        return of(404, "not-found", "Not found", "There is nothing here for you.");
    }

    protected static Builder named(int status, String name, String title) {
        return builder().withType(URI.create(TYPE + name)).withStatus(status).withTitle(title);
    }
}
