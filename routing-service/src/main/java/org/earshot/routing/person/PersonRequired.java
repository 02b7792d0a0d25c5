package org.earshot.routing.person;

import static jakarta.ws.rs.core.Response.Status.FORBIDDEN;

import org.earshot.routing.problem.Problem;

/** The token may carry the role, but it is not a person's. */
public final class PersonRequired extends Problem {

    private static final long serialVersionUID = 1L;

    PersonRequired() {
        super(FORBIDDEN, "person-required", "Only a person may do this, with their own token");
    }
}
