package org.earshot.classifier.assessment;

/**
 * How much a desk can open first, from which the thresholds of the model follow. The rules' floor
 * knows no capacity: what they put first comes first, however much it is.
 *
 * @param prevalence the share of the mail that is to be read the same day, as far as one knows
 * @param firstShare of the mail that the model may put into B1 or above
 * @param urgentShare of the mail that the model may put into B0
 * @param unsureShare of the mail beyond {@code firstShare} about which the model is not sure enough
 *     to say nothing: it is put into B2
 */
public record Capacity(
        double prevalence, double firstShare, double urgentShare, double unsureShare) {

    /** Two in a hundred letters need it; five can be opened the same day, one at once. */
    public static final Capacity USUAL = new Capacity(0.02, 0.05, 0.02, 0.05);

    public Capacity {
        share("prevalence", prevalence);
        share("firstShare", firstShare);
        share("urgentShare", urgentShare);
        share("unsureShare", unsureShare);
    }

    public Capacity withPrevalence(double other) {
        return new Capacity(other, firstShare, urgentShare, unsureShare);
    }

    private static void share(String name, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(name + " is above 0 and below 1");
        }
    }
}
