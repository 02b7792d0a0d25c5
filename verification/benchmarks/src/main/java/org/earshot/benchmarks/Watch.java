package org.earshot.benchmarks;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.earshot.events.EventCodec;
import org.earshot.events.MarkAdded;
import org.earshot.events.MessageAssessed;
import org.earshot.events.NotAssessed;
import org.earshot.events.Stage;
import org.earshot.events.Topics;
import org.earshot.events.UnreadableEvent;

/** Sees every assessment when it can be seen by any consumer, and every mark for coming late. */
final class Watch implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::run, "watch");
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean closing;

    private final Map<Stage, Map<UUID, Long>> seen =
            Map.of(
                    Stage.RULES, new ConcurrentHashMap<>(),
                    Stage.MODEL, new ConcurrentHashMap<>());
    private final Map<UUID, Set<UUID>> eventIds = new ConcurrentHashMap<>();
    private final Set<UUID> failed = ConcurrentHashMap.newKeySet();
    private final Set<UUID> late = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> unreadable = new ConcurrentLinkedQueue<>();

    Watch(String kafka) throws InterruptedException {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        thread.start();
        begun.await();
    }

    private void run() {
        var partitions =
                List.of(Topics.ASSESSMENTS, Topics.WORK).stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(partition ->
                                new TopicPartition(partition.topic(), partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        begun.countDown();
        while (!closing) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                on(record.value(), System.nanoTime());
            }
        }
        consumer.close();
    }

    private void on(byte[] value, long now) {
        try {
            switch (EventCodec.fromBytes(value)) {
                case MessageAssessed assessed -> {
                    var stage = seen.get(assessed.stage());
                    if (stage != null) {
                        stage.putIfAbsent(assessed.messageId(), now);
                    }
                    eventIds.computeIfAbsent(assessed.messageId(), _ -> new HashSet<>())
                            .add(assessed.eventId());
                    if (assessed.notAssessed().contains(NotAssessed.FAILED)) {
                        failed.add(assessed.messageId());
                    }
                }
                case MarkAdded mark -> {
                    if (mark.reason() == NotAssessed.LATE) {
                        late.add(mark.messageId());
                    }
                }
                default -> {}
            }
        } catch (UnreadableEvent e) {
            unreadable.add(e.getClass().getSimpleName());
        }
    }

    /** When each message's assessment by a stage was first seen, as {@link System#nanoTime}. */
    Map<UUID, Long> seen(Stage stage) {
        return seen.getOrDefault(stage, Map.of());
    }

    Set<UUID> failed() {
        return failed;
    }

    Set<UUID> late() {
        return late;
    }

    int unreadable() {
        return unreadable.size();
    }

    /** Different events for a message, redeliveries not counted. */
    int events(UUID messageId) {
        return eventIds.getOrDefault(messageId, Set.of()).size();
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
