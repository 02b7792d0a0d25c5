package org.earshot.routing.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** A problem of this suite: a stable name, and words that hold nothing of a message. */
public abstract class Problem extends HttpProblem {

    private static final long serialVersionUID = 1L;

    /** What precedes the name of every problem; the whole is a name and no address. */
    static final String TYPES = "urn:earshot:problem:";

    /** A problem to be given further members. */
    protected Problem(HttpProblem.Builder builder) {
        super(builder);
    }

    protected Problem(Response.Status status, String name, String title) {
        super(named(status, name, title));
    }

    protected static HttpProblem.Builder named(Response.Status status, String name, String title) {
        return builder().withType(URI.create(TYPES + name)).withStatus(status).withTitle(title);
    }
}
