package org.earshot.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.earshot.events.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    @TempDir Path folder;

    @Test
    void aBrokerStartedAgainOnItsFolderHasItsRecords() throws Exception {
        // Given
        int port = FreePorts.any();
        int controllerPort = FreePorts.any();
        try (var broker = KafkaBroker.in(folder, port, controllerPort)) {
            send(broker, Topics.MESSAGES, "kept");
        }

        // When
        try (var again = KafkaBroker.in(folder, port, controllerPort)) {

            // Then
            assertThat(LocalStack.records(again.bootstrapServers(), Topics.MESSAGES))
                    .extracting(message -> new String(message.value(), UTF_8))
                    .containsExactly("kept");
        }
        assertThat(FreePorts.isFree(port)).isTrue();
    }

    @Test
    void everyTopicIsThereAsTheContractDescribesIt() throws Exception {
        try (var broker = KafkaBroker.temporary();
                var admin = admin(broker)) {
            for (var topic : Topics.all()) {
                var config = configOf(admin, topic.name());
                assertThat(config.get("cleanup.policy").value())
                        .isEqualTo(topic.compacted() ? "compact" : "delete");
                assertThat(config.get("max.message.bytes").value())
                        .isEqualTo(Integer.toString(topic.largestRecord()));
                if (topic.retention() != null) {
                    assertThat(config.get("retention.ms").value())
                            .isEqualTo(Long.toString(topic.retention().toMillis()));
                }
            }
        }
    }

    @Test
    void everyTopicOfParkedRecordsIsThereAndKeepsThemForSevenDaysAtMost() throws Exception {
        try (var broker = KafkaBroker.temporary();
                var admin = admin(broker)) {
            for (var parked : Topics.allParked()) {
                var config = configOf(admin, parked.name());
                assertThat(config.get("retention.ms").value()).isEqualTo("604800000");
                assertThat(config.get("max.message.bytes").value())
                        .isEqualTo(Integer.toString(parked.largestRecord()));
            }
        }
    }

    @Test
    void aTopicNobodyDescribedDoesNotComeIntoBeing() throws Exception {
        try (var broker = KafkaBroker.temporary();
                var admin = admin(broker);
                var producer =
                        new KafkaProducer<>(
                                Map.<String, Object>of(
                                        "bootstrap.servers",
                                        broker.bootstrapServers(),
                                        "max.block.ms",
                                        "2000"),
                                new StringSerializer(),
                                new StringSerializer())) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("earshot.mesages", "key", "value"))
                                    .get())
                    .isInstanceOf(ExecutionException.class);
            assertThat(admin.listTopics().names().get()).doesNotContain("earshot.mesages");
        }
    }

    @Test
    void aBrokerThatCannotStartLeavesNothingRunning() throws Exception {
        // Given
        int port = FreePorts.any();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // When
            assertThatThrownBy(() -> KafkaBroker.in(folder, taken.getLocalPort(), port).close());
        }

        // Then
        assertThat(FreePorts.isFree(port)).isTrue();
    }

    private static Config configOf(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).values().values().iterator().next().get();
    }

    private static Admin admin(KafkaBroker broker) {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void send(KafkaBroker broker, String topic, String value)
            throws ExecutionException, InterruptedException {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }
}
