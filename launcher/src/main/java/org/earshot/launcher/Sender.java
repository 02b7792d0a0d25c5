package org.earshot.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Hands messages in as a portal does: several at a time, answers in the order of the messages, and
 * again and again while the service asks for patience. Each has a key, so that trying again never
 * doubles one.
 */
final class Sender {

    private static final int AT_A_TIME = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** What passes by itself: too busy, restarting, or behind something that is. */
    private static final Set<Integer> TRY_AGAIN = Set.of(429, 500, 502, 503, 504);

    private final Api api;
    private final Description suite;

    Sender(HttpClient http, Description suite) {
        this.suite = suite;
        api = Api.asClient(http, suite, "portal");
    }

    /** A message, or why a line of a file is none. */
    sealed interface Outgoing {

        /** Where it came from, to be said again with the answer. */
        ObjectNode origin();

        /** A message as the portal API takes it. */
        record Message(ObjectNode origin, String key, JsonNode body) implements Outgoing {}

        /** Not a message. */
        record Unreadable(ObjectNode origin, String problem) implements Outgoing {}
    }

    /**
     * What became of it.
     *
     * @param line the origin with id and reference, or with the problem
     */
    record Sent(boolean accepted, ObjectNode line) {}

    /** Sends all, at most {@value #AT_A_TIME} at once; answers come in order. */
    void send(Iterator<Outgoing> messages, Consumer<Sent> answers) {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            Queue<Future<Sent>> underWay = new ArrayDeque<>();
            while (messages.hasNext()) {
                if (underWay.size() == AT_A_TIME) {
                    answers.accept(underWay.remove().get());
                }
                var next = messages.next();
                underWay.add(workers.submit(() -> send(next)));
            }
            while (!underWay.isEmpty()) {
                answers.accept(underWay.remove().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        } catch (ExecutionException e) {
            throw new Failure("A message could not be sent.", e);
        }
    }

    private Sent send(Outgoing outgoing) throws InterruptedException {
        return switch (outgoing) {
            case Outgoing.Message message -> send(message);
            case Outgoing.Unreadable unreadable ->
                    new Sent(false, unreadable.origin().put("problem", unreadable.problem()));
        };
    }

    private Sent send(Outgoing.Message message) throws InterruptedException {
        var until = Instant.now().plus(PATIENCE);
        var pause = FIRST_PAUSE;
        while (true) {
            String trouble;
            try {
                var response =
                        api.send(
                                "POST",
                                suite.at(Service.INGEST, "/v1/messages"),
                                Map.of("Idempotency-Key", message.key()),
                                message.body());
                var document = Api.document(response.body());
                if (response.statusCode() == 202) {
                    var line = message.origin();
                    line.set("id", document.path("id"));
                    line.set("reference", document.path("reference"));
                    return new Sent(true, line);
                }
                if (!TRY_AGAIN.contains(response.statusCode())) {
                    var line = message.origin();
                    line.set("problem", document);
                    return new Sent(false, line);
                }
                trouble = "ingest-service answers " + response.statusCode();
            } catch (IOException e) {
                trouble = "ingest-service cannot be reached";
            }
            if (Instant.now().plus(pause).isAfter(until)) {
                return new Sent(false, message.origin().put("problem", trouble));
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }
}
