package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Events as bytes: CloudEvents 1.0 in structured mode (the JSON Event Format), so that the bytes of
 * a record are the whole event and can be logged and hashed as they are. {@code eventId}, {@code
 * occurredAt} and {@code messageId} travel as the attributes {@code id}, {@code time} and {@code
 * subject}; everything else of the record is {@code data}.
 */
public final class EventCodec {

    /** The Kafka header {@code content-type} of every record (CloudEvents Kafka binding §3.3). */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final String EVENT_ID = "eventId";
    private static final String OCCURRED_AT = "occurredAt";
    private static final String MESSAGE_ID = "messageId";

    private static final Pattern TYPE = Pattern.compile("org\\.earshot\\.[A-Z][A-Za-z0-9]{0,79}");
    private static final Pattern SOURCE = Pattern.compile("/[a-z][a-z0-9-]{0,79}");

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .build();

    private EventCodec() {}

    public static byte[] toBytes(Event event) {
        var type = EventType.of(event);
        ObjectNode data = JSON.valueToTree(event);
        var document = JSON.createObjectNode();
        document.put("specversion", "1.0");
        document.set("id", data.remove(EVENT_ID));
        document.put("source", type.source());
        document.put("type", type.type());
        document.put("subject", event.subject());
        document.set("time", data.remove(OCCURRED_AT));
        document.put("datacontenttype", "application/json");
        data.remove(MESSAGE_ID);
        document.set("data", data);
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
    }

    /**
     * The event that a record holds. Unknown fields are passed over: newer producers may add some.
     *
     * @throws UnknownEvent when it is an event, but of a type that came after this version
     * @throws UnreadableEvent when it is no event of this contract, which reading it again cannot
     *     mend
     */
    public static Event fromBytes(byte[] bytes) throws UnreadableEvent {
        JsonNode document;
        try {
            document = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UnreadableEvent("not JSON");
        }
        if (document == null || !"1.0".equals(document.path("specversion").textValue())) {
            throw new UnreadableEvent("not a CloudEvents 1.0 document");
        }
        if (!(document.get("data") instanceof ObjectNode data)) {
            throw new UnreadableEvent("it has no data object");
        }
        var named = document.path("type").asText();
        var known = EventType.named(named);
        if (known.isEmpty()) {
            throw isEnvelope(document, named)
                    ? new UnknownEvent()
                    : new UnreadableEvent("its type is unknown");
        }
        var type = known.get();
        data.set(EVENT_ID, document.get("id"));
        data.set(OCCURRED_AT, document.get("time"));
        data.set(MESSAGE_ID, document.get("subject"));
        try {
            return JSON.treeToValue(data, type.record());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UnreadableEvent("a field of " + type.type() + " is missing or out of bounds");
        }
    }

    /** What every event of this contract has, of whatever type it is. */
    private static boolean isEnvelope(JsonNode document, String type) {
        try {
            Checks.present("id", UUID.fromString(document.path("id").asText()));
            Checks.time("time", OffsetDateTime.parse(document.path("time").asText()).toInstant());
            Checks.ascii("subject", document.path("subject").textValue(), 255);
            return TYPE.matcher(type).matches()
                    && SOURCE.matcher(document.path("source").asText()).matches();
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
