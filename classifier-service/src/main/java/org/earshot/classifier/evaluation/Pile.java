package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Labelled letters as a pile in the order of their score, weighted so that those to be read first
 * make up a given share of it. Letters with the same score are a group without an order: a figure
 * that cuts through a group counts each of its letters in part. A figure that needs both kinds of
 * letters is NaN when one kind is missing.
 */
public final class Pile {

    /** A bin of the calibration: its share of the pile, and what was said and what was so. */
    public record Bin(double share, double meanScore, double sharePositive) {}

    /** A point of a curve. */
    public record Point(double x, double y) {}

    private final double[] scores;
    private final int[] positiveGroups;
    private final int[] negativeGroups;
    private final double prevalence;
    private final boolean defined;

    /** Share of the positives, of the negatives and of the pile above each border of groups. */
    private final double[] found;

    private final double[] falsely;
    private final double[] read;

    private Pile(double[] scores, int[] positiveGroups, int[] negativeGroups, double prevalence) {
        this.scores = scores;
        this.positiveGroups = positiveGroups;
        this.negativeGroups = negativeGroups;
        this.prevalence = prevalence;
        defined = positiveGroups.length > 0 && negativeGroups.length > 0;
        found = cumulated(positiveGroups);
        falsely = cumulated(negativeGroups);
        read = new double[scores.length + 1];
        for (int k = 0; k < read.length; k++) {
            read[k] = prevalence * found[k] + (1 - prevalence) * falsely[k];
        }
        if (defined) {
            read[scores.length] = 1;
        }
    }

    private double[] cumulated(int[] groups) {
        var counts = new int[scores.length];
        for (int group : groups) {
            counts[group]++;
        }
        var shares = new double[scores.length + 1];
        int sum = 0;
        for (int k = 0; k < counts.length; k++) {
            sum += counts[k];
            shares[k + 1] = groups.length == 0 ? 0 : sum / (double) groups.length;
        }
        return shares;
    }

    /**
     * @param prevalence the share of the pile that is positive: whatever the file's own share is
     */
    public static Pile of(double[] scores, boolean[] positive, double prevalence) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException("a label for each score");
        }
        if (!(prevalence > 0 && prevalence < 1)) {
            throw new IllegalArgumentException("the prevalence is between 0 and 1");
        }
        for (double score : scores) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("a score is from 0 to 1, not " + score);
            }
        }
        double[] rising =
                Arrays.stream(scores).map(Pile::positiveZero).sorted().distinct().toArray();
        var falling = new double[rising.length];
        for (int k = 0; k < rising.length; k++) {
            falling[k] = rising[rising.length - 1 - k];
        }
        return new Pile(
                falling,
                groups(rising, scores, positive, true),
                groups(rising, scores, positive, false),
                prevalence);
    }

    private static int[] groups(
            double[] rising, double[] scores, boolean[] positive, boolean wanted) {
        return IntStream.range(0, scores.length)
                .filter(i -> positive[i] == wanted)
                .map(i -> rising.length - 1 - Arrays.binarySearch(rising, positiveZero(scores[i])))
                .toArray();
    }

    /** There are two zeros among the doubles, and they are one score. */
    private static double positiveZero(double score) {
        return score + 0.0;
    }

    /** As many letters of each kind, drawn at random with replacement from those here. */
    Pile resample(Random random) {
        return new Pile(
                scores, drawn(positiveGroups, random), drawn(negativeGroups, random), prevalence);
    }

    private static int[] drawn(int[] from, Random random) {
        var drawn = new int[from.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = from[random.nextInt(from.length)];
        }
        return drawn;
    }

    /** The chance that a positive stands above a negative, ties counting half (mid-ranks). */
    public double rocAuc() {
        if (!defined) {
            return Double.NaN;
        }
        double area = 0;
        for (int k = 1; k < read.length; k++) {
            area += (falsely[k] - falsely[k - 1]) * (found[k] + found[k - 1]) / 2;
        }
        return area;
    }

    /** The area under the precision-recall curve as a sum of steps, at this prevalence. */
    public double averagePrecision() {
        if (!defined) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 1; k < read.length; k++) {
            if (found[k] > found[k - 1]) {
                sum += (found[k] - found[k - 1]) * prevalence * found[k] / read[k];
            }
        }
        return sum;
    }

    /** The share of the positives in the first {@code share} of the pile. */
    public double recallInFirst(double share) {
        if (!defined) {
            return Double.NaN;
        }
        int k = 0;
        while (read[k] < share) {
            k++;
        }
        return k == 0 ? 0 : between(share, read[k - 1], read[k], found[k - 1], found[k]);
    }

    /** The share of the pile that has to be read until {@code recall} of the positives is found. */
    public double pileForRecall(double recall) {
        if (!defined) {
            return Double.NaN;
        }
        int k = 0;
        while (found[k] < recall) {
            k++;
        }
        return k == 0 ? 0 : between(recall, found[k - 1], found[k], read[k - 1], read[k]);
    }

    /** The share of the positives found while {@code share} of the negatives is taken along. */
    public double recallAtFalseFlags(double share) {
        if (!defined) {
            return Double.NaN;
        }
        int k = falsely.length - 1;
        while (falsely[k] > share) {
            k--;
        }
        return k == falsely.length - 1
                ? 1
                : between(share, falsely[k], falsely[k + 1], found[k], found[k + 1]);
    }

    private static double between(double x, double fromX, double toX, double fromY, double toY) {
        return fromY + (x - fromX) / (toX - fromX) * (toY - fromY);
    }

    /** How much of a letter with this score stands in the first {@code share} of the pile. */
    public double heldInFirst(double share, double score) {
        if (!defined) {
            return Double.NaN;
        }
        int k = above(score);
        double from = read[k];
        double to = k < scores.length && scores[k] == score ? read[k + 1] : from;
        if (to <= share) {
            return 1;
        }
        return from >= share ? 0 : (share - from) / (to - from);
    }

    /** How many groups stand above this score. */
    private int above(double score) {
        int from = 0;
        int to = scores.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (scores[middle] > score) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The mean square of what the score, read as a probability, was off. */
    public double brier() {
        if (!defined) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            double miss = 1 - scores[k];
            sum += prevalence * (found[k + 1] - found[k]) * miss * miss;
            sum += (1 - prevalence) * (falsely[k + 1] - falsely[k]) * scores[k] * scores[k];
        }
        return sum;
    }

    /**
     * The reliability of the score: bins that each hold the same share of the pile, from the lowest
     * score up. A group that lies across a border is divided in proportion.
     */
    public List<Bin> reliability(int bins) {
        if (!defined) {
            return List.of();
        }
        var list = new ArrayList<Bin>();
        double full = 1.0 / bins;
        double mass = 0;
        double said = 0;
        double was = 0;
        for (int k = scores.length - 1; k >= 0; k--) {
            double left = read[k + 1] - read[k];
            double positive = prevalence * (found[k + 1] - found[k]);
            if (left <= 0) {
                continue;
            }
            double sharePositive = positive / left;
            while (left > 0) {
                double taken = Math.min(left, full - mass);
                mass += taken;
                said += taken * scores[k];
                was += taken * sharePositive;
                left -= taken;
                if (mass >= full - 1e-12 && list.size() < bins - 1) {
                    list.add(new Bin(mass, said / mass, was / mass));
                    mass = 0;
                    said = 0;
                    was = 0;
                } else if (taken == 0) {
                    // What rounding left over belongs to the last bin.
                    full = Double.POSITIVE_INFINITY;
                }
            }
        }
        if (mass > 1e-9) {
            list.add(new Bin(mass, said / mass, was / mass));
        }
        return List.copyOf(list);
    }

    /** The expected calibration error: what the bins are off on average, by their share. */
    public double calibrationError(int bins) {
        if (!defined) {
            return Double.NaN;
        }
        return reliability(bins).stream()
                .mapToDouble(bin -> bin.share() * Math.abs(bin.meanScore() - bin.sharePositive()))
                .sum();
    }

    /** False flags against found. */
    public List<Point> roc() {
        return defined ? curve(falsely, found) : List.of();
    }

    /** Share of the pile read against share found. */
    public List<Point> capture() {
        return defined ? curve(read, found) : List.of();
    }

    /** Found against precision, from the first group that holds any positive. */
    public List<Point> precisionRecall() {
        if (!defined) {
            return List.of();
        }
        var points = new ArrayList<Point>();
        for (int k = 1; k < read.length; k++) {
            if (found[k] > 0) {
                points.add(new Point(found[k], prevalence * found[k] / read[k]));
            }
        }
        return thinned(points);
    }

    private static List<Point> curve(double[] x, double[] y) {
        var points = new ArrayList<Point>();
        for (int k = 0; k < x.length; k++) {
            points.add(new Point(x[k], y[k]));
        }
        return thinned(points);
    }

    /** At most some hundreds of points, those first where the curve turns. */
    private static List<Point> thinned(List<Point> points) {
        double step = 1.0 / 200;
        var kept = new ArrayList<Point>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            boolean end = i == 0 || i == points.size() - 1;
            if (end
                    || Math.abs(point.x() - kept.getLast().x()) >= step
                    || Math.abs(point.y() - kept.getLast().y()) >= step) {
                kept.add(point);
            }
        }
        return List.copyOf(kept);
    }
}
