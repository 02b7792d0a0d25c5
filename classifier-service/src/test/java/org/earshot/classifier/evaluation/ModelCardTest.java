package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.earshot.classifier.assessment.Assessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The card's figures come from a report; its text has none of its own. */
class ModelCardTest {

    @TempDir Path folder;

    private JsonNode report() throws IOException {
        var letters =
                Files.write(
                        folder.resolve("letters.jsonl"),
                        List.of(
                                "{\"text\":\"I want to end my life"
                                        + " tonight.\",\"labels\":{\"band\":\"B0\","
                                        + "\"categories\":[\"V01\"],\"form\":\"explicit\"}}",
                                "{\"text\":\"Thank you for the form.\",\"labels\":{\"band\":\"S\","
                                        + "\"categories\":[],\"form\":\"hard-negative\"}}"));
        var json = folder.resolve("report.json");
        EvaluateCommand.run(
                new String[] {letters.toString(), "--json", json.toString()},
                (_, _) -> Assessor.shipped(),
                new StringWriter(),
                System.err);
        return ReportJson.tree(Files.readString(json));
    }

    private static String card(JsonNode json) throws IOException {
        return ModelCard.of(ReportJson.report(json), json);
    }

    @Test
    void noFigureIsTypedByHand() {
        var text = ModelCard.PLACE.matcher(ModelCard.TEMPLATE).replaceAll("");

        // Names of bands, categories and a digest, and the year of the paper with these headings.
        var names = Pattern.compile("\\bB[0-3]\\b|\\bV\\d\\d\\b|\\(FAT\\*, 2019\\)|SHA-256");
        assertThat(names.matcher(text).replaceAll("")).doesNotContainPattern("\\d");
    }

    @Test
    void everyPlaceIsFilled() throws IOException {
        assertThat(card(report())).doesNotContain("{{", "}}", "NaN", "null");
    }

    @Test
    void everyFigureFollowsTheReport() throws IOException {
        List<String> places =
                ModelCard.PLACE
                        .matcher(ModelCard.TEMPLATE)
                        .results()
                        .filter(place -> place.group(2) != null && place.group(2).contains("."))
                        .map(place -> place.group(2))
                        .distinct()
                        .toList();
        assertThat(places).contains("misses.tooLowCount", "flags.falseFlags.share");
        for (String place : places) {
            var json = report();
            String before = card(json);
            int dot = place.lastIndexOf('.');
            var parent = (ObjectNode) json.at("/" + place.substring(0, dot).replace('.', '/'));
            String field = place.substring(dot + 1);
            if (parent.path(field).isTextual()) {
                parent.put(field, "another");
            } else if (parent.path(field).isIntegralNumber()) {
                parent.put(field, 4711);
            } else {
                parent.put(field, 0.4711);
            }

            assertThat(card(json)).as(place).isNotEqualTo(before);
        }
    }

    @Test
    void whatIsMissingFromAReportIsNotMadeUp() throws IOException {
        var json = report();
        ((ObjectNode) json.at("/flags/falseFlags")).putNull("share");

        assertThat(card(json)).contains("not measured of the others");
    }

    @Test
    void theLimitsComeFirstAndTheHeadingsAreAllThere() {
        assertThat(
                        Pattern.compile("^## (.*)$", Pattern.MULTILINE)
                                .matcher(ModelCard.TEMPLATE)
                                .results()
                                .map((MatchResult heading) -> heading.group(1)))
                .containsExactly(
                        "Limits first",
                        "Model details",
                        "Intended use",
                        "Factors",
                        "Metrics",
                        "Evaluation data",
                        "Training data",
                        "Quantitative analyses",
                        "Ethical considerations",
                        "Caveats and recommendations");
    }
}
