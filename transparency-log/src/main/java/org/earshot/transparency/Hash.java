package org.earshot.transparency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 hash, and the two ways RFC 9162 §2.1.1 makes one: leaves and inner nodes are hashed
 * under different prefixes, so that neither can pass for the other.
 */
public final class Hash {
    /** Bytes in a hash. */
    public static final int LENGTH = 32;

    /** The root of a tree without leaves. */
    public static final Hash EMPTY_ROOT = sha256();

    private static final byte[] LEAF_PREFIX = {0};
    private static final byte[] NODE_PREFIX = {1};

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A hash computed or stored elsewhere.
     *
     * @throws MalformedException if there are not exactly 32 bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new MalformedException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash written in {@code base64}, in its only canonical form. */
    public static Hash fromBase64(String base64) {
        return of(StrictText.base64(base64));
    }

    /** The hash of a leaf that holds {@code entry}. */
    public static Hash leaf(byte[] entry) {
        return sha256(LEAF_PREFIX, entry);
    }

    /** The hash of the node above {@code left} and {@code right}. */
    public static Hash node(Hash left, Hash right) {
        return sha256(NODE_PREFIX, left.bytes, right.bytes);
    }

    static Hash sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return new Hash(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String base64() {
        return StrictText.base64(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
