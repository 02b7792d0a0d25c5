package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How much of their wording texts have in common: the Jaccard index of their runs of five
 * characters, in lower case, with everything that is no letter or digit taken as one space. A copy
 * with a name changed stays far above one half; two people on the same subject stay far below it.
 * Every two texts are compared, by way of an index of the runs.
 */
final class Overlap {

    /** More than this, and one of the two adds nothing. */
    static final double NEAR_DUPLICATE = 0.5;

    private static final int RUN = 5;
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Two texts by their places in the list. */
    record Pair(int one, int other, double share) {}

    private final int[][] runs;
    private final List<Places> places = new ArrayList<>();

    Overlap(List<String> texts) {
        Map<String, Integer> numbers = new HashMap<>();
        runs = new int[texts.size()][];
        for (int text = 0; text < runs.length; text++) {
            runs[text] =
                    runs(texts.get(text)).stream()
                            .mapToInt(run -> numbers.computeIfAbsent(run, any -> numbers.size()))
                            .toArray();
            for (int run : runs[text]) {
                if (run == places.size()) {
                    places.add(new Places());
                }
                places.get(run).add(text);
            }
        }
    }

    private static List<String> runs(String text) {
        String normal =
                NEITHER_LETTER_NOR_DIGIT
                        .matcher(text.toLowerCase(Locale.ROOT))
                        .replaceAll(" ")
                        .strip();
        var distinct = new LinkedHashSet<String>();
        for (int at = 0; at + RUN <= normal.length(); at++) {
            distinct.add(normal.substring(at, at + RUN));
        }
        if (distinct.isEmpty()) {
            distinct.add(normal);
        }
        return List.copyOf(distinct);
    }

    /** Every two texts that have so much in common, or more. */
    List<Pair> pairs(double atLeast) {
        var pairs = new ArrayList<Pair>();
        each((one, other, share) -> {
            if (share >= atLeast) {
                pairs.add(new Pair(one, other, share));
            }
        });
        return pairs;
    }

    /** For each text, what it has in common with the one that is most like it. */
    double[] nearest() {
        var nearest = new double[runs.length];
        each((one, other, share) -> {
            nearest[one] = Math.max(nearest[one], share);
            nearest[other] = Math.max(nearest[other], share);
        });
        return nearest;
    }

    private interface Visitor {
        void see(int one, int other, double share);
    }

    /** Shows every two texts that have anything in common, the earlier first. */
    private void each(Visitor visitor) {
        for (int text = 0; text < runs.length; text++) {
            var common = new int[text];
            for (int run : runs[text]) {
                places.get(run).countBelow(text, common);
            }
            for (int earlier = 0; earlier < text; earlier++) {
                if (common[earlier] > 0) {
                    int both = common[earlier];
                    int all = runs[text].length + runs[earlier].length - both;
                    visitor.see(earlier, text, both / (double) all);
                }
            }
        }
    }

    /** The texts that a run stands in, in order. */
    private static final class Places {
        private int[] texts = new int[2];
        private int size;

        void add(int text) {
            if (size == texts.length) {
                texts = Arrays.copyOf(texts, size * 2);
            }
            texts[size] = text;
            size++;
        }

        void countBelow(int text, int[] counts) {
            for (int i = 0; i < size && texts[i] < text; i++) {
                counts[texts[i]]++;
            }
        }
    }
}
