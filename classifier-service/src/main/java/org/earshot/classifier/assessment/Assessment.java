package org.earshot.classifier.assessment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.language.Languages;
import org.earshot.classifier.rules.Attribute;
import org.earshot.classifier.rules.Rule;
import org.earshot.classifier.summary.Summary;
import org.earshot.events.Band;
import org.earshot.events.NotAssessed;
import org.jspecify.annotations.Nullable;

/**
 * What a text gave.
 *
 * @param notAssessed why it bears the mark U; empty when it was assessed wholly
 * @param score 0 to 1; orders "read this first" and is no prediction of anything. Of the rules
 *     alone it is an order only; with the model it is the probability that a careful reader would
 *     want this read the same day, at the prevalence set
 * @param categories the categories found, by code, and how strongly each is held: the strength of a
 *     rule, or the model's probability
 * @param probabilities what the model gives every category, found or not, by code; empty when the
 *     rules alone have read the text
 * @param indicators the passages behind the categories, in the order of the text
 * @param modifiers circumstances found
 * @param passedOver rules that met words and gave nothing, for whoever asks why
 * @param language of most words: BCP 47 tag, {@code und} when unknown
 * @param languages every language found, with its share of the words
 * @param steps the work the rules did
 * @param summary the letter in a few of its own sentences; no band depends on it
 */
public record Assessment(
        Band band,
        Set<NotAssessed> notAssessed,
        double score,
        Map<String, Double> categories,
        Map<String, Double> probabilities,
        List<Indicator> indicators,
        List<String> modifiers,
        List<Indicator> passedOver,
        String language,
        List<Languages.Share> languages,
        String version,
        long steps,
        Summary summary) {

    /** True for the mark U. */
    public boolean notWhollyAssessed() {
        return !notAssessed.isEmpty();
    }

    /**
     * A passage of the text, in Unicode code points, end exclusive, and what it shows.
     *
     * @param code of the category; null for a passage that only marks a circumstance
     * @param band it gives; null when it gives none
     * @param counterIndicated the sentence speaks against it
     * @param marks circumstances that it tells of
     * @param idiom the turn of phrase that silenced it, or empty
     */
    public record Indicator(
            @Nullable String code,
            int start,
            int end,
            double strength,
            @Nullable Band band,
            String ruleId,
            Rule.Strength saying,
            Set<Attribute> attributes,
            boolean counterIndicated,
            List<String> marks,
            String idiom) {}
}
