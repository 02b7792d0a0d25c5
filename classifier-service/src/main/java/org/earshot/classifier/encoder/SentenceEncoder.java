package org.earshot.classifier.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * BGE-small (English, v1.5, quantised; MIT) in this process: a vector of 384 figures of length 1
 * for a passage. Every passage is encoded alone. The quantisation scales by what stands in the
 * batch, so that in company the same sentence would get another vector, and neither the ratchet nor
 * a second run would hold to the digit.
 *
 * <p>The stock wrapper of the same weights uses every core, spins while it waits and drops what
 * follows the 512th piece without a word. Here a passage too long for the model is refused; whoever
 * cuts a text into passages has to cut it short enough.
 */
public final class SentenceEncoder implements EmbeddingModel, AutoCloseable {

    /** Of the weights: heads trained on the vectors of others are of no use here. */
    public static final String NAME = "bge-small-en-v1.5-q";

    /** Figures in a vector. */
    public static final int DIMENSIONS = 384;

    /** Word pieces of the longest passage that the model can read. */
    public static final int MOST_PIECES = 510;

    static final String WEIGHTS = NAME + ".onnx";
    static final String TOKENIZER = NAME + "-tokenizer.json";

    private final WordPieces wordPieces;
    private final OrtSession session;

    private SentenceEncoder(WordPieces wordPieces, OrtSession session) {
        this.wordPieces = wordPieces;
        this.session = session;
    }

    /** With the weights that ship. Takes about half a second and 100 MB. */
    public static SentenceEncoder shipped() {
        try (InputStream tokenizer = resource(TOKENIZER);
                InputStream weights = resource(WEIGHTS)) {
            var options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // Passages of every length would leave a block of each size behind.
            options.setMemoryPatternOptimization(false);
            return new SentenceEncoder(
                    WordPieces.read(tokenizer),
                    OrtEnvironment.getEnvironment().createSession(weights.readAllBytes(), options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException("the encoder does not start", e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = SentenceEncoder.class.getResourceAsStream("/" + name);
        if (found == null) {
            throw new FileNotFoundException(name);
        }
        return found;
    }

    public WordPieces wordPieces() {
        return wordPieces;
    }

    /**
     * The vector of a passage given as word pieces.
     *
     * @throws IllegalArgumentException if there are more than {@link #MOST_PIECES}
     */
    public float[] encode(int[] pieces) {
        if (pieces.length > MOST_PIECES) {
            throw new IllegalArgumentException(
                    pieces.length + " pieces, and the model reads " + MOST_PIECES);
        }
        var ids = new long[pieces.length + 2];
        ids[0] = WordPieces.BEGIN;
        for (int i = 0; i < pieces.length; i++) {
            ids[i + 1] = pieces[i];
        }
        ids[pieces.length + 1] = WordPieces.END;
        var mask = new long[ids.length];
        Arrays.fill(mask, 1);
        long[] shape = {1, ids.length};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                var attention = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                var types =
                        OnnxTensor.createTensor(
                                environment, LongBuffer.wrap(new long[ids.length]), shape);
                var result =
                        session.run(
                                Map.of(
                                        "input_ids", input,
                                        "attention_mask", attention,
                                        "token_type_ids", types))) {
            // The first piece's state stands for the whole passage.
            FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
            var vector = new float[DIMENSIONS];
            states.get(0, vector);
            return normalised(vector);
        } catch (OrtException e) {
            throw new IllegalStateException("the encoder failed", e);
        }
    }

    /** The vector of as much of the beginning of a text as the model can read. */
    public float[] encodeBeginning(int[] pieces) {
        return encode(Arrays.copyOf(pieces, Math.min(pieces.length, MOST_PIECES)));
    }

    private static float[] normalised(float[] vector) {
        double squares = 0;
        for (float figure : vector) {
            squares += figure * figure;
        }
        var factor = (float) (1 / Math.sqrt(Math.max(squares, 1e-12)));
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
        return vector;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(
                segments.stream()
                        .map(segment -> encode(wordPieces.pieces(segment.text())))
                        .map(Embedding::from)
                        .toList());
    }

    @Override
    public int dimension() {
        return DIMENSIONS;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the encoder does not close", e);
        }
    }
}
