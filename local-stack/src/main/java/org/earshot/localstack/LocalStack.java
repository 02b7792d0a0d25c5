package org.earshot.localstack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a test asks of the servers {@link LocalStackTestResource} started for it. */
public final class LocalStack {

    private LocalStack() {}

    public static String bootstrapServers() {
        return property(SharedServers.KAFKA);
    }

    /**
     * A JDBC address with the superuser's credentials in it, for looking at tables from outside.
     */
    public static String superuserJdbcUrl(String database) {
        return property(SharedServers.SUPERUSER_URL + database);
    }

    /** Puts a record on a topic, as an event's producer does; returns when the broker has it. */
    public static void send(String topic, String key, byte[] value) {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var message = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
            message.headers()
                    .add(
                            "content-type",
                            "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
            producer.send(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not take the record", e);
        }
    }

    /** Every record a topic holds now, those of one key in their order. */
    public static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return records(bootstrapServers(), topic);
    }

    /** Every record a topic of the given broker holds now, those of one key in their order. */
    public static List<ConsumerRecord<byte[], byte[]>> records(String broker, String topic) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", broker, "allow.auto.create.topics", false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static String property(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "No " + name + ": the test does not use LocalStackTestResource with it");
        }
        return value;
    }
}
