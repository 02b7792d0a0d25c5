package org.earshot.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identifiers for events that may be made twice for one fact: made from the fact, so that both are
 * the same event.
 */
public final class EventIds {

    private EventIds() {}

    /**
     * A UUID of version 8 (RFC 9562 §5.8) from the SHA-256 of the parts, each ended by a zero byte.
     *
     * @param parts what makes the fact this fact: type, message id, version; never anything about a
     *     person
     */
    public static UUID of(String... parts) {
        var hash = sha256();
        for (var part : parts) {
            hash.update(part.getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
        }
        var bytes = ByteBuffer.wrap(hash.digest());
        long high = (bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
