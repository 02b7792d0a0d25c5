package org.earshot.audit.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the problems that the framework makes a type and words of ours, so that no exception's
 * message leaves the service.
 */
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {
    private static final String TYPE = "urn:earshot:problem:";

    private record Words(String name, String title) {}

    private static final Map<Integer, Words> WORDS =
            Map.of(
                    400, new Words("bad-request", "The request cannot be understood"),
                    401, new Words("unauthorised", "A valid access token is needed"),
                    403,
                            new Words(
                                    "forbidden",
                                    "The access token carries no role that may do this"),
                    404, new Words("not-found", "There is nothing here for you"),
                    405, new Words("method-not-allowed", "This address knows no such method"),
                    406, new Words("not-acceptable", "The answer is plain text"),
                    415, new Words("unsupported-media-type", "Nothing here takes a body"),
                    503, new Words("unavailable", "Not available now"));
    private static final Words OTHERWISE = new Words("internal", "Something went wrong here");

    /** After the logger, which is at 100: the log is to have what the framework knew. */
    @Override
    public int priority() {
        return 10;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        var type = problem.getType();
        if (type != null && type.toString().startsWith(TYPE)) {
            return problem;
        }
        int status = problem.getStatusCode();
        if (status == 500 && isOfTheDatabase(context.cause)) {
            status = 503;
        }
        var words = WORDS.getOrDefault(status, OTHERWISE);
        var ours =
                HttpProblem.builder()
                        .withType(URI.create(TYPE + words.name))
                        .withStatus(status)
                        .withTitle(words.title);
        problem.getHeaders().forEach(ours::withHeader);
        if (status == 503) {
            ours.withHeader(HttpHeaders.RETRY_AFTER, 5);
        }
        return ours.build();
    }

    /** A database that is away comes back, and the caller may try again. */
    private static boolean isOfTheDatabase(@Nullable Throwable cause) {
        for (var e = cause; e != null; e = e.getCause()) {
            if (e instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
