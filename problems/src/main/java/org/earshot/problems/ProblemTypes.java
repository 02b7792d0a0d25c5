package org.earshot.problems;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
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

    static final String RETRY_AFTER = "5";

    private record Words(String name, String title, String detail) {}

    private static final Words BAD_REQUEST =
            new Words("bad-request", "Bad request", "The request cannot be understood.");
    private static final Words INTERNAL =
            new Words(
                    "internal",
                    "Something went wrong here",
                    "It has been logged. Try again later.");

    private static final Map<Integer, Words> BY_STATUS =
            Map.of(
                    401,
                    new Words(
                            "unauthorised",
                            "Sign in first",
                            "A valid access token for this service is needed."),
                    403,
                    new Words(
                            "forbidden",
                            "Not allowed",
                            "The access token does not carry a role that may do this."),
                    404,
                    new Words("not-found", "Not found", "There is nothing here for you."),
                    405,
                    new Words(
                            "method-not-allowed",
                            "Method not allowed",
                            "This address does not answer to this method."),
                    406,
                    new Words(
                            "not-acceptable",
                            "Not acceptable",
                            "The Accept header asks for something else than what this address"
                                    + " answers with."),
                    413,
                    new Words("too-large", "Too large", "The request is larger than is taken."),
                    415,
                    new Words(
                            "unsupported-media-type",
                            "Unsupported media type",
                            "The body must be JSON, with Content-Type: application/json."),
                    503,
                    new Words(
                            "unavailable",
                            "Not available now",
                            "Try the same request again later."));

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
        return counted(
                context.cause instanceof Problem ours ? ours : inOurWords(problem, context.cause));
    }

    /** The answer to what the framework refused, where we know more than its status. */
    Response answer(HttpProblem problem, Throwable cause, UriInfo uri) {
        return problem instanceof Problem ours
                ? counted(ours).toResponse()
                : apply(problem, ProblemContext.of(cause, uri)).toResponse();
    }

    private Problem counted(Problem problem) {
        var name = problem.getType().toString().substring(Problem.TYPE.length());
        metrics.counter("earshot.problems", "type", name).increment();
        return problem;
    }

    private static Problem inOurWords(HttpProblem problem, Throwable cause) {
        int status = problem.getStatusCode();
        if (status == 500 && isAboutTheDatabase(cause)) {
            status = 503;
        }
        var words = BY_STATUS.getOrDefault(status, status < 500 ? BAD_REQUEST : INTERNAL);
        var ours = Problem.named(status, words.name, words.title).withDetail(words.detail);
        problem.getHeaders().forEach(ours::withHeader);
        if (status == 503) {
            ours.withHeader("Retry-After", RETRY_AFTER);
        }
        return new Problem(ours);
    }

    /** A database that is away or full comes back, and the caller may try again. */
    private static boolean isAboutTheDatabase(@Nullable Throwable cause) {
        for (var e = cause; e != null; e = e.getCause()) {
            if (e instanceof SQLException || e instanceof RollbackException) {
                return true;
            }
        }
        return false;
    }
}
