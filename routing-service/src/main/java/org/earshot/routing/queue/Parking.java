package org.earshot.routing.queue;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.earshot.events.EventIds;
import org.earshot.events.Topics;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A record that can never be read is put aside as it is and shown to a person, so that it neither
 * stops those behind it nor gets lost.
 */
@ApplicationScoped
class Parking {

    private static final Logger LOG = Logger.getLogger(Parking.class);
    private static final String SERVICE = "routing-service";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WorkItems workItems;
    private final MutinyEmitter<byte[]> parked;

    Parking(WorkItems workItems, @Channel("parked") MutinyEmitter<byte[]> parked) {
        this.workItems = workItems;
        this.parked = parked;
    }

    /**
     * @param reason which part of the record was wrong; nothing of its content
     */
    void park(ConsumerRecord<byte[], byte[]> record, @Nullable String reason) {
        workItems.park(
                recordId(record),
                record.topic(),
                record.partition(),
                record.offset(),
                messageId(record.key()).orElse(null),
                reason == null ? "unreadable" : reason);
        parked.sendMessage(copy(record)).await().atMost(PATIENCE);
        LOG.warnf(
                "parked topic=%s partition=%d offset=%d",
                record.topic(), record.partition(), record.offset());
    }

    /** The bytes are in it, because a broker set up anew counts its offsets from nought again. */
    static UUID recordId(ConsumerRecord<byte[], byte[]> record) {
        return EventIds.of(
                record.topic(),
                Integer.toString(record.partition()),
                Long.toString(record.offset()),
                HexFormat.of().formatHex(sha256(bytes(record))));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? new byte[0] : record.value();
    }

    private static Message<byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
        var metadata =
                OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(Topics.parked(record.topic(), SERVICE))
                        .withKey(record.key())
                        .withHeaders(record.headers())
                        .build();
        return Message.of(bytes(record)).addMetadata(metadata);
    }

    private static Optional<UUID> messageId(byte @Nullable [] key) {
        try {
            return key == null
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(new String(key, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
