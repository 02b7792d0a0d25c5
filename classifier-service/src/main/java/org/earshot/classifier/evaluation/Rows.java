package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.classifier.evaluation.Report.AtShare;
import org.earshot.classifier.evaluation.Report.AttributeRow;
import org.earshot.classifier.evaluation.Report.Gate;
import org.earshot.classifier.evaluation.Report.Headline;
import org.earshot.classifier.evaluation.SpanAgreement.Agreement;

/** Figures as people read them, the same on the terminal, in the page and in the model card. */
final class Rows {

    /** What stands where a figure is not defined. */
    static final String NONE = "–";

    private Rows() {}

    /** A figure, and between what bounds it may lie. */
    record Row(String label, String figure, String interval) {}

    static String number(double value) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value + 0.0);
    }

    /** Without decimals that say nothing. */
    static String shortNumber(double value) {
        return number(value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    static String percent(double share) {
        return Double.isNaN(share) ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A share that is a whole number of hundredths mostly, as in "the first 5 %". */
    static String shortPercent(double share) {
        String text = String.format(Locale.ROOT, "%.2f", 100 * share);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "") + " %";
    }

    static String points(double difference) {
        return Double.isNaN(difference)
                ? NONE
                : String.format(Locale.ROOT, "%+.1f points", 100 * difference + 0.0);
    }

    static String of(Proportion proportion) {
        return proportion.of() == 0
                ? NONE
                : String.format(
                        Locale.ROOT,
                        "%.0f of %d, %s",
                        proportion.count(),
                        proportion.of(),
                        percent(proportion.share()));
    }

    static String interval(Proportion proportion) {
        return proportion.of() == 0 ? "" : percents(proportion.low(), proportion.high());
    }

    static String percents(double low, double high) {
        return Double.isNaN(low)
                ? ""
                : String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * low, 100 * high);
    }

    static String numbers(double low, double high) {
        return Double.isNaN(low) ? "" : number(low) + " to " + number(high);
    }

    /** The figures to look at first. */
    static List<Row> headline(Report report) {
        Headline headline = report.headline();
        var rows = new ArrayList<Row>();
        rows.add(figure("ROC AUC", headline.rocAuc()));
        rows.add(figure("Average precision (PR AUC)", headline.averagePrecision()));
        for (AtShare first : headline.recallInFirst()) {
            rows.add(
                    share(
                            "Found in the first " + shortPercent(first.at()) + " of the pile",
                            first.figure()));
        }
        for (AtShare recall : headline.pileForRecall()) {
            rows.add(
                    share(
                            "Pile to read until " + shortPercent(recall.at()) + " is found",
                            recall.figure()));
        }
        rows.add(
                share(
                        "Found at " + shortPercent(headline.falseFlags()) + " false flags",
                        headline.recallAtFalseFlags()));
        rows.add(figure("Brier score", headline.brier()));
        rows.add(
                figure(
                        "Calibration error (ECE, "
                                + headline.calibrationBins()
                                + " bins of equal mass)",
                        headline.calibrationError()));
        rows.add(proportion("To be read first: came out B0 or B1", report.flags().recall()));
        rows.add(proportion("Others: came out B0 or B1", report.flags().falseFlags()));
        rows.add(proportion("Hard negatives: came out B0 or B1", report.hardNegatives().flagged()));
        rows.add(
                new Row(
                        "Hard negatives: in the first "
                                + shortPercent(report.hardNegatives().inFirstShare())
                                + " of the pile",
                        percent(report.hardNegatives().inFirst()),
                        ""));
        rows.add(
                proportion("V01 to V04 in plain words: at their floor", report.floors().atFloor()));
        Agreement words = report.spans().all();
        rows.add(new Row("Words shown that a reader marked", percent(words.precision()), ""));
        rows.add(new Row("Words a reader marked that are shown", percent(words.recall()), ""));
        rows.add(new Row("The two together (F1)", number(words.f1()), ""));
        var contrast = report.contrast();
        if (contrast != null) {
            rows.add(proportion("Contrast pairs flipped rightly", contrast.flippedRightly()));
            rows.add(proportion("Contrast pairs in the right order", contrast.scoredAbove()));
        }
        widestGap(report)
                .ifPresent(row ->
                        rows.add(
                                new Row(
                                        "Widest recall gap of like letters ("
                                                + row.attribute()
                                                + ")",
                                        points(row.recallGap().value()),
                                        pointsInterval(row.recallGap()))));
        return List.copyOf(rows);
    }

    static Optional<AttributeRow> widestGap(Report report) {
        var fairness = report.fairness();
        return fairness == null
                ? Optional.empty()
                : fairness.attributes().stream()
                        .filter(row -> !Double.isNaN(row.recallGap().value()))
                        .max(Comparator.comparingDouble(row -> Math.abs(row.recallGap().value())));
    }

    static String pointsInterval(Estimate difference) {
        return Double.isNaN(difference.low())
                ? ""
                : points(difference.low()).replace(" points", "")
                        + " to "
                        + points(difference.high()).replace(" points", "");
    }

    private static Row figure(String label, Estimate estimate) {
        return new Row(label, number(estimate.value()), numbers(estimate.low(), estimate.high()));
    }

    private static Row share(String label, Estimate estimate) {
        return new Row(label, percent(estimate.value()), percents(estimate.low(), estimate.high()));
    }

    private static Row proportion(String label, Proportion proportion) {
        return new Row(label, of(proportion), interval(proportion));
    }

    /** Each condition of release, its figure and whether it holds. */
    static List<List<String>> gates(Report report) {
        return report.gates().stream()
                .map(gate -> List.of(gate.condition(), shortNumber(gate.figure()), outcome(gate)))
                .toList();
    }

    static String outcome(Gate gate) {
        return switch (gate.outcome()) {
            case PASSED -> "held";
            case FAILED -> "not held";
            case NOT_MEASURED -> "not measured";
        };
    }

    /** What was measured on, in a sentence. */
    static String measuredOn(Report report) {
        var data = report.data();
        return String.format(
                Locale.ROOT,
                "%,d letters%s, %,d of them to be read first (B0 or B1), weighted to %s of the"
                        + " pile",
                data.letters(),
                data.split() == null ? "" : " (split " + data.split() + ")",
                data.positives(),
                shortPercent(data.prevalence()));
    }
}
