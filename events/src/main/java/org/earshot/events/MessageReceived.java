package org.earshot.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message is stored and durable. Published by ingest-service. Without any of its text: the
 * classifier fetches that.
 *
 * @param digest base64 HMAC-SHA-256 of the message text under a key derived from the message's own
 *     key: ingest-service can prove which text was meant, nobody can guess it, and it means nothing
 *     once the key is erased
 * @param receivedAt when the public body first had it, which for post may be days before {@code
 *     occurredAt}
 * @param language BCP 47 tag that the submitter gave, a hint only
 * @param safeToContact false blocks everything outbound until a person has found a safe way; absent
 *     means nobody said
 * @param extraction {@code PENDING} when documents came with it whose text is not known yet: what
 *     it says is complete with {@link TextExtracted}; absent means the same as {@code NONE}
 */
public record MessageReceived(
        UUID eventId,
        Instant occurredAt,
        UUID messageId,
        Channel channel,
        Instant receivedAt,
        String digest,
        @Nullable String language,
        @Nullable String serviceLine,
        @Nullable String site,
        @Nullable Nation nation,
        @Nullable About about,
        @Nullable Boolean safeToContact,
        @Nullable Extraction extraction)
        implements MessageEvent {

    public MessageReceived {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("channel", channel);
        Checks.time("receivedAt", receivedAt);
        Checks.ascii("digest", digest, 64);
        Checks.codeOrNull("language", language);
        Checks.codeOrNull("serviceLine", serviceLine);
        Checks.codeOrNull("site", site);
    }

    /** A message without documents. */
    public MessageReceived(
            UUID eventId,
            Instant occurredAt,
            UUID messageId,
            Channel channel,
            Instant receivedAt,
            String digest,
            @Nullable String language,
            @Nullable String serviceLine,
            @Nullable String site,
            @Nullable Nation nation,
            @Nullable About about,
            @Nullable Boolean safeToContact) {
        this(
                eventId,
                occurredAt,
                messageId,
                channel,
                receivedAt,
                digest,
                language,
                serviceLine,
                site,
                nation,
                about,
                safeToContact,
                null);
    }

    /** True while there are documents whose text is not known. */
    public boolean awaitsText() {
        return extraction == Extraction.PENDING;
    }

    /** Whether there is text to come. */
    public enum Extraction {
        @JsonProperty("none")
        NONE,
        @JsonProperty("pending")
        PENDING
    }
}
