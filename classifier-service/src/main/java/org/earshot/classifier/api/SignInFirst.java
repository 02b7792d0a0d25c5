package org.earshot.classifier.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers a request without a valid token. The problem extension would, but its version for this
 * one of Quarkus cannot be had here, and the one that can asks for a field that is gone.
 */
class SignInFirst {

    private static final int BEFORE_THE_EXTENSIONS = 1;

    private final ProblemTypes types;

    SignInFirst(ProblemTypes types) {
        this.types = types;
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSIONS)
    public Response noToken(UnauthorizedException e, UriInfo uri) {
        return answer(e, uri);
    }

    @ServerExceptionMapper(priority = BEFORE_THE_EXTENSIONS)
    public Response badToken(AuthenticationFailedException e, UriInfo uri) {
        return answer(e, uri);
    }

    private Response answer(Throwable e, UriInfo uri) {
        var problem =
                HttpProblem.builder()
                        .withStatus(401)
                        .withHeader("WWW-Authenticate", "Bearer")
                        .build();
        return types.apply(problem, ProblemContext.of(e, uri)).toResponse();
    }
}
