package org.earshot.audit.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers a request without a valid token. The problem extension's own mapper was built against a
 * field that this version of Quarkus no longer has.
 */
class SignInFirst {
    private static final int BEFORE_THE_EXTENSION = 1;

    private final ProblemTypes types;

    SignInFirst(ProblemTypes types) {
        this.types = types;
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    public Response noToken(UnauthorizedException e, UriInfo uri) {
        return answer(e, uri);
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSION)
    public Response badToken(AuthenticationFailedException e, UriInfo uri) {
        return answer(e, uri);
    }

    private Response answer(Throwable e, UriInfo uri) {
        var problem =
                HttpProblem.builder()
                        .withStatus(401)
                        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                        .build();
        return types.apply(problem, ProblemContext.of(e, uri)).toResponse();
    }
}
