package org.earshot.classifier.summary;

import java.util.List;

/**
 * A letter in a few of its own words, for the member of staff who opens it. Everything is a literal
 * span of the text, in Unicode code points, end exclusive, in the order of the text; nothing is
 * worded anew and no part of it decides anything.
 *
 * @param sentences at most {@link #MOST_SENTENCES} passages; every category of the evidence stands
 *     in one of them
 * @param moreEvidence sentences (or stretches of very long ones) with evidence that are not among
 *     them
 */
public record Summary(
        List<Passage> sentences,
        int moreEvidence,
        List<Ask> asks,
        List<DateMention> dates,
        List<AdverseAction> adverseActions) {

    public static final int MOST_SENTENCES = 5;

    public Summary {
        sentences = List.copyOf(sentences);
        asks = List.copyOf(asks);
        dates = List.copyOf(dates);
        adverseActions = List.copyOf(adverseActions);
    }

    /** For a text that could not be summarised: the evidence stands in the text all the same. */
    public static Summary none(int evidence) {
        return new Summary(List.of(), evidence, List.of(), List.of(), List.of());
    }
}
