package org.earshot.problems;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Everything that an endpoint can refuse, or fail at. */
@Path("/")
@PermitAll
class Refusing {

    static final String SECRET = "Mrs Pritchard";

    record Letter(@NotEmpty List<String> pages, boolean urgent) {}

    static final class AlreadyAnswered extends Problem {
        private static final long serialVersionUID = 1L;

        AlreadyAnswered() {
            super(named(409, "already-answered", "It was answered").with("by", "somebody"));
        }
    }

    @GET
    @Path("letters")
    @Produces("text/plain")
    public String letters(@RestQuery @Max(200) int limit) {
        return "none";
    }

    @POST
    @Path("letters")
    @Consumes("application/json")
    public void take(@Valid Letter letter) {}

    @GET
    @Path("desk")
    @RolesAllowed("clerk")
    public String desk() {
        return "a desk";
    }

    @GET
    @Path("unannounced/{status}")
    public String status(@RestPath int status) {
        throw new WebApplicationException(SECRET, status);
    }

    @GET
    @Path("failing")
    public String failing() {
        throw new IllegalStateException(SECRET);
    }

    @GET
    @Path("database-away")
    public String databaseAway() {
        throw new IllegalStateException(SECRET, new SQLException(SECRET));
    }

    @GET
    @Path("ours")
    public String ours() {
        throw new AlreadyAnswered();
    }

    @GET
    @Path("later")
    public String later() {
        throw Problem.later("no-clerk", "There is no clerk now", "Try again.");
    }
}
