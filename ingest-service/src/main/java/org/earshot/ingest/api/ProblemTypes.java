package org.earshot.ingest.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last to see every problem: those that the framework makes get a type and words of ours, so
 * that no exception's message leaves the service; none repeats the address that was asked for; and
 * each is counted by its type.
 */
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {

    private static final Map<Integer, String[]> WORDS =
            Map.of(
                    400,
                    words("bad-request", "Bad request", "The request cannot be understood."),
                    401,
                    words(
                            "unauthorised",
                            "Sign in first",
                            "A valid access token for this service is needed."),
                    403,
                    words(
                            "forbidden",
                            "Not allowed",
                            "The access token does not carry a role that may do this."),
                    404,
                    words("not-found", "Not found", "There is nothing here for you."),
                    405,
                    words(
                            "method-not-allowed",
                            "Method not allowed",
                            "This address does not answer to this method."),
                    406,
                    words(
                            "not-acceptable",
                            "Not acceptable",
                            "The answer is JSON; the Accept header asks for something else."),
                    413,
                    words("too-large", "Too large", "The request is larger than is taken."),
                    415,
                    words(
                            "unsupported-media-type",
                            "Unsupported media type",
                            "The body must be JSON, with Content-Type: application/json."),
                    503,
                    words(
                            "unavailable",
                            "Not available now",
                            "Nothing was stored. Try the same request again later."));
    private static final String[] OTHERWISE =
            words("internal", "Something went wrong here", "It has been logged. Try again later.");

    private final MeterRegistry metrics;

    ProblemTypes(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** After the logger, which is at 100: the log is to have what the framework knew. */
    @Override
    public int priority() {
        return 10;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        var said =
                context.cause instanceof Problem ours ? ours : inOurWords(problem, context.cause);
        metrics.counter(
                        "earshot.ingest.problems",
                        "type",
                        said.getType().toString().substring(Problem.TYPE.length()))
                .increment();
        return said;
    }

    private static HttpProblem inOurWords(HttpProblem problem, Throwable cause) {
        int status = problem.getStatusCode();
        if (status == 500 && isAboutTheDatabase(cause)) {
            status = 503;
        }
        var words = WORDS.getOrDefault(status, OTHERWISE);
        var ours = Problem.start(status, words[0], words[1], words[2]);
        problem.getHeaders().forEach(ours::withHeader);
        if (status == 503) {
            ours.withHeader("Retry-After", "5");
        }
        return ours.build();
    }

    /** A database that is away or full comes back, and the caller may try again. */
    private static boolean isAboutTheDatabase(@Nullable Throwable cause) {
        for (var e = cause; e != null; e = e.getCause()) {
            if (e instanceof SQLException || e instanceof jakarta.transaction.RollbackException) {
                return true;
            }
        }
        return false;
    }

    private static String[] words(String name, String title, String detail) {
        return new String[] {name, title, detail};
    }
}
