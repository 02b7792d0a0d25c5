package org.earshot.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/** The private half of a log's key: a name and the 32-byte Ed25519 seed. */
public final class SigningKey {
    /** Bytes in a seed. */
    public static final int SEED_LENGTH = 32;

    private final PrivateKey key;
    private final Vkey vkey;

    private SigningKey(PrivateKey key, Vkey vkey) {
        this.key = key;
        this.vkey = vkey;
    }

    public static SigningKey of(String name, byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new MalformedException("an Ed25519 seed has 32 bytes, not " + seed.length);
        }
        try {
            var key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            var signingKey = new SigningKey(key, Vkey.of(name, publicKey(seed)));
            byte[] probe = {0};
            if (!signingKey.vkey.verifies(probe, signingKey.sign(probe))) {
                throw new IllegalStateException("this JDK derived a public key of another seed");
            }
            return signingKey;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    /**
     * The JDK derives a public key only when it generates a pair, so it generates the pair of this
     * seed. {@link #of} checks by a signature that it did.
     */
    private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
        var point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
        byte[] bigEndian = point.getY().toByteArray();
        byte[] raw = new byte[32];
        for (int i = 0; i < bigEndian.length && i < raw.length; i++) {
            raw[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (point.isXOdd()) {
            raw[31] |= (byte) 0x80;
        }
        return raw;
    }

    /** What a verifier is given. */
    public Vkey vkey() {
        return vkey;
    }

    /** The note that says {@code text}, which ends in a newline, signed by this key. */
    public String note(String text) {
        byte[] signature = sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] withId =
                ByteBuffer.allocate(4 + signature.length)
                        .putInt(vkey.keyId())
                        .put(signature)
                        .array();
        return Note.of(text, vkey.name(), withId);
    }

    private byte[] sign(byte[] message) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    /** Never the seed. */
    @Override
    public String toString() {
        return "SigningKey[" + vkey.name() + "]";
    }

    /** A source of the one seed. */
    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        Seeded(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("a seed of another length was asked for");
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
