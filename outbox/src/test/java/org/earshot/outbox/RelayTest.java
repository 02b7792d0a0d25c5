package org.earshot.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class RelayTest {

    @Test
    void nothingThatFailsEndsTheRelay() throws Exception {
        // Given
        var failures = new ConcurrentLinkedQueue<Throwable>();
        failures.add(new SQLException("away"));
        failures.add(new KafkaException("away"));
        failures.add(new IllegalStateException("unforeseen"));
        failures.add(new OutOfMemoryError("none left"));
        failures.add(new SQLException("still away"));
        var relay = new Relay(databaseThatFails(failures), Map.of(), new SimpleMeterRegistry());
        // When
        relay.start(new StartupEvent());
        // Then
        try {
            await().atMost(ofSeconds(30))
                    .until(() -> {
                        relay.wake();
                        return failures.isEmpty();
                    });
            assertThat(relay.isAlive()).isTrue();
        } finally {
            relay.stop(new ShutdownEvent());
        }
        assertThat(relay.isAlive()).isFalse();
    }

    /** Each time for the next reason, and when there is none left for no new one. */
    private static DataSource databaseThatFails(Queue<Throwable> reasons) {
        return (DataSource)
                Proxy.newProxyInstance(
                        RelayTest.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) -> {
                            var reason = reasons.poll();
                            throw reason == null ? new SQLException("still away") : reason;
                        });
    }
}
