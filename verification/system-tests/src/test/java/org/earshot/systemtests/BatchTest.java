package org.earshot.systemtests;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.earshot.launcher.Service;
import org.earshot.localstack.LineStream;
import org.junit.jupiter.api.Test;

/**
 * A day's letters of a scanning bureau in one request. {@code -Dbatch.lines=20000} makes it a large
 * one; otherwise it is as long as a usual run of the tests can afford.
 */
class BatchTest {

    private static final int LINES = Integer.getInteger("batch.lines", 2_000);
    private static final long MOST_GROWTH = 16L * 1024 * 1024;

    private final RunningSuite earshot = RunningSuite.get();
    private final KafkaView kafka = new KafkaView(earshot);
    private final String name = "batch-" + UUID.randomUUID();

    @Test
    void aStreamThatAKillCutsOffIsSentAgainAndNothingIsMissingOrDoubled() throws Exception {
        // Given
        var day = LocalDate.now(ZoneId.of("Europe/London")).toString();
        long before = received(day);
        var cutOff = new TreeMap<Integer, String>();
        var whole = new TreeMap<Integer, String>();
        var heaps = new ArrayList<Long>();

        // When: half of it is answered, and the power fails
        try (var stream = open()) {
            var sender = send(stream);
            for (int i = 0; i < LINES / 2; i++) {
                note(stream.next(), cutOff);
            }
            earshot.suite().kill(Service.INGEST);
            readWhatIsLeft(stream, cutOff);
            sender.join();
        }
        earshot.suite().restart(Service.INGEST, ofMinutes(2));
        String done;
        try (var stream = open()) {
            var sender = send(stream);
            for (int i = 0; i < LINES; i++) {
                if (i == 100 || i == LINES / 2 || i == LINES - 1) {
                    heaps.add(liveHeap());
                }
                note(stream.next(), whole);
            }
            done = stream.next();
            assertThat(stream.next()).isNull();
            sender.join();
        }

        // Then
        var count = RunningSuite.json(String.valueOf(done));
        assertThat(count.get("done").asBoolean()).isTrue();
        assertThat(count.get("lines").asInt()).isEqualTo(LINES);
        assertThat(count.get("refused").asInt()).isZero();
        assertThat(count.get("replayed").asInt()).isBetween(cutOff.size(), LINES);
        assertThat(whole).hasSize(LINES).containsAllEntriesOf(cutOff);
        assertThat(whole.values()).doesNotHaveDuplicates();
        assertThat(received(day)).isEqualTo(before + LINES);
        assertThat(heaps)
                .allSatisfy(heap -> assertThat(heap).isLessThan(heaps.get(0) + MOST_GROWTH));
        System.out.printf(
                "batch lines=%d answeredBeforeTheKill=%d replayed=%s liveHeapMiB=%s%n",
                LINES,
                cutOff.size(),
                count.get("replayed"),
                heaps.stream().map(heap -> heap / 1024 / 1024).toList());
        await().atMost(ofMinutes(5))
                .untilAsserted(() -> {
                    var pile = earshot.reconciliation(Service.ROUTING, day);
                    assertThat(pile.get("queued").asLong()).isEqualTo(before + LINES);
                    assertThat(pile.get("idsDigest"))
                            .isEqualTo(
                                    earshot.reconciliation(Service.INGEST, day).get("idsDigest"));
                });
        kafka.awaitAllRead();
    }

    private LineStream open() throws IOException {
        return LineStream.open(
                earshot.suite().description().at(Service.INGEST, "/v1/batches"),
                earshot.clientToken("portal"));
    }

    /** As a portal must: one thread sends while another reads. */
    private Thread send(LineStream stream) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        for (int i = 0; i < LINES; i++) {
                            stream.send(line(i));
                        }
                        stream.end();
                    } catch (IOException e) {
                        // The reader learns that the stream was cut off.
                    }
                });
    }

    /** A page of mostly white paper: large to carry and quick to read. */
    private String line(int number) {
        return "{\"key\":\"%s/%d\",\"channel\":\"letter\",\"body\":\"I moved house in May.%s\"}"
                .formatted(name, number, " ".repeat(3_000));
    }

    private static void note(
            @org.jspecify.annotations.Nullable String answer, TreeMap<Integer, String> ids) {
        var document = RunningSuite.json(String.valueOf(answer));
        assertThat(document.path("status").asInt()).as("%s", answer).isEqualTo(202);
        ids.put(document.get("line").asInt(), document.get("id").asText());
    }

    private static void readWhatIsLeft(LineStream stream, TreeMap<Integer, String> ids)
            throws IOException {
        try {
            String answer;
            while ((answer = stream.next()) != null) {
                note(answer, ids);
            }
            throw new AssertionError("an answer that was cut off looks whole");
        } catch (EOFException | SocketException e) {
            // As it is to be.
        }
    }

    private long received(String day) {
        return earshot.reconciliation(Service.INGEST, day).get("received").asLong();
    }

    /** What is left of ingest-service's heap when everything that can go has gone, in bytes. */
    private long liveHeap() throws IOException, InterruptedException {
        var entry =
                RunningSuite.json(
                        Files.readString(earshot.files().resolve("processes/ingest-service.json")));
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process =
                new ProcessBuilder(List.of(jcmd, entry.get("pid").asText(), "GC.class_histogram"))
                        .redirectErrorStream(true)
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        var total = output.lines().filter(line -> line.startsWith("Total")).findFirst();
        return Long.parseLong(total.orElseThrow().trim().split("\\s+")[2]);
    }
}
