package org.earshot.systemtests;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.earshot.events.Topics;

/** What an operator sees of Kafka: who has read how far, and what is there. */
final class KafkaView {

    /** Who reads which topic. */
    private static final Map<String, List<String>> READERS =
            Map.of(
                    "classifier-service", List.of(Topics.MESSAGES),
                    "classifier-service-model", List.of(Topics.MESSAGES),
                    "routing-service", List.of(Topics.MESSAGES, Topics.ASSESSMENTS),
                    "ingest-service", List.of(Topics.STATUS),
                    "audit-service",
                            List.of(
                                    Topics.MESSAGES,
                                    Topics.ASSESSMENTS,
                                    Topics.WORK,
                                    Topics.STATUS));

    private final RunningSuite earshot;

    KafkaView(RunningSuite earshot) {
        this.earshot = earshot;
    }

    /**
     * Returns when nothing is under way any more: every reader has read all there is, and no more
     * came of it.
     */
    void awaitAllRead() {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", earshot.suite().description().kafka()))) {
            var seen = new HashMap<TopicPartition, Long>();
            await().atMost(ofMinutes(3))
                    .pollInterval(java.time.Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        var ends = ends(admin);
                        var before = new HashMap<>(seen);
                        seen.clear();
                        seen.putAll(ends);
                        assertThat(behind(admin, ends)).as("readers behind").isEmpty();
                        assertThat(ends).as("still being written").isEqualTo(before);
                    });
        }
    }

    /** The id of every event there is on the topics that the audit log reads. */
    Set<String> eventIds() {
        return READERS.getOrDefault("audit-service", List.of()).stream()
                .flatMap(topic -> earshot.records(topic).stream())
                .map(record ->
                        RunningSuite.json(
                                new String(
                                        record.value(), java.nio.charset.StandardCharsets.UTF_8)))
                .map(event -> event.get("source").asText() + " " + event.get("id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<TopicPartition, Long> ends(Admin admin)
            throws ExecutionException, InterruptedException {
        var topics = READERS.getOrDefault("audit-service", List.of());
        var partitions = new HashMap<TopicPartition, OffsetSpec>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((topic, description) ->
                        description
                                .partitions()
                                .forEach(partition ->
                                        partitions.put(
                                                new TopicPartition(topic, partition.partition()),
                                                OffsetSpec.latest())));
        return admin.listOffsets(partitions).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static List<String> behind(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        var behind = new java.util.ArrayList<String>();
        for (var reader : READERS.entrySet()) {
            var read =
                    admin.listConsumerGroupOffsets(reader.getKey())
                            .partitionsToOffsetAndMetadata()
                            .get();
            ends.forEach((partition, end) -> {
                var offset = read.get(partition);
                if (reader.getValue().contains(partition.topic())
                        && end > 0
                        && (offset == null || offset.offset() < end)) {
                    behind.add(reader.getKey() + " on " + partition);
                }
            });
        }
        return behind;
    }
}
