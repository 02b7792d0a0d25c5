package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * A figure and the 95 % interval that the bootstrap gives it; NaN where it is not defined. The
 * interval says what another draw of letters of the same kind might have shown, and nothing of
 * letters of another kind.
 */
public record Estimate(double value, double low, double high) {

    /** Resamples for every interval. */
    public static final int RESAMPLES = 2_000;

    /**
     * Figures of a pile. Positives and negatives are drawn apart, so that each resample has as many
     * of both; all figures are taken of the same resamples.
     */
    static List<Estimate> of(Pile pile, List<ToDoubleFunction<Pile>> figures, long seed) {
        var random = new Random(seed);
        var drawn = new double[figures.size()][RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            Pile resample = pile.resample(random);
            for (int f = 0; f < drawn.length; f++) {
                drawn[f][r] = figures.get(f).applyAsDouble(resample);
            }
        }
        var estimates = new ArrayList<Estimate>();
        for (int f = 0; f < drawn.length; f++) {
            estimates.add(interval(figures.get(f).applyAsDouble(pile), drawn[f]));
        }
        return List.copyOf(estimates);
    }

    /** The mean of values that are drawn one by one. */
    static Estimate ofMean(double[] values, long seed) {
        if (values.length == 0) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN);
        }
        var random = new Random(seed);
        var means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[r] = sum / values.length;
        }
        return interval(Arrays.stream(values).average().orElseThrow(), means);
    }

    private static Estimate interval(double value, double[] drawn) {
        Arrays.sort(drawn);
        return new Estimate(value, quantile(drawn, 0.025), quantile(drawn, 0.975));
    }

    /** Of values in order; between two of them in proportion. */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
