package org.earshot.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a log's key, as the one line that is handed to a verifier: {@code <name>+<key
 * id>+<base64 of 0x01 and the Ed25519 public key>}, after C2SP signed-note. It is the only thing a
 * verifier has to trust, so it must come by another way than the log itself.
 */
public final class Vkey {
    private static final byte ED25519 = 1;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] rawKey;
    private final int keyId;
    private final PublicKey key;

    private Vkey(String name, byte[] rawKey) {
        this.name = StrictText.keyName(name);
        this.rawKey = rawKey;
        this.keyId = keyId(name, rawKey);
        this.key = publicKey(rawKey);
    }

    static Vkey of(String name, byte[] rawKey) {
        return new Vkey(name, rawKey.clone());
    }

    public static Vkey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedException("a vkey is <name>+<key id>+<key>");
        }
        byte[] typed = StrictText.base64(parts[2]);
        if (typed.length != 33 || typed[0] != ED25519) {
            throw new MalformedException("this vkey does not hold an Ed25519 key");
        }
        var vkey = new Vkey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().toHexDigits(vkey.keyId).equals(parts[1])) {
            throw new MalformedException("the key id of this vkey is not that of its key");
        }
        return vkey;
    }

    private static int keyId(String name, byte[] rawKey) {
        byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Hash.sha256(named, new byte[] {ED25519}, rawKey).bytes()).getInt();
    }

    private static PublicKey publicKey(byte[] rawKey) {
        byte[] x509 = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + rawKey.length);
        System.arraycopy(rawKey, 0, x509, X509_PREFIX.length, rawKey.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
        } catch (GeneralSecurityException e) {
            throw new MalformedException("these bytes are not an Ed25519 public key");
        }
    }

    public String name() {
        return name;
    }

    /** The first four bytes of a signature by this key. */
    int keyId() {
        return keyId;
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformedSignature) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Vkey vkey
                && name.equals(vkey.name)
                && Arrays.equals(rawKey, vkey.rawKey);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + keyId;
    }

    @Override
    public String toString() {
        byte[] typed = new byte[1 + rawKey.length];
        typed[0] = ED25519;
        System.arraycopy(rawKey, 0, typed, 1, rawKey.length);
        return name + "+" + HexFormat.of().toHexDigits(keyId) + "+" + StrictText.base64(typed);
    }
}
