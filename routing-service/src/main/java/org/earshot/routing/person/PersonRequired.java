package org.earshot.routing.person;

import org.earshot.problems.Problem;

/** The token may carry the role, but it is not a person's. */
public final class PersonRequired extends Problem {

    private static final long serialVersionUID = 1L;

    PersonRequired() {
        super(403, "person-required", "Only a person may do this, with their own token");
    }
}
