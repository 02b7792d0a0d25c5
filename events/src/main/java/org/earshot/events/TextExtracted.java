package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The documents of a message have been read, as far as they can be: its text is complete from now
 * on. Published by ingest-service, after {@link MessageReceived}, once for each time they are read.
 *
 * @param digest of the message text as it is now, made as the one of {@link MessageReceived}
 * @param reasons codes of what was met on the way; some only tell, and leave the outcome complete
 * @param pages in all documents, as far as they could be counted
 */
public record TextExtracted(
        UUID eventId,
        Instant occurredAt,
        UUID messageId,
        String digest,
        Outcome outcome,
        List<String> reasons,
        int pages,
        int documents)
        implements MessageEvent {

    public TextExtracted {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.ascii("digest", digest, 64);
        Checks.present("outcome", outcome);
        reasons = Checks.codes("reasons", reasons);
        if (pages < 0 || documents < 0) {
            throw new IllegalArgumentException("pages and documents are counted from nought");
        }
    }

    /** Anything but {@code COMPLETE} earns the mark U, whatever the text says. */
    public enum Outcome {
        @JsonProperty("complete")
        COMPLETE,
        /** Something was not read, or not surely. */
        @JsonProperty("partial")
        PARTIAL,
        /** Nothing was read; the documents are kept as they came. */
        @JsonProperty("failed")
        FAILED
    }
}
