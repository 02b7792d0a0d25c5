package org.earshot.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which event is which record, travels on which topic, and comes from which service. */
public enum EventType {
    MESSAGE_RECEIVED(MessageReceived.class, Topics.MESSAGES, "ingest-service"),
    TEXT_EXTRACTED(TextExtracted.class, Topics.MESSAGES, "ingest-service"),
    MESSAGE_VIEWED(MessageViewed.class, Topics.MESSAGES, "ingest-service"),
    MESSAGE_ASSESSED(MessageAssessed.class, Topics.ASSESSMENTS, "classifier-service"),
    WORK_ITEM_QUEUED(WorkItemQueued.class, Topics.WORK, "routing-service"),
    WORK_ITEM_CLAIMED(WorkItemClaimed.class, Topics.WORK, "routing-service"),
    WORK_ITEM_RETURNED(WorkItemReturned.class, Topics.WORK, "routing-service"),
    WORK_ITEM_REOPENED(WorkItemReopened.class, Topics.WORK, "routing-service"),
    BAND_RAISED(BandRaised.class, Topics.WORK, "routing-service"),
    MARK_ADDED(MarkAdded.class, Topics.WORK, "routing-service"),
    MARK_RESOLVED(MarkResolved.class, Topics.WORK, "routing-service"),
    DECIDED(Decided.class, Topics.WORK, "routing-service"),
    MESSAGE_STATUS_CHANGED(MessageStatusChanged.class, Topics.STATUS, "routing-service"),
    CHECKPOINT_SIGNED(CheckpointSigned.class, Topics.CHECKPOINTS, "audit-service");

    private static final String PREFIX = "org.earshot.";
    private static final Map<String, EventType> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::type, Function.identity()));
    private static final Map<Class<?>, EventType> BY_RECORD =
            Arrays.stream(values())
                    .collect(Collectors.toMap(EventType::record, Function.identity()));

    private final Class<? extends Event> record;
    private final String topic;
    private final String producer;

    EventType(Class<? extends Event> record, String topic, String producer) {
        this.record = record;
        this.topic = topic;
        this.producer = producer;
    }

    /** The CloudEvents {@code type}: {@code org.earshot.MessageReceived}. */
    public String type() {
        return PREFIX + record.getSimpleName();
    }

    /** The CloudEvents {@code source}: {@code /ingest-service}. */
    public String source() {
        return "/" + producer;
    }

    public Class<? extends Event> record() {
        return record;
    }

    public String topic() {
        return topic;
    }

    public static EventType of(Event event) {
        // Every record of the sealed interface is listed above; a test says so.
        return Objects.requireNonNull(BY_RECORD.get(event.getClass()));
    }

    static Optional<EventType> named(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }
}
