package org.earshot.events;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened, in the past tense. It travels as a CloudEvents 1.0 document (see {@link
 * EventCodec}) and carries identifiers, codes and times only: never the words, name or reference of
 * a person.
 */
public sealed interface Event permits MessageEvent, CheckpointSigned {

    /** The same for every delivery of this event; consumers deduplicate on it. */
    UUID eventId();

    Instant occurredAt();

    /** What the event is about: the CloudEvents {@code subject} and the Kafka key. */
    String subject();
}
