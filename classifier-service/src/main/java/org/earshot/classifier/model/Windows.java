package org.earshot.classifier.model;

import java.util.Arrays;
import java.util.List;
import org.earshot.classifier.encoder.SentenceEncoder;

/**
 * The runs of neighbouring passages that are looked at together: each alone, and every two, three,
 * five and eight. A run is stood for by the direction of the sum of its vectors, so that weak signs
 * pointing the same way add up and unlike ones do not. A text to which sentences are added before
 * or after keeps every run it had; what is the best of all runs therefore never gets less.
 */
public final class Windows {

    static final int[] SIZES = {1, 2, 3, 5, 8};

    private static final int DIMENSIONS = SentenceEncoder.DIMENSIONS;

    private Windows() {}

    /** Is handed each run: its passages from, up to but not including to, and its vector. */
    public interface Visitor {
        /**
         * @param vector of length 1; not to be kept, the next run is written into it
         */
        void run(int from, int to, float[] vector);
    }

    /** Work is linear in the number of passages. */
    public static void each(List<float[]> vectors, Visitor visitor) {
        var vector = new float[DIMENSIONS];
        var sum = new double[DIMENSIONS];
        for (int size : SIZES) {
            for (int from = 0; from + size <= vectors.size(); from++) {
                together(vectors.subList(from, from + size), sum, vector);
                visitor.run(from, from + size, vector);
            }
        }
    }

    /** The vector of a run as long as this. */
    public static float[] together(List<float[]> vectors) {
        var vector = new float[DIMENSIONS];
        together(vectors, new double[DIMENSIONS], vector);
        return vector;
    }

    /** Summed anew for each run: a running sum would differ by what was before it. */
    private static void together(List<float[]> vectors, double[] sum, float[] vector) {
        Arrays.fill(sum, 0);
        for (float[] part : vectors) {
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += part[i];
            }
        }
        double squares = 0;
        for (double figure : sum) {
            squares += figure * figure;
        }
        double factor = 1 / Math.sqrt(Math.max(squares, 1e-12));
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) (sum[i] * factor);
        }
    }
}
