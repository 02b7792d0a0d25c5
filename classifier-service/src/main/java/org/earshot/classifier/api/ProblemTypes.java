package org.earshot.classifier.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;

/**
 * The last to see every problem (RFC 9457): it gets a type and words of ours, so that no
 * exception's message leaves the service and none repeats the address that was asked for; and each
 * is counted by its type.
 */
@ApplicationScoped
class ProblemTypes implements ProblemPostProcessor {

    private record Words(String name, String title, String detail) {}

    private static final Map<Integer, Words> WORDS =
            Map.of(
                    400,
                    new Words("bad-request", "Bad request", "The request cannot be understood."),
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
                            "The answer is JSON; the Accept header asks for something else."));
    private static final Words OTHERWISE =
            new Words(
                    "internal",
                    "Something went wrong here",
                    "It has been logged. Try again later.");

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
        int status = problem.getStatusCode();
        var words = WORDS.getOrDefault(status, OTHERWISE);
        var ours =
                HttpProblem.builder()
                        .withType(URI.create("urn:earshot:problem:" + words.name))
                        .withStatus(status)
                        .withTitle(words.title)
                        .withDetail(words.detail);
        problem.getHeaders().forEach(ours::withHeader);
        metrics.counter("earshot.classifier.problems", "type", words.name).increment();
        return ours.build();
    }
}
