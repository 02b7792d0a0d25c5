package org.earshot.routing.problem;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

import java.util.List;

/** A request that says something it may not say, field by field. */
public final class Invalid extends Problem {

    private static final long serialVersionUID = 1L;

    public Invalid(String field, String message) {
        this(List.of(new Violation(field, message)));
    }

    public Invalid(List<Violation> violations) {
        super(
                named(BAD_REQUEST, "invalid-request", "The request is not valid")
                        .with("violations", violations));
    }

    /**
     * What is wrong with a field.
     *
     * @param message names the limit that was broken, never the value
     */
    public record Violation(String field, String message) {}
}
