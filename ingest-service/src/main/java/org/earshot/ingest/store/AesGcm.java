package org.earshot.ingest.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce in front of the ciphertext. Every key
 * here seals one thing, or (the key-encryption key) far fewer than the 2^32 that random nonces
 * allow.
 */
final class AesGcm {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private AesGcm() {}

    /**
     * @param context what the ciphertext belongs to; it opens only with the same
     */
    static byte[] seal(SecretKey key, byte[] context, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            var cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context);
            var sealed = new byte[NONCE_BYTES + cipher.getOutputSize(plain.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /**
     * @throws CannotBeOpened when the key or the context is another, or a byte has changed
     */
    static byte[] open(SecretKey key, byte[] context, byte[] sealed) throws CannotBeOpened {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new CannotBeOpened();
        }
        try {
            var cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(ByteBuffer.wrap(context));
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new CannotBeOpened();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }
}
