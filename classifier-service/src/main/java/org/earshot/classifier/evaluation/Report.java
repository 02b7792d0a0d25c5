package org.earshot.classifier.evaluation;

import java.util.List;
import java.util.Map;
import org.earshot.classifier.evaluation.Pile.Bin;
import org.earshot.classifier.evaluation.Pile.Point;
import org.earshot.classifier.evaluation.SpanAgreement.Agreement;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one evaluation. The names of its fields are those of the JSON, documented in
 * docs/evaluation.md, and are only ever added to. There is no text of a letter in it: ids, codes,
 * figures.
 */
public record Report(
        String format,
        Data data,
        Headline headline,
        List<Bin> reliability,
        Curves curves,
        Flags flags,
        List<BandRow> bands,
        List<CategoryRow> categories,
        HardNegatives hardNegatives,
        Floors floors,
        Spans spans,
        List<SliceRow> slices,
        List<NoiseRow> noise,
        @Nullable ContrastReport contrast,
        @Nullable FairnessReport fairness,
        List<Gate> gates,
        Misses misses) {

    static final String FORMAT = "earshot-evaluation-1";

    /**
     * What was measured on.
     *
     * @param about whose letters they are, in words that fit after "on"
     * @param prevalence share of the pile that is to be read first, by weight
     * @param notWhollyAssessed letters that came out with the mark U
     * @param failed letters on which the assessment ended in an error
     */
    public record Data(
            String file,
            String sha256,
            String about,
            @Nullable String split,
            int letters,
            int positives,
            int negatives,
            double prevalence,
            long seed,
            int resamples,
            String assessedBy,
            int notWhollyAssessed,
            int failed) {}

    public record AtShare(double at, Estimate figure) {}

    public record Headline(
            Estimate rocAuc,
            Estimate averagePrecision,
            List<AtShare> recallInFirst,
            List<AtShare> pileForRecall,
            Estimate recallAtFalseFlags,
            double falseFlags,
            Estimate brier,
            Estimate calibrationError,
            int calibrationBins) {}

    public record Curves(List<Point> roc, List<Point> precisionRecall, List<Point> capture) {}

    /** What came out B0 or B1: of those to be read first, and of the others. */
    public record Flags(Proportion recall, Proportion falseFlags) {}

    /** Letters that were labelled with a band, and what they came out as. */
    public record BandRow(
            Band labelled, int letters, Map<Band, Integer> cameOut, Proportion atOrAbove) {}

    /**
     * @param recall came out at B1, or at the letter's own band where that is lower, or above
     * @param shown at least one passage was pointed at for this very category
     * @param rocAuc of the category's probability, against all letters without it
     */
    public record CategoryRow(
            String code,
            String name,
            int letters,
            Proportion recall,
            Proportion shown,
            double rocAuc) {}

    /** Letters that look like need and are none. */
    public record HardNegatives(
            Proportion flagged, double inFirst, double inFirstShare, List<TrapRow> traps) {}

    public record TrapRow(String trap, Proportion flagged) {}

    /** Letters that say V01 to V04 in plain words. */
    public record Floors(Proportion atFloor, List<String> notAtFloor) {}

    public record Spans(
            int letters, Agreement all, Agreement anyCategory, Map<String, Agreement> categories) {}

    /**
     * Letters that have something in common.
     *
     * @param rocAuc of the letters of the slice; where it has only one kind, against the other kind
     *     in the whole file
     * @param againstFile the latter
     * @param recall of those to be read first, what came out B0 or B1
     * @param falseFlags of the others, what did
     * @param recallInFirst5 of those to be read first, the share in the first 5 % of the whole pile
     */
    public record SliceRow(
            String dimension,
            String value,
            int letters,
            int positives,
            double rocAuc,
            boolean againstFile,
            Proportion recall,
            Proportion falseFlags,
            double recallInFirst5) {}

    /**
     * The same letters with errors put in.
     *
     * @param rate asked for: of characters when scanned, of words when misspelt
     * @param characterErrors made, for each character
     */
    public record NoiseRow(
            String kind,
            double rate,
            double characterErrors,
            double rocAuc,
            double averagePrecision,
            double recallInFirst5,
            double recallAtFalseFlags,
            Proportion recall,
            Proportion falseFlags,
            Proportion atFloor) {}

    /** Pairs of letters that differ in little and in the right answer. */
    public record ContrastReport(
            int pairs,
            Proportion scoredAbove,
            Proportion flippedRightly,
            int firstTooLow,
            int secondTooHigh,
            List<ChangeRow> changes,
            List<String> notFlipped,
            List<String> floorFell) {}

    public record ChangeRow(String change, Proportion flippedRightly) {}

    public record FairnessReport(List<AttributeRow> attributes) {}

    /**
     * One letter told twice, with another name, age, spelling and so on.
     *
     * @param recallFirst of the pairs to be read first, those whose letter a came out B0 or B1
     * @param recallSecond the same of letter b
     * @param recallGap recall of b less recall of a
     * @param falseFlagGap the same of the pairs not to be read first
     * @param scoreShift mean of the score of b less the score of a, over all pairs
     * @param onlyFirst pairs of which a alone came out B0 or B1
     * @param onlySecond pairs of which b alone did
     */
    public record AttributeRow(
            String attribute,
            int pairs,
            int positives,
            Proportion recallFirst,
            Proportion recallSecond,
            Estimate recallGap,
            Estimate falseFlagGap,
            Estimate scoreShift,
            List<String> onlyFirst,
            List<String> onlySecond) {}

    public enum Outcome {
        PASSED,
        FAILED,
        NOT_MEASURED
    }

    /** A condition of release. */
    public record Gate(String name, String condition, double figure, Outcome outcome) {}

    /**
     * By id, never by text; the most that are named is bounded, the count is not.
     *
     * @param tooLow to be read first, and came out below B1
     * @param tooHigh not to be read first, and came out B0 or B1
     */
    public record Misses(
            int tooLowCount, List<Miss> tooLow, int tooHighCount, List<Miss> tooHigh) {}

    public record Miss(String id, @Nullable Band labelled, Band cameOut, double score) {}
}
