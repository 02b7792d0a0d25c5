package org.earshot.transparency;

import java.security.SecureRandom;

/**
 * What a commitment was made of: a random salt and the bytes of an event. The log itself holds only
 * the commitment; whoever holds the opening can show what was logged, and once it is destroyed
 * nobody can guess it back, however little the event could have said.
 */
public final class Opening {
    /** Bytes in a salt. */
    public static final int SALT_LENGTH = 32;

    private final byte[] salt;
    private final byte[] event;

    private Opening(byte[] salt, byte[] event) {
        this.salt = salt;
        this.event = event;
    }

    public static Opening of(byte[] salt, byte[] event) {
        if (salt.length != SALT_LENGTH) {
            throw new MalformedException("a salt has 32 bytes, not " + salt.length);
        }
        return new Opening(salt.clone(), event.clone());
    }

    /** A fresh salt for {@code event}. */
    public static Opening salted(byte[] event, SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        return new Opening(salt, event.clone());
    }

    public byte[] salt() {
        return salt.clone();
    }

    public byte[] event() {
        return event.clone();
    }

    /** SHA-256 of the salt followed by the event; this is the whole entry of the log. */
    public Hash commitment() {
        return Hash.sha256(salt, event);
    }

    /** The leaf of the tree that holds {@code commitment}. */
    public static Hash leafHash(Hash commitment) {
        return Hash.leaf(commitment.bytes());
    }

    /** Never the event. */
    @Override
    public String toString() {
        return "Opening[" + event.length + " bytes]";
    }
}
