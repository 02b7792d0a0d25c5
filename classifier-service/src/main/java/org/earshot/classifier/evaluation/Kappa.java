package org.earshot.classifier.evaluation;

/**
 * Cohen's kappa: how far two labellers agree beyond what chance would give them (J. Cohen, 1960;
 * weighted, 1968). 1 is agreement throughout, 0 what chance gives.
 *
 * @param agreed share of the letters on which they say the same
 * @param value NaN where both gave every letter the same one label, so that chance explains all
 */
public record Kappa(int letters, double agreed, double value) {

    /** Of labels without an order. */
    static Kappa of(int[] one, int[] other, int labels) {
        return of(one, other, labels, false);
    }

    /** Of labels with an order: a disagreement weighs as much as it is steps wide. */
    static Kappa weighted(int[] one, int[] other, int labels) {
        return of(one, other, labels, true);
    }

    private static Kappa of(int[] one, int[] other, int labels, boolean weighted) {
        if (one.length != other.length) {
            throw new IllegalArgumentException("a label of each for every letter");
        }
        var table = new double[labels][labels];
        var ones = new double[labels];
        var others = new double[labels];
        for (int i = 0; i < one.length; i++) {
            table[one[i]][other[i]]++;
            ones[one[i]]++;
            others[other[i]]++;
        }
        double n = one.length;
        double seen = 0;
        double chance = 0;
        double agreed = 0;
        for (int a = 0; a < labels; a++) {
            agreed += table[a][a];
            for (int b = 0; b < labels; b++) {
                double weight = weighted ? Math.abs(a - b) : a == b ? 0 : 1;
                seen += weight * table[a][b];
                chance += weight * ones[a] * others[b] / n;
            }
        }
        return new Kappa(one.length, agreed / n, chance == 0 ? Double.NaN : 1 - seen / chance);
    }
}
