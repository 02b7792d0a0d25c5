package org.earshot.ingest.batch;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.earshot.ingest.batch.Backlog.BrokenOff;
import org.earshot.ingest.batch.Lines.Line;
import org.earshot.ingest.submission.Submissions.Accepted;
import org.earshot.ingest.submission.Submissions.Incoming;
import org.earshot.ingest.submission.Submissions.Outcome;
import org.earshot.ingest.submission.Submissions.Refused;
import org.earshot.problems.Problem;
import org.jboss.logging.Logger;

/**
 * One stream of messages. One thread reads lines, another stores them in groups and answers;
 * neither gets far ahead of the other, so a stream of any length needs the same memory.
 */
final class Batch {

    private static final Logger LOG = Logger.getLogger(Batch.class);

    /** So many lines that fail one after the other are an outage and not bad lines. */
    private static final int FAILURES_OF_AN_OUTAGE = 3;

    private final Batches batches;
    private final String submitter;
    private final Lines lines;
    private final Answers answers;
    private final Backlog backlog = new Backlog();
    private int failures;

    Batch(Batches batches, String submitter, Lines lines, Answers answers) {
        this.batches = batches;
        this.submitter = submitter;
        this.lines = lines;
        this.answers = answers;
    }

    /** What a line is answered with, or what is to be stored first. */
    private sealed interface Read {
        long line();

        record Message(long line, Incoming incoming) implements Read {}

        record Bad(long line, Problem problem) implements Read {}
    }

    /**
     * Answers every line.
     *
     * @throws Problem when that ends before its time: the answer is cut off
     */
    void run() {
        var reader = Thread.ofVirtual().name("batch-reader").start(this::read);
        try {
            var group = backlog.take();
            while (!group.isEmpty()) {
                answer(group);
                answers.flush();
                group = backlog.take();
            }
            answers.done();
        } catch (BrokenOff | IOException e) {
            LOG.infof("a batch broke off because=%s", nameOf(e));
            throw Problem.of(
                    400,
                    "broken-off",
                    "The stream broke off",
                    "It did not come to its end, or its answers were not read. Lines without an"
                            + " answer are to be sent again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        } finally {
            backlog.abandon();
            reader.interrupt();
        }
    }

    /** A portal above its rate is not refused: its next line is not read yet. */
    private void read() {
        try {
            var line = lines.next();
            while (line != null) {
                batches.rateLimits().await(submitter);
                if (!backlog.put(line)) {
                    return;
                }
                line = lines.next();
            }
            backlog.end();
        } catch (IOException | InterruptedException | RuntimeException e) {
            backlog.breakOff();
        }
    }

    /** A key that comes a second time is looked up only when the first is stored. */
    private void answer(List<Line> group) throws IOException {
        var part = new ArrayList<Read>();
        var keys = new HashSet<String>();
        for (var line : group) {
            var read = read(line);
            if (read instanceof Read.Message message && !keys.add(keyOf(message))) {
                finish(part);
                part.clear();
                keys.clear();
                keys.add(keyOf(message));
            }
            part.add(read);
        }
        finish(part);
    }

    private Read read(Line line) {
        try {
            return new Read.Message(line.number(), batches.read(line));
        } catch (Problem problem) {
            return new Read.Bad(line.number(), problem);
        }
    }

    private static String keyOf(Read.Message message) {
        var use = message.incoming().use();
        if (use == null) {
            throw new IllegalStateException("a line without a key is bad");
        }
        return use.key();
    }

    private void finish(List<Read> part) throws IOException {
        var outcomes =
                store(
                                part.stream()
                                        .filter(Read.Message.class::isInstance)
                                        .map(read -> ((Read.Message) read).incoming())
                                        .toList())
                        .iterator();
        for (var read : part) {
            switch (read) {
                case Read.Bad bad -> answers.refused(bad.line(), bad.problem());
                case Read.Message message -> {
                    switch (outcomes.next()) {
                        case Accepted accepted -> answers.accepted(message.line(), accepted);
                        case Refused refused -> answers.refused(message.line(), refused.problem());
                    }
                }
            }
        }
    }

    /** Together, or, when that fails, one by one: a line that fails must not take others along. */
    private List<Outcome> store(List<Incoming> incoming) {
        if (incoming.isEmpty()) {
            return List.of();
        }
        try {
            var outcomes = batches.submissions().accept(submitter, incoming);
            failures = 0;
            return outcomes;
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("a group is stored line by line because=%s", nameOf(e));
        }
        var outcomes = new ArrayList<Outcome>();
        for (var each : incoming) {
            outcomes.add(store(each));
        }
        return outcomes;
    }

    private Outcome store(Incoming incoming) {
        try {
            var outcome = batches.submissions().accept(submitter, List.of(incoming)).getFirst();
            failures = 0;
            return outcome;
        } catch (SQLException | RuntimeException e) {
            failures++;
            LOG.warnf("a line could not be stored because=%s", nameOf(e));
            if (failures >= FAILURES_OF_AN_OUTAGE) {
                throw unavailable();
            }
            return new Refused(unavailable());
        }
    }

    private static Problem unavailable() {
        return Problem.later(
                "unavailable", "Not available now", "This was not stored. Send it again later.");
    }

    /** The class alone: a driver's message may quote what it could not use. */
    private static String nameOf(Exception e) {
        return e.getClass().getSimpleName();
    }
}
