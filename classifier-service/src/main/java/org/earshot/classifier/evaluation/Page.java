package org.earshot.classifier.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.evaluation.Pile.Point;
import org.earshot.classifier.evaluation.Report.AttributeRow;
import org.earshot.classifier.evaluation.Report.Miss;
import org.earshot.classifier.evaluation.Report.SliceRow;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * A report as one page that needs nothing else: no script, no font, no picture from elsewhere.
 * Every plot has its figures in a table beside it. No text of a letter can get in, because the
 * report holds none.
 */
final class Page {

    private static final Map<String, String> DIMENSIONS =
            Map.of(
                    "length", "By length",
                    "channel", "By channel",
                    "form", "By how it is said",
                    "slice", "By who writes and how",
                    "language", "By language",
                    "nation", "By nation",
                    "author", "By author of the letter");

    private final Report report;
    private final StringBuilder html = new StringBuilder();

    private Page(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        return new Page(report).page();
    }

    /** As text between tags and in attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private String page() {
        var data = report.data();
        html.append("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(escaped("Evaluation on " + data.about()))
                .append("</title>\n<style>\n")
                .append(
                        new String(
                                DataFile.resource("evaluation/page.css").bytes(),
                                StandardCharsets.UTF_8))
                .append("</style>\n</head>\n<body>\n<main>\n");
        element("h1", "Evaluation on " + data.about());
        element(
                "p",
                "Which letters would a careful reader want opened first, and did they come out on"
                        + " top? Measured on "
                        + Rows.measuredOn(report)
                        + ". A band is an order of handling, not a prediction about a person; every"
                        + " letter is read by a person.");
        headline();
        gates();
        plots();
        bands();
        categories();
        hardNegatives();
        spans();
        slices();
        noise();
        contrast();
        fairness();
        misses();
        measured();
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void measured() {
        var data = report.data();
        element("h2", "What was measured");
        table(
                "What was measured",
                List.of("", ""),
                List.of(
                        List.of("File", data.file()),
                        List.of("SHA-256 of the file", data.sha256()),
                        List.of("Assessed by", data.assessedBy()),
                        List.of("Letters", count(data.letters())),
                        List.of("To be read first", count(data.positives())),
                        List.of("Others", count(data.negatives())),
                        List.of("Not wholly assessed (mark U)", count(data.notWhollyAssessed())),
                        List.of("Assessment failed", count(data.failed())),
                        List.of(
                                "Weighted to a share of",
                                Rows.shortPercent(data.prevalence()) + " to be read first"),
                        List.of(
                                "Intervals",
                                "95 %, from "
                                        + count(data.resamples())
                                        + " resamples (seed "
                                        + data.seed()
                                        + "), or Wilson's for counts")));
    }

    private void gates() {
        element("h2", "Conditions of release");
        table(
                "Conditions of release and whether they hold",
                List.of("Condition", "Figure", "Outcome"),
                Rows.gates(report));
    }

    private void headline() {
        element("h2", "In short");
        table(
                "Figures to look at first",
                List.of("", "Figure", "95 % interval"),
                Rows.headline(report).stream()
                        .map(row -> List.of(row.label(), row.figure(), row.interval()))
                        .toList());
    }

    private void plots() {
        element("h2", "Curves");
        if (report.curves().roc().isEmpty()) {
            element("p", "There are no curves: the letters are all of one kind.");
            return;
        }
        var curves = report.curves();
        double prevalence = report.data().prevalence();
        html.append("<div class=\"plots\">\n");
        figure(
                "How much of the pile to read",
                "The higher it climbs at the left, the sooner the letters that matter are read."
                        + " The broken line is a pile in no order.",
                new Plot(
                                "plot-capture",
                                "Share of the pile read against share found of the letters to be"
                                        + " read first",
                                "share of the pile read",
                                "share found")
                        .diagonal()
                        .curve(curves.capture())
                        .svg(),
                "Read",
                "Found",
                sampled(curves.capture(), false));
        figure(
                "ROC",
                "Letters found against other letters taken along (false flags).",
                new Plot("plot-roc", "ROC curve: false flags against found", "false flags", "found")
                        .diagonal()
                        .curve(curves.roc())
                        .svg(),
                "False flags",
                "Found",
                sampled(curves.roc(), false));
        figure(
                "Precision and recall",
                "Of the letters on top, how many are rightly there. The broken line is a pile in no"
                        + " order.",
                new Plot(
                                "plot-precision",
                                "Found against precision at the weighted share",
                                "found",
                                "precision")
                        .level(prevalence)
                        .curve(curves.precisionRecall())
                        .svg(),
                "Found",
                "Precision",
                sampled(curves.precisionRecall(), true));
        List<Point> reliability =
                report.reliability().stream()
                        .map(bin -> new Point(bin.meanScore(), bin.sharePositive()))
                        .toList();
        figure(
                "Can the probabilities be trusted?",
                "Each dot is one fifteenth of the pile. On the broken line, what was said is what"
                        + " was so; below it, too much was said.",
                new Plot(
                                "plot-reliability",
                                "Reliability: mean score of each bin against its share to be read"
                                        + " first",
                                "mean score",
                                "share to be read first")
                        .diagonal()
                        .dots(reliability)
                        .svg(),
                "Mean score",
                "So",
                reliability);
        html.append("</div>\n");
    }

    /** About a dozen points of a curve, for the table beside it. */
    private static List<Point> sampled(List<Point> points, boolean falling) {
        var sampled = new ArrayList<Point>();
        double next = 0;
        for (Point point : points) {
            if (point.x() >= next || point == points.getLast()) {
                sampled.add(point);
                next = Math.floor(point.x() * 10 + 1) / 10;
            }
        }
        return falling && sampled.isEmpty() ? points : sampled;
    }

    private void figure(
            String title, String caption, String svg, String x, String y, List<Point> points) {
        html.append("<figure>\n");
        element("h3", title);
        html.append(svg).append("\n<figcaption>").append(escaped(caption));
        html.append("</figcaption>\n<details><summary>The figures</summary>\n");
        table(
                title,
                List.of(x, y),
                points.stream()
                        .map(point -> List.of(Rows.percent(point.x()), Rows.percent(point.y())))
                        .toList());
        html.append("</details>\n</figure>\n");
    }

    private void bands() {
        if (report.bands().isEmpty()) {
            return;
        }
        element("h2", "Bands");
        element(
                "p",
                "Each line is the band that a reader gave; the columns are what the letters came"
                        + " out as.");
        var header = new ArrayList<String>(List.of("Labelled", "Letters"));
        for (Band band : Band.values()) {
            header.add(band.name());
        }
        header.add("At its band or above");
        header.add("95 % interval");
        table(
                "Bands labelled and bands given",
                header,
                report.bands().stream()
                        .map(row -> {
                            var cells = new ArrayList<String>();
                            cells.add(row.labelled().name());
                            cells.add(count(row.letters()));
                            for (Band band : Band.values()) {
                                cells.add(count(row.cameOut().getOrDefault(band, 0)));
                            }
                            cells.add(Rows.percent(row.atOrAbove().share()));
                            cells.add(Rows.interval(row.atOrAbove()));
                            return List.copyOf(cells);
                        })
                        .toList());
    }

    private void categories() {
        if (report.categories().isEmpty()) {
            return;
        }
        element("h2", "Categories");
        element(
                "p",
                "Of the letters with a category, those that came out at B1 or at their own band"
                        + " where that is lower; those in which words were shown for it; and how"
                        + " well its probability tells these letters from all others (AUC).");
        open(
                "Categories",
                List.of(
                        "",
                        "Category",
                        "Letters",
                        "Reached",
                        "",
                        "95 % interval",
                        "Words shown",
                        "AUC"));
        for (var row : report.categories()) {
            row(
                    List.of(
                            escaped(row.code()),
                            escaped(row.name()),
                            count(row.letters()),
                            Rows.percent(row.recall().share()),
                            Plot.bar(row.recall()),
                            Rows.interval(row.recall()),
                            Rows.percent(row.shown().share()),
                            Rows.number(row.rocAuc())));
        }
        close();
    }

    private void hardNegatives() {
        var hard = report.hardNegatives();
        if (hard.flagged().of() == 0) {
            return;
        }
        element("h2", "Letters that look like need and are none");
        element(
                "p",
                "Came out B0 or B1: "
                        + Rows.of(hard.flagged())
                        + " ("
                        + Rows.interval(hard.flagged())
                        + "). In the first "
                        + Rows.shortPercent(hard.inFirstShare())
                        + " of the pile: "
                        + Rows.percent(hard.inFirst())
                        + ".");
        if (!hard.traps().isEmpty()) {
            open("By trap", List.of("Trap", "Letters", "Came out B0 or B1", "", "95 % interval"));
            for (var trap : hard.traps()) {
                row(
                        List.of(
                                escaped(trap.trap()),
                                count(trap.flagged().of()),
                                Rows.percent(trap.flagged().share()),
                                Plot.bar(trap.flagged()),
                                Rows.interval(trap.flagged())));
            }
            close();
        }
    }

    private void spans() {
        var spans = report.spans();
        if (spans.letters() == 0) {
            return;
        }
        element("h2", "The words shown");
        element(
                "p",
                "Counted in words, over "
                        + count(spans.letters())
                        + " letters in which a reader marked the words, or marked none. Precision:"
                        + " of the words shown, those marked. Recall: of the words marked, those"
                        + " shown.");
        open(
                "Words shown and words marked",
                List.of("", "Words marked", "Words shown", "Precision", "Recall", "F1"));
        var rows = new LinkedHashMap<String, SpanAgreement.Agreement>();
        rows.put("All, each with its category", spans.all());
        rows.put("All, whichever category", spans.anyCategory());
        rows.putAll(spans.categories());
        rows.forEach((name, words) ->
                row(
                        List.of(
                                escaped(name),
                                count(words.marked()),
                                count(words.shown()),
                                Rows.percent(words.precision()),
                                Rows.percent(words.recall()),
                                Rows.number(words.f1()))));
        close();
    }

    private void slices() {
        element("h2", "Slices");
        element(
                "p",
                "Bars show the share that came out B0 or B1 of the letters to be read first, with"
                    + " the 95 % interval; few letters make it wide. An AUC with a star compares"
                    + " with the other kind of letters in the whole file, because the slice has"
                    + " only one kind.");
        var byDimension =
                report.slices().stream()
                        .collect(
                                Collectors.groupingBy(
                                        SliceRow::dimension,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        byDimension.forEach((dimension, rows) -> {
            element("h3", DIMENSIONS.getOrDefault(dimension, dimension));
            open(
                    DIMENSIONS.getOrDefault(dimension, dimension),
                    List.of(
                            "",
                            "Letters",
                            "To be read first",
                            "Came out B0 or B1",
                            "",
                            "95 % interval",
                            "In the first 5 %",
                            "False flags",
                            "AUC"));
            for (SliceRow row : rows) {
                row(
                        List.of(
                                escaped(row.value()),
                                count(row.letters()),
                                count(row.positives()),
                                Rows.percent(row.recall().share()),
                                Plot.bar(row.recall()),
                                Rows.interval(row.recall()),
                                Rows.percent(row.recallInFirst5()),
                                Rows.percent(row.falseFlags().share()),
                                Rows.number(row.rocAuc()) + (row.againstFile() ? "*" : "")));
            }
            close();
        });
    }

    private void noise() {
        if (report.noise().isEmpty()) {
            return;
        }
        element("h2", "With errors of scanners and of fingers");
        open(
                "The same letters with errors put in",
                List.of(
                        "Errors",
                        "Characters wrong",
                        "AUC",
                        "Average precision",
                        "In the first 5 %",
                        "At 3 % false flags",
                        "Came out B0 or B1",
                        "",
                        "False flags",
                        "V01 to V04 at their floor"));
        for (var row : report.noise()) {
            row(
                    List.of(
                            escaped(ReportTable.kind(row)),
                            Rows.percent(row.characterErrors()),
                            Rows.number(row.rocAuc()),
                            Rows.number(row.averagePrecision()),
                            Rows.percent(row.recallInFirst5()),
                            Rows.percent(row.recallAtFalseFlags()),
                            Rows.percent(row.recall().share()),
                            Plot.bar(row.recall()),
                            Rows.percent(row.falseFlags().share()),
                            Rows.percent(row.atFloor().share())));
        }
        close();
    }

    private void contrast() {
        var contrast = report.contrast();
        if (contrast == null) {
            return;
        }
        element("h2", "Pairs that differ in little and in the right answer");
        element(
                "p",
                "Flipped rightly: "
                        + Rows.of(contrast.flippedRightly())
                        + " ("
                        + Rows.interval(contrast.flippedRightly())
                        + "). Right order of the two: "
                        + Rows.of(contrast.scoredAbove())
                        + ". Too low for the first: "
                        + contrast.firstTooLow()
                        + "; too high for the second: "
                        + contrast.secondTooHigh()
                        + ".");
        open(
                "By what was changed",
                List.of("Change", "Pairs", "Flipped rightly", "", "95 % interval"));
        for (var change : contrast.changes()) {
            row(
                    List.of(
                            escaped(change.change()),
                            count(change.flippedRightly().of()),
                            Rows.percent(change.flippedRightly().share()),
                            Plot.bar(change.flippedRightly()),
                            Rows.interval(change.flippedRightly())));
        }
        close();
        ids("Pairs not flipped rightly", contrast.notFlipped());
        ids("Pairs whose V01 to V04 fell below B1", contrast.floorFell());
    }

    private void fairness() {
        var fairness = report.fairness();
        if (fairness == null) {
            return;
        }
        element("h2", "The same letter from two people");
        element(
                "p",
                "Each pair is one letter told twice, with one thing changed that must not matter. A"
                    + " gap above nought means that the second of the two is found more often.");
        open(
                "Pairs by what was changed",
                List.of(
                        "Changed",
                        "Pairs",
                        "To be read first",
                        "Recall, first",
                        "Recall, second",
                        "Gap",
                        "95 % interval",
                        "Gap of false flags",
                        "Mean shift of the score",
                        "95 % interval",
                        "Flag lost or won"));
        for (AttributeRow row : fairness.attributes()) {
            row(
                    List.of(
                            escaped(row.attribute()),
                            count(row.pairs()),
                            count(row.positives()),
                            Rows.percent(row.recallFirst().share()),
                            Rows.percent(row.recallSecond().share()),
                            Rows.points(row.recallGap().value()),
                            Rows.pointsInterval(row.recallGap()),
                            Rows.points(row.falseFlagGap().value()),
                            Rows.number(row.scoreShift().value()),
                            Rows.numbers(row.scoreShift().low(), row.scoreShift().high()),
                            row.onlyFirst().size() + " lost, " + row.onlySecond().size() + " won"));
        }
        close();
        for (AttributeRow row : fairness.attributes()) {
            if (!row.attribute().equals(Fairness.ALL)) {
                ids(row.attribute() + ": flagged in the first alone", row.onlyFirst());
                ids(row.attribute() + ": flagged in the second alone", row.onlySecond());
            }
        }
    }

    private void misses() {
        var misses = report.misses();
        element("h2", "Which letters");
        element("p", "By their ids; their words stay where they are.");
        ids("V01 to V04 in plain words, not at their floor", report.floors().notAtFloor());
        misses("To be read first, and came out below B1", misses.tooLowCount(), misses.tooLow());
        misses("Others that came out B0 or B1", misses.tooHighCount(), misses.tooHigh());
    }

    private void misses(String title, int count, List<Miss> misses) {
        if (misses.isEmpty()) {
            return;
        }
        html.append("<details><summary>")
                .append(escaped(title))
                .append(": ")
                .append(count(count))
                .append("</summary>\n");
        table(
                title,
                List.of("Id", "Labelled", "Came out", "Score"),
                misses.stream()
                        .map(miss ->
                                List.of(
                                        miss.id(),
                                        name(miss.labelled()),
                                        miss.cameOut().name(),
                                        Rows.number(miss.score())))
                        .toList());
        html.append("</details>\n");
    }

    private static String name(@Nullable Band band) {
        return band == null ? Rows.NONE : band.name();
    }

    private void ids(String title, List<String> ids) {
        if (!ids.isEmpty()) {
            html.append("<details><summary>")
                    .append(escaped(title))
                    .append(": ")
                    .append(count(ids.size()))
                    .append("</summary>\n");
            element("p", String.join(", ", ids));
            html.append("</details>\n");
        }
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void element(String name, String text) {
        html.append('<').append(name).append('>').append(escaped(text));
        html.append("</").append(name).append(">\n");
    }

    private void table(String caption, List<String> header, List<List<String>> rows) {
        open(caption, header);
        for (List<String> row : rows) {
            row(row.stream().map(Page::escaped).toList());
        }
        close();
    }

    private void open(String caption, List<String> header) {
        html.append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(escaped(caption))
                .append("\"><table>\n<caption>")
                .append(escaped(caption));
        html.append("</caption>\n");
        if (header.stream().anyMatch(name -> !name.isEmpty())) {
            html.append("<thead><tr>");
            for (String name : header) {
                html.append(name.isEmpty() ? "<td></td>" : "<th scope=\"col\">" + escaped(name));
                html.append(name.isEmpty() ? "" : "</th>");
            }
            html.append("</tr></thead>\n");
        }
        html.append("<tbody>\n");
    }

    /** Cells that are HTML already; the first names the row. */
    private void row(List<String> cells) {
        html.append("<tr><th scope=\"row\">").append(cells.getFirst()).append("</th>");
        for (String cell : cells.subList(1, cells.size())) {
            html.append("<td>").append(cell).append("</td>");
        }
        html.append("</tr>\n");
    }

    private void close() {
        html.append("</tbody>\n</table></div>\n");
    }
}
