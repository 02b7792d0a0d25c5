package org.earshot.classifier.encoder;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the vectors of boilerplate: "Dear Sir or Madam", a form's questions, a footer. A vector
 * says something about the words it was made from, and nothing of a letter may stay here. So of a
 * passage met once only a salted digest is kept, and its vector not before it has come {@value
 * #OFTEN} times; what one person writes about themselves does not. All is forgotten with the
 * process.
 */
public final class VectorCache {

    static final int OFTEN = 3;

    /** About 3 MB of vectors. */
    private static final int MOST_VECTORS = 2_000;

    private static final int MOST_DIGESTS = 20_000;

    /** A longer passage is hardly boilerplate. */
    private static final int LONGEST = 64;

    private final SentenceEncoder encoder;
    private final byte[] salt = new byte[16];
    private final Map<ByteBuffer, Integer> met = leastRecent(MOST_DIGESTS);
    private final Map<ByteBuffer, float[]> vectors = leastRecent(MOST_VECTORS);

    public VectorCache(SentenceEncoder encoder) {
        this.encoder = encoder;
        new SecureRandom().nextBytes(salt);
    }

    public float[] encode(String passage) {
        int[] pieces = encoder.wordPieces().pieces(passage);
        if (pieces.length > LONGEST) {
            return encoder.encodeBeginning(pieces);
        }
        ByteBuffer digest = digest(pieces);
        boolean keep;
        synchronized (this) {
            float @Nullable [] kept = vectors.get(digest);
            if (kept != null) {
                return kept;
            }
            keep = met.merge(digest, 1, Integer::sum) >= OFTEN;
        }
        float[] vector = encoder.encode(pieces);
        if (keep) {
            synchronized (this) {
                vectors.put(digest, vector);
            }
        }
        return vector;
    }

    private ByteBuffer digest(int[] pieces) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            var bytes = ByteBuffer.allocate(pieces.length * Integer.BYTES);
            bytes.asIntBuffer().put(pieces);
            sha256.update(bytes);
            return ByteBuffer.wrap(sha256.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <V> Map<ByteBuffer, V> leastRecent(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, V> eldest) {
                return size() > most;
            }
        };
    }
}
