package org.earshot.ingest.batch;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.earshot.ingest.IngestConfig;
import org.earshot.ingest.api.Fields;
import org.earshot.ingest.api.RateLimits;
import org.earshot.ingest.api.RequestBody;
import org.earshot.ingest.batch.Lines.Line;
import org.earshot.ingest.submission.IdempotencyKeys.Use;
import org.earshot.ingest.submission.Submission;
import org.earshot.ingest.submission.Submissions;
import org.earshot.ingest.submission.Submissions.Incoming;
import org.earshot.problems.Problem;

/** The batches under way: as many as there is memory for, and not all of them one portal's. */
@ApplicationScoped
class Batches {

    private final Submissions submissions;
    private final RequestBody requestBody;
    private final RateLimits rateLimits;
    private final IngestConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final int longestLine;
    private final Map<String, Integer> underWay = new HashMap<>();

    Batches(
            Submissions submissions,
            RequestBody requestBody,
            RateLimits rateLimits,
            IngestConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.submissions = submissions;
        this.requestBody = requestBody;
        this.rateLimits = rateLimits;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        longestLine = Math.toIntExact(config.largestRequest().asLongValue());
    }

    /**
     * Takes a stream of messages in, and answers every line.
     *
     * @throws Problem before anything is read, when enough batches are under way; and when the
     *     stream breaks off, its answers are not taken or nothing can be stored: lines without an
     *     answer are to be sent again
     */
    void take(String submitter, InputStream in, OutputStream out) {
        enter(submitter);
        try {
            new Batch(this, submitter, new Lines(in, longestLine), new Answers(out, metrics)).run();
        } finally {
            leave(submitter);
        }
    }

    Submissions submissions() {
        return submissions;
    }

    RateLimits rateLimits() {
        return rateLimits;
    }

    /**
     * What a line says.
     *
     * @throws Problem when it is not a message with a key
     */
    Incoming read(Line line) {
        var bytes = line.bytes();
        if (bytes == null) {
            throw Problem.of(
                    413, "too-large", "Too large", "A line has at most " + longestLine + " bytes.");
        }
        var fields = new Fields(requestBody.parse(bytes));
        var key = fields.value("key", Use.MUST_BE, text -> Use.isKey(text) ? text : null);
        if (key == null) {
            fields.missing("key");
        }
        var submission = Submission.from(fields, config.limits(), clock);
        if (key == null) {
            throw new IllegalStateException("a missing key is a violation");
        }
        return new Incoming(submission, new Use(key, bytes));
    }

    private synchronized void enter(String submitter) {
        int all = underWay.values().stream().mapToInt(Integer::intValue).sum();
        int most = config.batchesAtOnce();
        if (all >= most || underWay.getOrDefault(submitter, 0) >= (most + 1) / 2) {
            throw Problem.later(
                    "busy",
                    "Enough batches are under way",
                    "Nothing was read. Send the batch again later, or wait for one of yours to"
                            + " end.");
        }
        underWay.merge(submitter, 1, Integer::sum);
    }

    private synchronized void leave(String submitter) {
        underWay.computeIfPresent(submitter, (name, count) -> count == 1 ? null : count - 1);
    }
}
