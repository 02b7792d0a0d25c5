package org.earshot.classifier.reception;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.earshot.events.EventCodec;
import org.earshot.events.MessageAssessed;
import org.earshot.events.Topics;

/**
 * Sends a batch's answers together and returns when the broker has every one, which is what the
 * batch's own acknowledgement waits for: this service has no database, and so no outbox.
 */
@ApplicationScoped
class Publisher {

    static final String PARKED = Topics.parked(Topics.MESSAGES, "classifier-service");

    private static final int DELIVERY = (int) Duration.ofSeconds(30).toMillis();

    /** A record of the largest size is parked with the headers that say where it stood. */
    private static final int LARGEST_REQUEST = 2 * 1024 * 1024;

    private static final Header EVENT =
            new RecordHeader(
                    "content-type", EventCodec.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8));

    private final Producer<byte[], byte[]> producer;

    @Inject
    Publisher(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this(
                new KafkaProducer<>(
                        settings(kafka), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    Publisher(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "classifier-service");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY / 3);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY);
        return settings;
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(5));
    }

    static ProducerRecord<byte[], byte[]> event(MessageAssessed event) {
        return new ProducerRecord<>(
                Topics.ASSESSMENTS,
                null,
                event.subject().getBytes(StandardCharsets.UTF_8),
                EventCodec.toBytes(event),
                List.of(EVENT));
    }

    /** The record as it came, with where it stood. */
    static ProducerRecord<byte[], byte[]> parked(ConsumerRecord<byte[], byte[]> record) {
        var headers = new ArrayList<Header>();
        record.headers().forEach(headers::add);
        headers.add(header("dead-letter-topic", record.topic()));
        headers.add(header("dead-letter-partition", Integer.toString(record.partition())));
        headers.add(header("dead-letter-offset", Long.toString(record.offset())));
        return new ProducerRecord<>(PARKED, null, record.key(), record.value(), headers);
    }

    /** Ends at the first record that fails: with the broker away, each would wait its own time. */
    void send(List<ProducerRecord<byte[], byte[]>> records)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        var sent = new ArrayList<Future<RecordMetadata>>(records.size());
        for (var record : records) {
            var one = producer.send(record);
            if (one.isDone()) {
                one.get();
            }
            sent.add(one);
        }
        producer.flush();
        for (var one : sent) {
            one.get(DELIVERY, TimeUnit.MILLISECONDS);
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
