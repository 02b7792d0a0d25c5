package org.earshot.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedStreamTest {

    private static final int HEAD = 8;
    private static final int PIECE = 64 * 1024;
    private static final int SEALED_PIECE = PIECE + 16;

    private final UUID blobId = UUID.randomUUID();
    private final MessageKey messageKey = MessageKey.random(UUID.randomUUID());
    private final SecretKey key = messageKey.ofBlob(blobId);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7})
    void whatIsSealedOpensAsItWas(int size) throws IOException {
        var plain = bytes(size);

        var sealed = sealed(plain);

        assertThat(opened(key, sealed)).isEqualTo(plain);
        assertThat(sealed).hasSize(HEAD + size + 16 * Math.max(1, (size + PIECE - 1) / PIECE));
    }

    @Test
    void whatIsReadInDribsAndDrabsIsSealedTheSame() throws IOException {
        var plain = bytes(PIECE + 100);
        var dribs =
                new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        return at < plain.length ? plain[at++] & 0xFF : -1;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        int one = length == 0 ? 0 : read();
                        if (length == 0) {
                            return 0;
                        }
                        if (one < 0) {
                            return -1;
                        }
                        bytes[offset] = (byte) one;
                        return 1;
                    }
                };
        var sealed = new ByteArrayOutputStream();

        assertThat(SealedStream.seal(key, dribs, sealed)).isEqualTo(plain.length);
        assertThat(opened(key, sealed.toByteArray())).isEqualTo(plain);
    }

    @Test
    void itOpensWithItsKeyOnly() throws IOException {
        var sealed = sealed(bytes(100));

        damaged(messageKey.ofBlob(UUID.randomUUID()), sealed);
        damaged(MessageKey.random(UUID.randomUUID()).ofBlob(blobId), sealed);
    }

    @Test
    void aChangedByteIsNoticedWhereverItIs() throws IOException {
        var sealed = sealed(bytes(PIECE + 10));
        for (int i = 0; i < sealed.length; i += i < 20 || i > sealed.length - 40 ? 1 : 4999) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            damaged(key, changed);
        }
    }

    @Test
    void oneThatIsCutShortIsNoticedAlsoBetweenPieces() throws IOException {
        var sealed = sealed(bytes(2 * PIECE + 10));
        for (int length :
                new int[] {
                    0,
                    HEAD - 1,
                    HEAD,
                    HEAD + 15,
                    HEAD + SEALED_PIECE,
                    HEAD + 2 * SEALED_PIECE,
                    sealed.length - 1
                }) {
            damaged(key, Arrays.copyOf(sealed, length));
        }
        damaged(key, Arrays.copyOf(sealed, sealed.length + 1));
    }

    @Test
    void piecesThatAreSwappedOrRepeatedAreNoticed() throws IOException {
        var sealed = sealed(bytes(3 * PIECE));
        var swapped = sealed.clone();
        System.arraycopy(sealed, HEAD, swapped, HEAD + SEALED_PIECE, SEALED_PIECE);
        System.arraycopy(sealed, HEAD + SEALED_PIECE, swapped, HEAD, SEALED_PIECE);
        var repeated = sealed.clone();
        System.arraycopy(sealed, HEAD, repeated, HEAD + SEALED_PIECE, SEALED_PIECE);

        damaged(key, swapped);
        damaged(key, repeated);
    }

    @Test
    void nothingIsHandedOnThatWasNotVerified() throws IOException {
        var sealed = sealed(bytes(2 * PIECE));
        sealed[HEAD + SEALED_PIECE + 5] ^= 1;
        var opened = SealedStream.open(key, new ByteArrayInputStream(sealed));

        assertThat(opened.readNBytes(PIECE)).hasSize(PIECE);
        assertThatThrownBy(opened::read).isInstanceOf(DamagedBlob.class);
    }

    private static void damaged(SecretKey key, byte[] sealed) {
        assertThatThrownBy(() -> opened(key, sealed)).isInstanceOf(DamagedBlob.class);
    }

    private byte[] sealed(byte[] plain) throws IOException {
        var sealed = new ByteArrayOutputStream();
        SealedStream.seal(key, new ByteArrayInputStream(plain), sealed);
        return sealed.toByteArray();
    }

    private static byte[] opened(SecretKey key, byte[] sealed) throws IOException {
        return SealedStream.open(key, new ByteArrayInputStream(sealed)).readAllBytes();
    }

    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
