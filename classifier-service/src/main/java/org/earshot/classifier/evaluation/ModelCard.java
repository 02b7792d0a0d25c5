package org.earshot.classifier.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.classifier.data.DataFile;
import org.earshot.events.Band;

/**
 * The model card of a report: a text whose every figure is a place to be filled from the JSON, as
 * {@code {{flags.recall.share|percent}}} or {@code {{table bands}}}. What was not measured says so.
 */
final class ModelCard {

    static final String TEMPLATE =
            new String(
                    DataFile.resource("evaluation/model-card.md").bytes(), StandardCharsets.UTF_8);

    static final Pattern PLACE =
            Pattern.compile("\\{\\{(?:table ([a-z]+)|([A-Za-z0-9.]+)(?:\\|([a-z]+))?)\\}\\}");

    private static final String NOT_MEASURED = "not measured";

    private ModelCard() {}

    static String of(Report report, JsonNode json) {
        Matcher matcher = PLACE.matcher(TEMPLATE);
        var card = new StringBuilder();
        while (matcher.find()) {
            String table = matcher.group(1);
            String put =
                    table == null
                            ? figure(report, json, matcher.group(2), matcher.group(3))
                            : table(report, table);
            matcher.appendReplacement(card, Matcher.quoteReplacement(put));
        }
        return matcher.appendTail(card).toString();
    }

    private static String figure(Report report, JsonNode json, String path, String format) {
        String on = "on " + escaped(report.data().about());
        switch (path) {
            case "on":
                return on;
            case "On":
                return "O" + on.substring(1);
            case "about":
                return escaped(report.data().about());
            case "split":
                String split = report.data().split();
                return split == null ? "" : ", split `" + escaped(split) + "`";
            default:
                JsonNode value = json.at("/" + path.replace('.', '/'));
                if (value.isMissingNode()) {
                    throw new IllegalStateException("the report has no " + path);
                }
                return value.isNull() ? NOT_MEASURED : formatted(value, format);
        }
    }

    private static String formatted(JsonNode value, String format) {
        if (format == null) {
            return value.isIntegralNumber()
                    ? String.format(Locale.ROOT, "%,d", value.asLong())
                    : escaped(value.asText());
        }
        return switch (format) {
            case "percent" -> Rows.percent(value.asDouble());
            case "share" -> Rows.shortPercent(value.asDouble());
            case "number" -> Rows.number(value.asDouble());
            default -> throw new IllegalStateException("no format " + format);
        };
    }

    private static String table(Report report, String name) {
        return switch (name) {
            case "headline" ->
                    table(
                            List.of("", "figure", "95 % interval"),
                            Rows.headline(report).stream()
                                    .map(row -> List.of(row.label(), row.figure(), row.interval()))
                                    .toList());
            case "gates" -> table(List.of("condition", "figure", "outcome"), Rows.gates(report));
            case "bands" -> bands(report);
            case "categories" ->
                    table(
                            List.of("", "category", "letters", "reached", "95 % interval", "AUC"),
                            report.categories().stream()
                                    .map(row ->
                                            List.of(
                                                    row.code(),
                                                    row.name(),
                                                    "" + row.letters(),
                                                    Rows.percent(row.recall().share()),
                                                    Rows.interval(row.recall()),
                                                    Rows.number(row.rocAuc())))
                                    .toList());
            case "slices" ->
                    table(
                            List.of("", "", "letters", "found", "95 % interval", "false flags"),
                            report.slices().stream()
                                    .filter(row -> !row.dimension().equals("author"))
                                    .map(row ->
                                            List.of(
                                                    row.dimension(),
                                                    row.value(),
                                                    "" + row.letters(),
                                                    Rows.of(row.recall()),
                                                    Rows.interval(row.recall()),
                                                    Rows.percent(row.falseFlags().share())))
                                    .toList());
            case "fairness" -> fairness(report);
            case "contrast" -> contrast(report);
            case "noise" ->
                    table(
                            List.of(
                                    "errors",
                                    "characters wrong",
                                    "AUC",
                                    "found",
                                    "V01 to V04 at their floor"),
                            report.noise().stream()
                                    .map(row ->
                                            List.of(
                                                    ReportTable.kind(row),
                                                    Rows.percent(row.characterErrors()),
                                                    Rows.number(row.rocAuc()),
                                                    Rows.percent(row.recall().share()),
                                                    Rows.percent(row.atFloor().share())))
                                    .toList());
            default -> throw new IllegalStateException("no table " + name);
        };
    }

    private static String bands(Report report) {
        var header = new ArrayList<String>(List.of("labelled", "letters"));
        for (Band band : Band.values()) {
            header.add("came out " + band);
        }
        header.add("at its band or above");
        return table(
                header,
                report.bands().stream()
                        .map(row -> {
                            var cells = new ArrayList<String>();
                            cells.add(row.labelled().name());
                            cells.add("" + row.letters());
                            for (Band band : Band.values()) {
                                cells.add("" + row.cameOut().getOrDefault(band, 0));
                            }
                            cells.add(Rows.percent(row.atOrAbove().share()));
                            return List.copyOf(cells);
                        })
                        .toList());
    }

    private static String fairness(Report report) {
        var fairness = report.fairness();
        return fairness == null
                ? sentence()
                : table(
                        List.of("changed", "pairs", "recall gap", "95 % interval", "score shift"),
                        fairness.attributes().stream()
                                .map(row ->
                                        List.of(
                                                row.attribute(),
                                                "" + row.pairs(),
                                                Rows.points(row.recallGap().value()),
                                                Rows.pointsInterval(row.recallGap()),
                                                Rows.number(row.scoreShift().value())))
                                .toList());
    }

    private static String contrast(Report report) {
        var contrast = report.contrast();
        return contrast == null
                ? sentence()
                : table(
                        List.of("", "pairs", "95 % interval"),
                        List.of(
                                List.of(
                                        "flipped rightly",
                                        Rows.of(contrast.flippedRightly()),
                                        Rows.interval(contrast.flippedRightly())),
                                List.of(
                                        "in the right order",
                                        Rows.of(contrast.scoredAbove()),
                                        Rows.interval(contrast.scoredAbove())),
                                List.of(
                                        "V01 to V04 fell below B1",
                                        "" + contrast.floorFell().size(),
                                        "")));
    }

    private static String table(List<String> header, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return sentence();
        }
        var table = new StringBuilder();
        line(table, header);
        table.append("|---".repeat(header.size())).append("|\n");
        rows.forEach(row -> line(table, row));
        return table.toString().stripTrailing();
    }

    private static void line(StringBuilder table, List<String> cells) {
        cells.forEach(cell -> table.append("| ").append(escaped(cell)).append(' '));
        table.append("|\n");
    }

    private static String sentence() {
        return "Not measured.";
    }

    /** So that a name from a file stays one cell of a table and is no markup. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("`", "'");
    }
}
