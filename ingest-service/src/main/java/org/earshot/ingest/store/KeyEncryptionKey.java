package org.earshot.ingest.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that wraps the messages' own keys. Other secrets of the service are derived from it, so
 * that there is one to keep.
 */
public final class KeyEncryptionKey {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 8;

    private final SecretKey key;
    private final String id;

    private KeyEncryptionKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = HexFormat.of().formatHex(Hkdf.expand(bytes, "earshot key id", ID_BYTES));
    }

    static KeyEncryptionKey fromBase64(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.trim());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0]; // its message would quote the key
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "earshot.ingest.key-encryption-key is not 32 bytes in base64");
        }
        return new KeyEncryptionKey(bytes);
    }

    /** Says which key this is without saying anything about it. */
    String id() {
        return id;
    }

    byte[] wrap(UUID messageId, SecretKey messageKey) {
        return AesGcm.seal(key, context(messageId), messageKey.getEncoded());
    }

    SecretKey unwrap(UUID messageId, byte[] wrapped) throws CannotBeOpened {
        return new SecretKeySpec(AesGcm.open(key, context(messageId), wrapped), "AES");
    }

    /** A key for one other purpose, from which this one cannot be computed. */
    public SecretKey derive(String purpose) {
        return new SecretKeySpec(Hkdf.expand(key.getEncoded(), purpose, BYTES), "HmacSHA256");
    }

    private byte[] context(UUID messageId) {
        return (messageId + " " + id).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "KeyEncryptionKey " + id;
    }
}
