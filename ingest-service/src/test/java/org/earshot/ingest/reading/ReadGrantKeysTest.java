package org.earshot.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.ingest.IngestConfig;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadGrantKeysTest {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NINE);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer routing;
    private ReadGrantKeys keys;

    @BeforeEach
    void start() throws IOException {
        routing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        routing.start();
        var config =
                new SmallRyeConfigBuilder()
                        .withMapping(IngestConfig.class)
                        .withConverter(
                                io.quarkus.runtime.configuration.MemorySize.class,
                                100,
                                new io.quarkus.runtime.configuration.MemorySizeConverter())
                        .withConverter(
                                java.nio.file.Path.class,
                                100,
                                new io.quarkus.runtime.configuration.PathConverter())
                        .withDefaultValue("earshot.ingest.blobs.folder", "unused")
                        .withDefaultValue("earshot.ingest.extraction.folder", "unused")
                        .withDefaultValue("earshot.ingest.key-encryption-key", "unused")
                        .withDefaultValue(
                                "earshot.ingest.read-grant-keys-url",
                                "http://127.0.0.1:" + routing.getAddress().getPort() + "/")
                        .build()
                        .getConfigMapping(IngestConfig.class);
        InstantSource time = now::get;
        keys = new ReadGrantKeys(config, time.withZone(ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        routing.stop(0);
    }

    @Test
    void anAttemptThatTookLongIsNotFollowedByAnotherAtOnce() {
        answer(() -> {
            pass(Duration.ofSeconds(6));
            return null;
        });

        assertThatThrownBy(() -> keys.withId("routing-1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> keys.withId("routing-1")).isInstanceOf(IOException.class);
        assertThat(asked).hasValue(1);

        pass(Duration.ofSeconds(6));
        assertThatThrownBy(() -> keys.withId("routing-1")).isInstanceOf(IOException.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    @Timeout(20)
    void aKnownKeyIsGivenWhileAStrangersIsAskedFor() throws Exception {
        var published =
                new JsonWebKeySet(RoutingDouble.newKey("routing-1"))
                        .toJson(OutputControlLevel.PUBLIC_ONLY);
        var isAsked = new CountDownLatch(2);
        var mayAnswer = new CountDownLatch(1);
        answer(() -> {
            isAsked.countDown();
            if (isAsked.getCount() == 0) {
                mayAnswer.await();
            }
            return published;
        });
        assertThat(keys.withId("routing-1")).isNotNull();
        pass(Duration.ofSeconds(6));

        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var stranger = others.submit(() -> keys.withId("stranger"));
            isAsked.await();
            var known = others.submit(() -> keys.withId("routing-1"));
            assertThat(known.get(2, TimeUnit.SECONDS)).isNotNull();
            assertThat(stranger.isDone()).isFalse();

            mayAnswer.countDown();
            assertThat(stranger.get()).isNull();
        } finally {
            mayAnswer.countDown();
        }
    }

    private interface Answer {
        @org.jspecify.annotations.Nullable
        String get() throws InterruptedException;
    }

    /** None is an error. */
    private void answer(Answer answer) {
        routing.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        asked.incrementAndGet();
                        var body = answer.get();
                        var bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(body == null ? 500 : 200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
