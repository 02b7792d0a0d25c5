package org.earshot.ingest.submission;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.earshot.events.Topics;
import org.earshot.events.UnreadableEvent;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A record that can never be read is put aside as it is, so that it neither stops those behind it
 * nor gets lost.
 */
@ApplicationScoped
class Parking {

    private static final Logger LOG = Logger.getLogger(Parking.class);
    private static final String SERVICE = "ingest-service";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MutinyEmitter<byte[]> parked;

    Parking(@Channel("parked") MutinyEmitter<byte[]> parked) {
        this.parked = parked;
    }

    /** Returns when the broker has it. */
    void park(ConsumerRecord<byte[], byte[]> record, UnreadableEvent why) {
        var metadata =
                OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(Topics.parked(record.topic(), SERVICE))
                        .withKey(record.key())
                        .withHeaders(headers(record, why))
                        .build();
        byte @Nullable [] value = record.value();
        parked.sendMessage(Message.of(value == null ? new byte[0] : value).addMetadata(metadata))
                .await()
                .atMost(PATIENCE);
        LOG.errorf(
                "parked topic=%s partition=%d offset=%d",
                record.topic(), record.partition(), record.offset());
    }

    /** Its own, with where it stood and which part of it was wrong. */
    private static Headers headers(ConsumerRecord<byte[], byte[]> record, UnreadableEvent why) {
        var headers = new RecordHeaders(record.headers());
        add(headers, "dead-letter-topic", record.topic());
        add(headers, "dead-letter-partition", Integer.toString(record.partition()));
        add(headers, "dead-letter-offset", Long.toString(record.offset()));
        add(headers, "dead-letter-reason", String.valueOf(why.getMessage()));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
