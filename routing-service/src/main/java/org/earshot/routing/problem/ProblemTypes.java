package org.earshot.routing.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Gives the problems that the framework raises a name of ours, by their status. */
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getType() != null) {
            return problem;
        }
        return HttpProblem.builder(problem)
                .withType(URI.create(Problem.TYPES + name(problem.getStatusCode())))
                .build();
    }

    private static String name(int status) {
        return switch (status) {
            case 400 -> "invalid-request";
            case 401 -> "token-required";
            case 403 -> "not-allowed";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "too-large";
            case 415 -> "unsupported-media-type";
            default -> status < 500 ? "request-refused" : "unexpected";
        };
    }
}
