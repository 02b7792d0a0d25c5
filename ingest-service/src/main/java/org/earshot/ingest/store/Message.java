package org.earshot.ingest.store;

import java.time.Instant;
import java.util.UUID;
import org.earshot.events.About;
import org.earshot.events.Channel;
import org.earshot.events.Nation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message apart from its words.
 *
 * @param submitter the client that submitted it, and alone may ask for its status
 * @param receivedAt when the public body first had it
 * @param acceptedAt when this service did
 */
public record Message(
        UUID id,
        Channel channel,
        Instant receivedAt,
        Instant acceptedAt,
        String submitter,
        @Nullable String language,
        @Nullable String serviceLine,
        @Nullable String site,
        @Nullable Nation nation,
        @Nullable About about,
        @Nullable Boolean safeToContact) {}
