package org.earshot.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The story of a mailbag, from the portal to a verified log. It holds only if every step did, and
 * says which did not.
 */
final class Demo {

    private static final int HEAD = 12;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Terminal terminal;
    private final Home home;
    private final Description suite;
    private final Path mailbag;
    private final int letters;
    private final LocalDate begun = Counts.today();

    /**
     * @param letters how many to send; the mailbag begins again when it is empty
     */
    Demo(Terminal terminal, Home home, Description suite, Path mailbag, int letters) {
        this.terminal = terminal;
        this.home = home;
        this.suite = suite;
        this.mailbag = mailbag;
        this.letters = letters;
    }

    void tell() {
        try (var http = Api.client()) {
            var supervisor = Api.asPerson(http, suite, "supervisor");
            send(http);
            awaitAssessed(supervisor);
            head(supervisor);
            var caseworker = Api.asPerson(http, suite, "caseworker");
            var claim = take(caseworker);
            read(caseworker, claim);
            decide(caseworker, claim);
            verify(Api.asPerson(http, suite, "auditor"), claim.path("messageId").asText());
            count(supervisor);
        }
    }

    private void send(HttpClient http) {
        terminal.heading("A portal hands letters in");
        var occasion = Instant.now().toString();
        var messages = new ArrayList<Sender.Outgoing>();
        for (int round = 0; messages.size() < letters; round++) {
            try (var bag = Mailbag.sentOn(occasion + " " + round).of(mailbag)) {
                bag.limit(letters - messages.size()).forEach(messages::add);
            }
            if (messages.isEmpty()) {
                throw new Failure("There are no letters in " + mailbag + ".");
            }
        }
        var accepted = new int[1];
        var refused = new ArrayList<String>();
        var from = Instant.now();
        new Sender(http, suite)
                .send(
                        messages.iterator(),
                        sent -> {
                            if (sent.accepted()) {
                                accepted[0]++;
                            } else {
                                refused.add(Json.line(sent.line()));
                            }
                            terminal.progress(
                                    "  %d of %d accepted".formatted(accepted[0], letters));
                        });
        if (!refused.isEmpty()) {
            throw new Failure("Not accepted: " + String.join("\n", refused));
        }
        terminal.say(
                "  %d letters accepted in %.1f s; each was stored and encrypted before its answer."
                        .formatted(accepted[0], seconds(from)));
    }

    private void awaitAssessed(Api supervisor) {
        var from = Instant.now();
        await(
                "every letter to be in the pile and assessed",
                () -> {
                    var counts = counts(supervisor);
                    terminal.progress(
                            "  %d of %d in the pile, %d still to be assessed"
                                    .formatted(
                                            counts.queued(), counts.received(), counts.awaiting()));
                    return counts.settled();
                });
        terminal.say(
                "  Every one is in the pile and assessed, %.1f s later.".formatted(seconds(from)));
    }

    private void head(Api supervisor) {
        terminal.heading("The head of the pile, as a supervisor sees it: codes, no words");
        var pile = new Pile(supervisor);
        pile.print(terminal, pile.head(HEAD));
    }

    private JsonNode take(Api caseworker) {
        terminal.heading("A caseworker takes the next one; the queue picks which");
        var answer = caseworker.post(Service.ROUTING, "/v1/work-items/next", null);
        if (answer.status() != 200) {
            throw new Failure("No item was given out: " + answer.status() + " " + answer.body());
        }
        answer.body().path("why").forEach(why -> terminal.say("  " + why.asText()));
        return answer.body();
    }

    private void read(Api caseworker, JsonNode claim) {
        terminal.heading("They read it, with a grant that opens this letter for them alone");
        var answer =
                caseworker.get(
                        Service.INGEST,
                        "/v1/messages/" + claim.path("messageId").asText() + "/text",
                        Map.of("Read-Grant", claim.path("readGrant").asText()));
        if (answer.status() != 200) {
            throw new Failure("It could not be read: " + answer.status() + " " + answer.body());
        }
        var text = answer.body().path("text").asText();
        Highlight.of(text, claim.path("indicators"), terminal::telling)
                .lines()
                .forEach(line -> terminal.say("  | " + line));
    }

    private void decide(Api caseworker, JsonNode claim) {
        terminal.heading("They decide; no machine can");
        var categories = new ArrayList<String>();
        claim.path("categories").forEach(c -> categories.add(c.path("code").asText()));
        var found = !categories.isEmpty();
        var decision =
                Map.of(
                        "action",
                        found ? "contact-made" : "answered",
                        "reasons",
                        List.of(found ? "need-confirmed" : "ordinary-business"),
                        "categories",
                        categories);
        var path = "/v1/work-items/" + claim.path("messageId").asText() + "/decision";
        var last = new Api.Answer[1];
        // 409: the news that it was read travels from one service to the other.
        await(
                "the decision",
                () -> {
                    last[0] = caseworker.post(Service.ROUTING, path, decision);
                    return last[0].status() != 409;
                });
        if (last[0].status() != 200) {
            throw new Failure("Not decided: " + last[0].status() + " " + last[0].body());
        }
        terminal.say(
                "  %s, because %s.".formatted(decision.get("action"), decision.get("reasons")));
    }

    private void verify(Api auditor, String messageId) {
        terminal.heading("An auditor verifies the log, from its signed checkpoint to every leaf");
        var check = new LogCheck(auditor, home, suite);
        await(
                "the decision in the log",
                () -> {
                    var found = check.verify();
                    if (!found.ok()) {
                        LogCheck.report(terminal, found);
                        throw new Failure("The log does not hold.");
                    }
                    return check.holds(event -> isDecision(event, messageId));
                });
        terminal.say("  With the public key " + suite.auditVkey());
        LogCheck.report(terminal, check.verify());
        terminal.say("  The decision is in it, by a person's subject identifier.");
    }

    private static boolean isDecision(JsonNode event, String messageId) {
        return event.path("type").asText().endsWith("ecided")
                && event.path("subject").asText().equals(messageId);
    }

    private void count(Api supervisor) {
        terminal.heading("Nothing is lost");
        var counts = counts(supervisor);
        if (!counts.addUp()) {
            throw new Failure("The counts differ: " + counts.words());
        }
        terminal.say("  " + terminal.good(counts.words()) + ", and the ids are the same.");
    }

    private Counts counts(Api supervisor) {
        return Counts.of(supervisor, begun, Counts.today());
    }

    private static void await(String what, BooleanSupplier condition) {
        var until = Instant.now().plus(LONGEST_WAIT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(until)) {
                throw new Failure(
                        "Waited %d s in vain for %s.".formatted(LONGEST_WAIT.toSeconds(), what));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static double seconds(Instant from) {
        return Duration.between(from, Instant.now()).toMillis() / 1000.0;
    }
}
