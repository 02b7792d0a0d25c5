package org.earshot.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.ingest.Ingest.aMessage;
import static org.earshot.ingest.Ingest.submitted;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.earshot.events.Topics;
import org.earshot.localstack.KafkaBroker;
import org.earshot.localstack.LocalStack;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(BrokerOutageTest.BrokerAway.class)
class BrokerOutageTest {

    public static final class BrokerAway implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(NoBroker.class));
        }
    }

    /** Points the service at an address where no broker is yet. */
    public static final class NoBroker implements QuarkusTestResourceLifecycleManager {
        @Override
        public int order() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Map<String, String> start() {
            return Map.of("kafka.bootstrap.servers", "127.0.0.1:" + freePort());
        }

        @Override
        public void stop() {}
    }

    @Test
    void messagesAreTakenInWhileTheBrokerIsAwayAndAnnouncedWhenItIsBack(@TempDir Path folder) {
        // A broker that has been here before: its topics exist, and no waiting client makes them.
        KafkaBroker.in(folder, freePort(), freePort()).close();

        var id = submitted(aMessage());
        assertThat(RestAssured.given().port(managementPort()).get("/q/health/ready").statusCode())
                .isEqualTo(200);

        var address = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        try (var broker = KafkaBroker.in(folder, port, freePort())) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(
                                            LocalStack.records(
                                                    broker.bootstrapServers(), Topics.MESSAGES))
                                    .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
                                    .contains(id.toString()));
        }
    }

    private static int managementPort() {
        return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
