package org.earshot.ingest.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key of one message. When it is gone, so are the words. */
public final class MessageKey {

    private static final int BYTES = 32;

    private final UUID messageId;
    private final SecretKey key;

    MessageKey(UUID messageId, SecretKey key) {
        this.messageId = messageId;
        this.key = key;
    }

    static MessageKey random(UUID messageId) {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new MessageKey(messageId, new SecretKeySpec(bytes, "AES"));
    }

    byte[] wrappedBy(KeyEncryptionKey keyEncryptionKey) {
        return keyEncryptionKey.wrap(messageId, key);
    }

    byte[] seal(byte[] plain) {
        return AesGcm.seal(key, context(""), plain);
    }

    byte[] open(byte[] sealed) throws CannotBeOpened {
        return AesGcm.open(key, context(""), sealed);
    }

    /**
     * @param what this is of the message: it opens as nothing else
     */
    byte[] seal(String what, byte[] plain) {
        return AesGcm.seal(key, context(what), plain);
    }

    byte[] open(String what, byte[] sealed) throws CannotBeOpened {
        return AesGcm.open(key, context(what), sealed);
    }

    /** The key of one blob of this message. */
    SecretKey ofBlob(UUID blobId) {
        return new SecretKeySpec(
                Hkdf.expand(key.getEncoded(), "earshot blob " + blobId, BYTES), "AES");
    }

    /**
     * Proves which text was meant to whoever has the key, and tells nothing to anybody else: a hash
     * without a key would let short texts be guessed.
     */
    String digest(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            Hkdf.expand(key.getEncoded(), "earshot text digest", BYTES),
                            "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private byte[] context(String what) {
        var bytes = what.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(16 + bytes.length)
                .putLong(messageId.getMostSignificantBits())
                .putLong(messageId.getLeastSignificantBits())
                .put(bytes)
                .array();
    }

    @Override
    public String toString() {
        return "MessageKey of " + messageId;
    }
}
