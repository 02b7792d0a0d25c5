package org.earshot.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.SplittableRandom;
import org.earshot.ingest.Ingest;
import org.earshot.ingest.IngestConfig;
import org.earshot.ingest.api.Fields;
import org.earshot.ingest.api.RequestBody;
import org.earshot.problems.Problem;
import org.junit.jupiter.api.Test;

/** Whatever is sent is a submission or a problem, never an error of ours. */
class SubmissionFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final String[] PIECES = {
        "null",
        "true",
        "1e999999999",
        "-0",
        "\"\"",
        "{}",
        "[]",
        "[",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "\\u0000",
        "\\ud800",
        "\\udc00\\ud800",
        "\uFEFF",
        "\u202E",
        "9999999999999999999999999",
        "\"channel\":\"email\",",
        "\"receivedAt\":\"+999999999-12-31\",",
        "{\"a\":{\"a\":{\"a\":{\"a\":",
        "\"2026-13-01\"",
        "\"99999-01-01T00:00:00Z\"",
        "\"i-klingon\"",
        "\"x-y\"",
        "\"-\""
    };

    private static final IngestConfig CONFIG =
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(IngestConfig.class)
                    .withDefaultValues(
                            Map.of(
                                    "earshot.ingest.key-encryption-key", "unused",
                                    "earshot.ingest.read-grant-keys-url", "http://127.0.0.1/",
                                    "earshot.ingest.blobs.folder", "unused"))
                    .build()
                    .getConfigMapping(IngestConfig.class);

    private final RequestBody requestBody = new RequestBody(CONFIG);

    @Test
    void anyChangeToARequestGivesASubmissionOrAProblem() throws IOException {
        var random = new SplittableRandom(20261122);
        int taken = 0;
        for (int i = 0; i < ROUNDS; i++) {
            taken += isTaken(mutated(random)) ? 1 : 0;
        }
        assertThat(taken).isBetween(1, ROUNDS - 1);
    }

    private boolean isTaken(byte[] request) throws IOException {
        try {
            var object = requestBody.parse(requestBody.read(new ByteArrayInputStream(request)));
            Submission.from(new Fields(object), CONFIG.limits(), Clock.systemUTC());
            return true;
        } catch (Problem problem) {
            assertThat(problem.getStatusCode()).isEqualTo(400);
            return false;
        }
    }

    private static byte[] mutated(SplittableRandom random) {
        var bytes = Ingest.json(Ingest.aMessage()).getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(bytes.length + 1);
            bytes =
                    switch (random.nextInt(4)) {
                        case 0 -> replaced(bytes, at, at, piece(random));
                        case 1 ->
                                replaced(
                                        bytes,
                                        at,
                                        Math.min(bytes.length, at + random.nextInt(20)),
                                        piece(random));
                        case 2 ->
                                replaced(
                                        bytes,
                                        at,
                                        Math.min(bytes.length, at + 1),
                                        new byte[] {(byte) random.nextInt(256)});
                        default ->
                                replaced(
                                        bytes,
                                        at,
                                        Math.min(bytes.length, at + random.nextInt(40)),
                                        new byte[0]);
                    };
        }
        return bytes;
    }

    private static byte[] piece(SplittableRandom random) {
        return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        var result = new byte[from + by.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }
}
