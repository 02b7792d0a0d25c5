package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.earshot.classifier.evaluation.Report.BandRow;
import org.earshot.classifier.evaluation.Report.CategoryRow;
import org.earshot.classifier.evaluation.Report.Gate;
import org.earshot.classifier.evaluation.Report.NoiseRow;
import org.earshot.events.Band;

/** A report for the terminal: what one looks at first, on one screen or two. */
final class ReportTable {

    private ReportTable() {}

    static String of(Report report) {
        var out = new StringBuilder();
        var data = report.data();
        out.append(data.file()).append(": ").append(Rows.measuredOn(report)).append(".\n");
        out.append("Assessed by ").append(data.assessedBy());
        line(
                out,
                "; %,d not wholly assessed, %,d failed.",
                data.notWhollyAssessed(),
                data.failed());
        line(out, "");
        line(out, "%-46s %18s   %s", "", "", "95 % interval");
        for (Rows.Row row : Rows.headline(report)) {
            line(out, "%-46s %18s   %s", row.label(), row.figure(), row.interval());
        }
        bands(out, report.bands());
        categories(out, report.categories());
        noise(out, report.noise());
        gates(out, report.gates());
        return out.toString();
    }

    private static void bands(StringBuilder out, List<BandRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        line(out, "");
        var header = new ArrayList<String>(List.of("Labelled", "letters"));
        for (Band band : Band.values()) {
            header.add("→ " + band);
        }
        line(out, "%-9s %7s %6s %6s %6s %6s %6s   at its band or above", header.toArray());
        for (BandRow row : rows) {
            var cells = new ArrayList<Object>(List.of(row.labelled().name(), row.letters()));
            for (Band band : Band.values()) {
                cells.add(row.cameOut().getOrDefault(band, 0));
            }
            cells.add(Rows.percent(row.atOrAbove().share()));
            line(out, "%-9s %7d %6d %6d %6d %6d %6d   %s", cells.toArray());
        }
    }

    private static void categories(StringBuilder out, List<CategoryRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        line(out, "");
        line(
                out,
                "%-4s %-44s %7s  %-24s %s",
                "",
                "Category",
                "letters",
                "at B1 or its own band",
                "AUC");
        for (CategoryRow row : rows) {
            String bounds =
                    row.letters() == 0
                            ? Rows.NONE
                            : String.format(
                                    Locale.ROOT,
                                    "%.0f %% (%.0f to %.0f)",
                                    100 * row.recall().share(),
                                    100 * row.recall().low(),
                                    100 * row.recall().high());
            line(
                    out,
                    "%-4s %-44s %7d  %-24s %s",
                    row.code(),
                    shortened(row.name(), 44),
                    row.letters(),
                    bounds,
                    Rows.number(row.rocAuc()));
        }
    }

    private static void noise(StringBuilder out, List<NoiseRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        line(out, "");
        line(
                out,
                "%-16s %12s %8s %14s %18s %14s",
                "With errors",
                "characters",
                "ROC AUC",
                "in first 5 %",
                "came out B0, B1",
                "at their floor");
        for (NoiseRow row : rows) {
            line(
                    out,
                    "%-16s %12s %8s %14s %18s %14s",
                    kind(row),
                    Rows.percent(row.characterErrors()),
                    Rows.number(row.rocAuc()),
                    Rows.percent(row.recallInFirst5()),
                    Rows.percent(row.recall().share()),
                    Rows.percent(row.atFloor().share()));
        }
    }

    static String kind(NoiseRow row) {
        return row.rate() == 0 ? row.kind() : row.kind() + ", " + Rows.shortPercent(row.rate());
    }

    private static void gates(StringBuilder out, List<Gate> gates) {
        line(out, "");
        for (Gate gate : gates) {
            line(out, "%-13s %s", Rows.outcome(gate) + ":", gate.condition());
        }
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static void line(StringBuilder out, String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
    }
}
