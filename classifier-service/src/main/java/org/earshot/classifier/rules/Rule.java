package org.earshot.classifier.rules;

import java.util.List;
import java.util.Set;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * One rule: patterns that, found in a sentence, show a category of need, or mark a circumstance.
 *
 * @param code of the category; null for a rule that only marks or takes out
 * @param takes what the passage is, for a rule that shows no need but takes out something else: a
 *     date, a request; null otherwise
 * @param band that a match gives where it is not the category's floor
 * @param marks circumstances that a match tells of, by the taxonomy's names for modifiers
 * @param heeds the attributes that count against a match; others are recorded and no more
 * @param matches examples in which the rule gives its band or mark
 * @param mustNotMatch examples in which it does not
 */
public record Rule(
        String id,
        @Nullable String code,
        @Nullable String takes,
        Strength strength,
        @Nullable Band band,
        List<String> marks,
        Set<Attribute> heeds,
        String language,
        List<String> matches,
        List<String> mustNotMatch) {

    /** How plainly the words say it. The figure orders messages within a band and no more. */
    public enum Strength {
        EXPLICIT(0.95),
        VEILED(0.75);

        private final double figure;

        Strength(double figure) {
            this.figure = figure;
        }

        public double figure() {
            return figure;
        }
    }
}
