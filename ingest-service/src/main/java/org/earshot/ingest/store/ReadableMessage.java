package org.earshot.ingest.store;

import java.time.Instant;
import java.util.UUID;
import org.earshot.events.About;
import org.earshot.events.Channel;
import org.jspecify.annotations.Nullable;

/** A message with its words, for the moment it takes to hand them on. */
public record ReadableMessage(
        UUID id,
        Channel channel,
        Instant receivedAt,
        @Nullable About about,
        @Nullable Boolean safeToContact,
        Content content) {}
