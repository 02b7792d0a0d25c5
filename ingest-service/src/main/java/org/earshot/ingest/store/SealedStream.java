package org.earshot.ingest.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A long thing sealed in pieces, so that no more than one piece is ever in memory and nothing is
 * handed on unverified: the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO
 * 2015) over AES-256-GCM. Every piece's nonce holds its number and whether it is the last, so one
 * that is missing, moved or from elsewhere does not open, and neither does a thing cut short.
 *
 * <p>A byte for the format, 7 random bytes, then pieces of 64 KiB (the last one shorter, or empty),
 * each with its tag of 16 bytes. A key seals one thing.
 */
final class SealedStream {

    static final int PIECE = 64 * 1024;

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final byte FORMAT = 1;
    private static final int PREFIX_BYTES = 7;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private SealedStream() {}

    /**
     * Seals all that is read.
     *
     * @return how many bytes that was
     */
    static long seal(SecretKey key, InputStream plain, OutputStream sealed) throws IOException {
        var prefix = new byte[PREFIX_BYTES];
        new SecureRandom().nextBytes(prefix);
        sealed.write(FORMAT);
        sealed.write(prefix);
        long size = 0;
        var piece = plain.readNBytes(PIECE);
        for (int number = 0; ; number++) {
            var next = piece.length < PIECE ? new byte[0] : plain.readNBytes(PIECE);
            boolean isLast = next.length == 0;
            sealed.write(apply(Cipher.ENCRYPT_MODE, key, nonce(prefix, number, isLast), piece));
            size += piece.length;
            if (isLast) {
                return size;
            }
            piece = next;
        }
    }

    /** Opens what {@link #seal} sealed. What is read is verified; the end is, too. */
    static InputStream open(SecretKey key, InputStream sealed) throws IOException {
        var head = sealed.readNBytes(1 + PREFIX_BYTES);
        if (head.length != 1 + PREFIX_BYTES || head[0] != FORMAT) {
            throw new DamagedBlob();
        }
        var prefix = new byte[PREFIX_BYTES];
        System.arraycopy(head, 1, prefix, 0, PREFIX_BYTES);
        return new Opened(key, sealed, prefix);
    }

    private static final class Opened extends InputStream {
        private final SecretKey key;
        private final InputStream sealed;
        private final byte[] prefix;
        private byte[] next;
        private byte[] piece = new byte[0];
        private int at;
        private int number;
        private boolean isAtEnd;

        Opened(SecretKey key, InputStream sealed, byte[] prefix) throws IOException {
            this.key = key;
            this.sealed = sealed;
            this.prefix = prefix;
            this.next = sealed.readNBytes(PIECE + TAG_BYTES);
        }

        @Override
        public int read() throws IOException {
            return isFilled() ? piece[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!isFilled()) {
                return -1;
            }
            int some = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, bytes, offset, some);
            at += some;
            return some;
        }

        private boolean isFilled() throws IOException {
            while (at == piece.length) {
                if (isAtEnd) {
                    return false;
                }
                if (next.length < TAG_BYTES) {
                    throw new DamagedBlob();
                }
                var after = sealed.readNBytes(PIECE + TAG_BYTES);
                isAtEnd = after.length == 0;
                var nonce = nonce(prefix, number++, isAtEnd);
                piece = apply(Cipher.DECRYPT_MODE, key, nonce, next);
                at = 0;
                next = after;
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            sealed.close();
        }
    }

    private static byte[] nonce(byte[] prefix, int number, boolean isLast) {
        return ByteBuffer.allocate(NONCE_BYTES)
                .put(prefix)
                .putInt(number)
                .put((byte) (isLast ? 1 : 0))
                .array();
    }

    private static byte[] apply(int mode, SecretKey key, byte[] nonce, byte[] bytes)
            throws DamagedBlob {
        try {
            var cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD(new byte[] {FORMAT});
            return cipher.doFinal(bytes);
        } catch (AEADBadTagException e) {
            throw new DamagedBlob();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }
}
