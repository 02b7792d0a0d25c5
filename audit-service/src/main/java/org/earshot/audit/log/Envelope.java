package org.earshot.audit.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.earshot.events.EventIds;
import org.jspecify.annotations.Nullable;

/**
 * What a record says about itself, read from the attributes of a CloudEvents document in one pass.
 * It serves to find an entry and to know it again; what is logged is the bytes, so a record that
 * says nothing readable is logged as well, under an id made from where it lay.
 *
 * @param source together with the id, what CloudEvents says is the same for every delivery
 */
record Envelope(
        String source,
        String eventId,
        String type,
        @Nullable UUID messageId,
        @Nullable OffsetDateTime occurredAt) {

    static final String UNREADABLE = "unreadable";

    private static final int LONGEST_ATTRIBUTE = 255;

    /** Of two attributes of one name nobody could say which the event meant. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    static Envelope of(ConsumerRecord<byte[], byte[]> received, byte[] bytes) {
        Map<String, String> attributes;
        try {
            attributes = attributes(bytes);
        } catch (IOException notJson) {
            return unreadable(received, bytes);
        }
        var source = attributes.get("source");
        var id = attributes.get("id");
        var type = attributes.get("type");
        if (source == null || id == null || type == null || !arePlain(source, id, type)) {
            return unreadable(received, bytes);
        }
        return new Envelope(
                source, id, type, uuid(attributes.get("subject")), time(attributes.get("time")));
    }

    /**
     * The bytes are in the id, because a broker set up anew counts its offsets from nought again.
     */
    private static Envelope unreadable(ConsumerRecord<byte[], byte[]> received, byte[] bytes) {
        var id =
                EventIds.of(
                        UNREADABLE,
                        received.topic(),
                        Integer.toString(received.partition()),
                        Long.toString(received.offset()),
                        sha256(bytes));
        return new Envelope(received.topic(), id.toString(), UNREADABLE, null, null);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Map<String, String> attributes(byte[] bytes) throws IOException {
        var attributes = new HashMap<String, String>();
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    attributes.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("more than one document");
            }
        }
        return attributes;
    }

    /** Whether the database and a URL can hold them: short, and visible ASCII. */
    private static boolean arePlain(String... attributes) {
        return Arrays.stream(attributes)
                .allMatch(a ->
                        !a.isEmpty()
                                && a.length() <= LONGEST_ATTRIBUTE
                                && a.chars().allMatch(c -> c > ' ' && c < 0x7f));
    }

    private static @Nullable UUID uuid(@Nullable String subject) {
        try {
            return subject == null ? null : UUID.fromString(subject);
        } catch (IllegalArgumentException notAMessageId) {
            return null;
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable String time) {
        try {
            var parsed = time == null ? null : OffsetDateTime.parse(time);
            boolean storable = parsed != null && parsed.getYear() > 0 && parsed.getYear() < 10_000;
            return storable ? parsed : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
