package org.earshot.classifier.model;

/**
 * From a head's logit to a calibrated probability of one category (Platt 1999), and where the
 * category counts as found.
 *
 * @param slope of the head's logit; not below zero
 * @param rules weight of the strength that the rules give; not below zero
 * @param heldFrom the calibrated logit, at the prevalence of training, from which it counts
 * @param evidenceFrom the head's logit from which a passage shows it by itself
 */
public record CategoryScale(
        String code,
        double slope,
        double rules,
        double bias,
        double heldFrom,
        double evidenceFrom) {

    private double logit(Signs signs, RuleSigns found) {
        return bias + slope * signs.best(code) + rules * found.strength(code);
    }

    double probability(Signs signs, RuleSigns found, double priorShift) {
        return Model.logistic(logit(signs, found) + priorShift);
    }

    /** Whether it counts as found. The prevalence in use plays no part in that. */
    boolean isHeld(Signs signs, RuleSigns found) {
        return logit(signs, found) >= heldFrom;
    }
}
