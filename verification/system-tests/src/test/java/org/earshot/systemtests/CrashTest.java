package org.earshot.systemtests;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.launcher.Service;
import org.junit.jupiter.api.Test;

/**
 * Each service is killed as by a power cut while the mailbag is on its way. Nothing is lost and
 * nothing doubled.
 */
class CrashTest {

    private static final int COPIES = 2;
    private static final Duration BACK_WITHIN = ofMinutes(2);

    private final RunningSuite earshot = RunningSuite.get();
    private final KafkaView kafka = new KafkaView(earshot);

    @Test
    void aKillOfEachServiceInMidMailbagLosesAndDoublesNothing() throws Exception {
        // Given
        kafka.awaitAllRead();
        var day = LocalDate.now(ZoneId.of("Europe/London")).toString();
        long before = earshot.reconciliation(Service.INGEST, day).get("received").asLong();
        var letters = new ArrayList<String>();
        for (int copy = 0; copy < COPIES; copy++) {
            letters.addAll(RunningSuite.mailbag());
        }
        var sent = new AtomicInteger();

        // When: eight senders that try again until they are answered, and a kill after each fifth
        // of the letters
        var ids = new TreeSet<String>();
        try (var senders = Executors.newFixedThreadPool(8)) {
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < letters.size(); i++) {
                var letter = letters.get(i);
                var key = "crash-" + i;
                answers.add(
                        senders.submit(
                                (Callable<String>)
                                        () -> {
                                            var id = sendUntilAnswered(letter, key);
                                            sent.incrementAndGet();
                                            return id;
                                        }));
            }
            int share = letters.size() / (Service.values().length + 1);
            int due = share;
            for (var service : Service.values()) {
                int reached = due;
                await().atMost(ofMinutes(3)).until(() -> sent.get() >= reached);
                earshot.suite().kill(service);
                earshot.suite().restart(service, BACK_WITHIN);
                due += share;
            }
            for (var answer : answers) {
                ids.add(answer.get());
            }
        }

        // Then
        assertThat(ids).as("each letter is one message").hasSize(letters.size());
        await().atMost(ofMinutes(3))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    var received = earshot.reconciliation(Service.INGEST, day);
                    var pile = earshot.reconciliation(Service.ROUTING, day);
                    assertThat(received.get("received").asLong())
                            .isEqualTo(before + letters.size());
                    assertThat(pile.get("queued").asLong()).isEqualTo(before + letters.size());
                    assertThat(pile.get("idsDigest")).isEqualTo(received.get("idsDigest"));
                    assertThat(pile.get("awaiting").asLong()).isZero();
                });
        kafka.awaitAllRead();
        await().atMost(ofMinutes(2))
                .untilAsserted(() -> {
                    var log = earshot.verifyLog();
                    assertThat(log.problems()).isEmpty();
                    assertThat(log.size()).isEqualTo(kafka.eventIds().size());
                });
        assertThat(List.of("MessageReceived", "MessageAssessed", "WorkItemQueued"))
                .allSatisfy(type -> assertThat(messagesWith(type)).containsAll(ids));
    }

    /** As a portal does: the same request with the same key, until there is an answer. */
    private String sendUntilAnswered(String letter, String key) {
        var id = new String[1];
        await().atMost(ofMinutes(3))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    try {
                        var response =
                                earshot.call(
                                        "POST",
                                        Service.INGEST,
                                        "/v1/messages",
                                        earshot.clientToken("portal"),
                                        letter,
                                        "Idempotency-Key",
                                        key);
                        if (response.statusCode() == 202) {
                            id[0] = RunningSuite.json(response.body()).get("id").asText();
                            return true;
                        }
                        assertThat(response.statusCode()).as(response.body()).isIn(429, 500, 503);
                        return false;
                    } catch (RunningSuite.Unreachable e) {
                        return false;
                    }
                });
        return id[0];
    }

    private Set<String> messagesWith(String type) {
        var subjects = new TreeSet<String>();
        for (var topic : List.of("earshot.messages", "earshot.assessments", "earshot.work")) {
            for (var record : earshot.records(topic)) {
                var event =
                        RunningSuite.json(
                                new String(
                                        record.value(), java.nio.charset.StandardCharsets.UTF_8));
                if (event.get("type").asText().equals("org.earshot." + type)) {
                    subjects.add(event.get("subject").asText());
                }
            }
        }
        return subjects;
    }
}
