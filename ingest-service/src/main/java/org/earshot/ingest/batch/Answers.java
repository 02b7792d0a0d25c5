package org.earshot.ingest.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.earshot.ingest.submission.Submissions.Accepted;
import org.earshot.problems.Problem;
import org.earshot.problems.Violation;

/**
 * Writes the answers, a JSON object a line, in the order of the lines. The count at the end is what
 * tells a whole answer from one that was cut off.
 */
final class Answers {

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final OutputStream out;
    private final Count accepted;
    private final Count replayed;
    private final Count refused;

    Answers(OutputStream out, MeterRegistry metrics) {
        this.out = new BufferedOutputStream(out);
        accepted = new Count(metrics, "accepted");
        replayed = new Count(metrics, "replayed");
        refused = new Count(metrics, "refused");
    }

    /** How many lines of this batch ended so, and of all batches as a metric. */
    private static final class Count {
        private final Counter ofAll;
        private long ofThis;

        Count(MeterRegistry metrics, String outcome) {
            ofAll = metrics.counter("earshot.batch.lines", "outcome", outcome);
        }

        void increment() {
            ofThis++;
            ofAll.increment();
        }
    }

    void accepted(long line, Accepted message) throws IOException {
        try (var json = answer(line, 202)) {
            json.writeStringField("id", message.id().toString());
            json.writeStringField("reference", message.reference());
            if (message.replayed()) {
                json.writeBooleanField("replayed", true);
                replayed.increment();
            } else {
                accepted.increment();
            }
            json.writeEndObject();
        }
        out.write('\n');
    }

    void refused(long line, Problem problem) throws IOException {
        refused.increment();
        try (var json = answer(line, problem.getStatusCode())) {
            json.writeObjectFieldStart("problem");
            json.writeStringField("type", String.valueOf(problem.getType()));
            json.writeStringField("title", problem.getTitle());
            json.writeNumberField("status", problem.getStatusCode());
            json.writeStringField("detail", problem.getDetail());
            if (problem.getParameters().get("violations") instanceof List<?> violations) {
                json.writeArrayFieldStart("violations");
                for (var each : violations) {
                    if (each instanceof Violation violation) {
                        json.writeStartObject();
                        json.writeStringField("field", violation.field());
                        json.writeStringField("message", violation.message());
                        json.writeEndObject();
                    }
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** Every line has its answer. */
    void done() throws IOException {
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeBooleanField("done", true);
            json.writeNumberField("lines", accepted.ofThis + replayed.ofThis + refused.ofThis);
            json.writeNumberField("accepted", accepted.ofThis);
            json.writeNumberField("replayed", replayed.ofThis);
            json.writeNumberField("refused", refused.ofThis);
            json.writeEndObject();
        }
        out.write('\n');
        flush();
    }

    /** Sends what is written; waits while the caller does not read. */
    void flush() throws IOException {
        out.flush();
    }

    private JsonGenerator answer(long line, int status) throws IOException {
        var json = JSON.createGenerator(out);
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeNumberField("status", status);
        return json;
    }
}
