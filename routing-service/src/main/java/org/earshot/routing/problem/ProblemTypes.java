package org.earshot.routing.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;

/**
 * Gives the problems that the framework raises a name and words of ours, by their status. What the
 * framework would say may hold the name or the message of an exception.
 */
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {

    private static final Words INTERNAL = new Words("internal", "Something went wrong here");

    private static final Map<Integer, Words> BY_STATUS =
            Map.of(
                    400, new Words("bad-request", "The request cannot be understood"),
                    401, new Words("unauthorised", "A valid access token is needed"),
                    403, new Words("forbidden", "The access token has no role that may do this"),
                    404, new Words("not-found", "There is nothing here for you"),
                    405, new Words("method-not-allowed", "This address knows no such method"),
                    406, new Words("not-acceptable", "The answer is JSON"),
                    413, new Words("too-large", "The request is larger than is taken"),
                    415, new Words("unsupported-media-type", "The body must be JSON"),
                    503, new Words("unavailable", "Not available now"));

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        return problem.getType() == null ? named(problem.getStatusCode()) : problem;
    }

    static HttpProblem named(int status) {
        var words = BY_STATUS.getOrDefault(status, INTERNAL);
        return HttpProblem.builder()
                .withType(URI.create(Problem.TYPES + words.name()))
                .withTitle(words.title())
                .withStatus(status)
                .build();
    }

    private record Words(String name, String title) {}
}
