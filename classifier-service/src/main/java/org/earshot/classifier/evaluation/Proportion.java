package org.earshot.classifier.evaluation;

/**
 * So many of so many, with Wilson's 95 % bounds (E. B. Wilson, 1927), which stay honest for few
 * letters and for none or all of them; NaN of none.
 *
 * @param count may be a fraction where letters of the same score were divided
 */
public record Proportion(double count, int of, double share, double low, double high) {

    /** The quantile of the normal distribution that leaves 2.5 % above it. */
    private static final double Z = 1.959963984540054;

    static Proportion of(double count, int of) {
        if (of == 0) {
            return new Proportion(0, 0, Double.NaN, Double.NaN, Double.NaN);
        }
        double share = count / of;
        double middle = share + Z * Z / (2 * of);
        double spread = Z * Math.sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
        double whole = 1 + Z * Z / of;
        return new Proportion(
                count,
                of,
                share,
                count == 0 ? 0 : (middle - spread) / whole,
                count == of ? 1 : (middle + spread) / whole);
    }
}
