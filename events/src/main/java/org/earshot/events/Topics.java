package org.earshot.events;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The topics, with what an operator must give each: whoever makes them, on one machine or in a
 * cluster, reads it here.
 */
public final class Topics {

    public static final String MESSAGES = "earshot.messages";
    public static final String ASSESSMENTS = "earshot.assessments";
    public static final String WORK = "earshot.work";
    public static final String STATUS = "earshot.status";
    public static final String CHECKPOINTS = "earshot.checkpoints";

    /** Topics carry codes about people, so none keeps them for longer. */
    public static final Duration LONGEST_RETENTION = Duration.ofDays(7);

    private static final int LARGEST_RECORD = 1024 * 1024;

    private static final List<Topic> ALL =
            List.of(
                    new Topic(MESSAGES, false, LONGEST_RETENTION, LARGEST_RECORD),
                    new Topic(ASSESSMENTS, false, LONGEST_RETENTION, LARGEST_RECORD),
                    new Topic(WORK, false, LONGEST_RETENTION, LARGEST_RECORD),
                    new Topic(STATUS, false, LONGEST_RETENTION, LARGEST_RECORD),
                    new Topic(CHECKPOINTS, true, null, LARGEST_RECORD));

    /** Parked records keep what they were, with the headers that say why they are there. */
    private static final List<Topic> PARKED =
            List.of(
                    parkedTopic(MESSAGES, "classifier-service"),
                    parkedTopic(MESSAGES, "routing-service"),
                    parkedTopic(ASSESSMENTS, "routing-service"),
                    parkedTopic(STATUS, "ingest-service"));

    private Topics() {}

    private static Topic parkedTopic(String topic, String service) {
        return new Topic(parked(topic, service), false, LONGEST_RETENTION, 2 * LARGEST_RECORD);
    }

    /** Those that events travel on. */
    public static List<Topic> all() {
        return ALL;
    }

    /**
     * Those that unreadable records are parked on. Without them one such record stops its reader.
     */
    public static List<Topic> allParked() {
        return PARKED;
    }

    /**
     * Where a service parks a record of a topic that can never be read: {@code
     * <topic>.<service>.parked}.
     *
     * @param service name of the service that could not read it, such as {@code routing-service}
     */
    public static String parked(String topic, String service) {
        return topic + "." + service + ".parked";
    }

    /**
     * A topic.
     *
     * @param compacted keep the newest record of each key for ever instead of all records for a
     *     time
     * @param retention how long a record stays; absent when compacted
     * @param largestRecord bytes
     */
    public record Topic(
            String name, boolean compacted, @Nullable Duration retention, int largestRecord) {}
}
