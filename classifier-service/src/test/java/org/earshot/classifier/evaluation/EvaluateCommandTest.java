package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.earshot.classifier.assessment.Assessor;
import org.earshot.classifier.assessment.TestAssessor;
import org.earshot.classifier.data.DataFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From files to figures, with an assessor of a few rules so that no figure moves with the rules.
 */
class EvaluateCommandTest {

    private static final Assessor ASSESSOR =
            Assessor.of(DataFile.resource("taxonomy/taxonomy.yaml"), List.of(TestAssessor.RULES));

    private static final List<String> LETTERS =
            List.of(
                    line("a", "I can not go on living.", "B0", "V01", "explicit", "can not go on"),
                    line("b", "There is nothing to eat.", "B1", "V08", "implied", "nothing to eat"),
                    line(
                            "c",
                            "The budgie has gone to the lad next door.",
                            "B0",
                            "V01",
                            "veiled",
                            "gone"),
                    ordinary("d", "Please note my new address.", "ordinary"),
                    ordinary("e", "The menu said there is nothing to eat.", "hard-negative"),
                    ordinary("f", "Thank you for the form.", "ordinary"));

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static String line(
            String id, String text, String band, String code, String form, String quote) {
        return """
        {"id":"%s","text":"%s","split":"test","channel":"letter","author":"<b>&x","labels":{"band":"%s",\
        "categories":["%s"],"form":"%s","spans":[{"code":"%s","quote":"%s"}]}}\
        """
                .formatted(id, text, band, code, form, code, quote);
    }

    private static String ordinary(String id, String text, String form) {
        return """
        {"id":"%s","text":"%s","split":"%s","channel":"email","labels":{"band":"S",\
        "categories":[],"form":"%s","trap":"idiom","spans":[]}}\
        """
                .formatted(id, text, id.equals("f") ? "dev" : "test", form);
    }

    private String file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines).toString();
    }

    private String letters() throws IOException {
        return file("letters.jsonl", LETTERS);
    }

    private int run(String... arguments) {
        return EvaluateCommand.run(
                arguments,
                (_, _) -> ASSESSOR,
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode json(String name) throws IOException {
        return ReportJson.tree(Files.readString(folder.resolve(name)));
    }

    private int everything() throws IOException {
        var contrast =
                file(
                        "contrast.jsonl",
                        List.of(
                                """
                                {"id":"p1","a":{"text":"I can not go on living.","band":"B0","categories":["V01"]},\
                                "b":{"text":"I can not go on holiday.","band":"S","categories":[]},"change":"object"}\
                                """));
        var fairness =
                file(
                        "fairness.jsonl",
                        List.of(
                                """
                                {"id":"n1","attribute":"name","label":1,"a":"There is nothing to eat. Sue","b":"There is nothing to eat. Noor"}\
                                """));
        return run(
                letters(),
                "--noise",
                "--gate",
                "--contrast",
                contrast,
                "--fairness",
                fairness,
                "--about",
                "our made-up letters",
                "--json",
                path("report.json"),
                "--html",
                path("report.html"),
                "--card",
                path("card.md"));
    }

    @Test
    void theFiguresArePrintedAndNothingIsWritten() throws IOException {
        int exit = run(letters());

        assertThat(exit).isZero();
        // a before e, b beside e, c after e and beside d and f: 6.5 of 9 pairs.
        assertThat(out.toString())
                .contains(
                        "6 letters, 3 of them to be read first (B0 or B1), weighted to 2 % of the")
                .containsPattern("ROC AUC +0\\.722 ")
                .containsPattern(
                        "To be read first: came out B0 or B1 +2 of 3, 66\\.7 % +20\\.8 to 93\\.9 %")
                .containsPattern("Others: came out B0 or B1 +1 of 3, 33\\.3 %")
                .containsPattern("Hard negatives: came out B0 or B1 +1 of 1, 100\\.0 %")
                .containsPattern("V01 to V04 in plain words: at their floor +1 of 1, 100\\.0 %")
                .containsPattern("held: +every plain V01 to V04 at its floor")
                .contains("not measured: at least 90 % of the contrast pairs");
        assertThat(errors()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void everyConditionThatHoldsMakesTheStatusZero() throws IOException {
        assertThat(everything()).isZero();
        assertThat(out.toString()).doesNotContain("not held", "not measured");
    }

    @Test
    void aConditionThatIsNotMeasuredOrDoesNotHoldMakesTheStatusOne() throws IOException {
        assertThat(run(letters(), "--gate")).isEqualTo(1);
    }

    @Test
    void theSameFileAndSeedGiveTheSameReport() throws IOException {
        run(letters(), "--noise", "--json", path("one.json"));
        run(letters(), "--noise", "--json", path("two.json"));

        assertThat(json("one.json")).isEqualTo(json("two.json"));
    }

    @Test
    void theFieldsOfTheReportAreThoseOfTheDocumentation() throws IOException {
        everything();

        var report = json("report.json");
        assertThat(report.path("format").asText()).isEqualTo("earshot-evaluation-1");
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "format",
                        "data",
                        "headline",
                        "reliability",
                        "curves",
                        "flags",
                        "bands",
                        "categories",
                        "hardNegatives",
                        "floors",
                        "spans",
                        "slices",
                        "noise",
                        "contrast",
                        "fairness",
                        "gates",
                        "misses");
        var documentation = Files.readString(Path.of("..", "docs", "evaluation.md"));
        var missing = new ArrayList<String>();
        report.fieldNames()
                .forEachRemaining(name -> {
                    if (!documentation.contains("`" + name + "`")) {
                        missing.add(name);
                    }
                });
        assertThat(missing).isEmpty();
        assertThat(report.at("/headline/rocAuc/value").asDouble()).isEqualTo(0.722222);
        assertThat(report.at("/misses/tooLow/0/id").asText()).isEqualTo("c");
        assertThat(report.at("/categories/1/rocAuc").isNull()).isTrue();
        assertThat(report.at("/data/about").asText()).isEqualTo("our made-up letters");
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() throws IOException {
        everything();

        var report = json("report.json");

        assertThat(ReportJson.text(ReportJson.of(ReportJson.report(report))))
                .isEqualTo(Files.readString(folder.resolve("report.json")));
    }

    @Test
    void thePageIsWholeAndHoldsNoWordOfALetter() throws IOException {
        everything();

        var page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("Evaluation on our made-up letters", "6 letters", "&lt;b&gt;&amp;x")
                .doesNotContain("<b>", "<script", "http://", "https://", "src=", "url(")
                .doesNotContain("budgie", "go on living", "nothing to eat", "address")
                .doesNotContainIgnoringCase("risk score");
        // Each plot has a name for those who hear it, and a table.
        assertThat(count(page, "<svg viewBox=\"0 0 \\d+ \\d+\" role=\"img\" aria-labelledby"))
                .isEqualTo(4);
        assertThat(count(page, "<figure>")).isEqualTo(count(page, "<summary>The figures"));
        assertThat(count(page, "<table>")).isEqualTo(count(page, "<caption>"));
        assertThat(Files.readString(folder.resolve("report.json")))
                .doesNotContain("budgie", "go on living", "nothing to eat");
    }

    @Test
    void thePageIsWellFormed() throws Exception {
        everything();

        var page =
                Files.readString(folder.resolve("report.html"))
                        .replaceFirst("<!DOCTYPE html>\n", "")
                        .replaceAll("<meta ([^>]*)>", "<meta $1/>");
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));

        assertThat(document.getElementsByTagName("h1").getLength()).isEqualTo(1);
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void aCardAndAPageCanBeMadeOfAReportLater() throws IOException {
        everything();
        var card = Files.readString(folder.resolve("card.md"));
        var page = Files.readString(folder.resolve("report.html"));

        int exit =
                run(
                        "--report",
                        path("report.json"),
                        "--card",
                        path("again.md"),
                        "--html",
                        path("again.html"));

        assertThat(exit).isZero();
        assertThat(Files.readString(folder.resolve("again.md"))).isEqualTo(card);
        assertThat(Files.readString(folder.resolve("again.html"))).isEqualTo(page);
    }

    @Test
    void aSplitIsMeasuredAlone() throws IOException {
        assertThat(run(letters(), "--split", "test", "--json", path("test.json"))).isZero();

        assertThat(json("test.json").at("/data/letters").asInt()).isEqualTo(5);
        assertThat(json("test.json").at("/data/split").asText()).isEqualTo("test");
        assertThat(run(letters(), "--split", "blind")).isEqualTo(2);
        assertThat(errors()).contains("has no letters of the split blind");
    }

    @Test
    void theFilesOwnShareCanBeTaken() throws IOException {
        run(letters(), "--prevalence", "file", "--json", path("r.json"));

        assertThat(json("r.json").at("/data/prevalence").asDouble()).isEqualTo(0.5);
    }

    @Test
    void lettersWithALabelAndNothingElseAreEnough() throws IOException {
        var file =
                file(
                        "plain.jsonl",
                        List.of(
                                "{\"text\":\"There is nothing to eat.\",\"label\":1}",
                                "{\"text\":\"Thank you.\",\"label\":0}"));

        assertThat(run(file, "--html", path("r.html"), "--card", path("c.md"))).isZero();

        assertThat(out.toString()).containsPattern("ROC AUC +1\\.000").doesNotContain("V05");
        assertThat(Files.readString(folder.resolve("r.html"))).doesNotContain("NaN");
        assertThat(Files.readString(folder.resolve("c.md")))
                .contains("on the letters of plain.jsonl", "Not measured.")
                .doesNotContain("NaN", "null", "{{");
    }

    @Test
    void lettersOfOneKindAreCountedAndNotRanked() throws IOException {
        var file = file("one.jsonl", List.of("{\"text\":\"Thank you.\",\"label\":0}"));

        assertThat(run(file, "--html", path("r.html"))).isZero();

        assertThat(out.toString())
                .containsPattern("ROC AUC +–")
                .containsPattern("Others: came out B0 or B1 +0 of 1, 0\\.0 %")
                .doesNotContain("NaN");
        assertThat(run(file, "--prevalence", "file")).isEqualTo(2);
    }

    @Test
    void brokenLinesAreNamedAndNothingIsMeasured() throws IOException {
        var lines = new ArrayList<>(LETTERS);
        lines.add(2, "{\"id\":\"x\",\"text\":\"Mrs Pritchard wrote this\"}");
        var file = file("broken.jsonl", lines);

        assertThat(run(file)).isEqualTo(1);

        assertThat(errors())
                .contains("line 3, field label: is missing")
                .doesNotContain("Pritchard");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wronglyCalledOrWithoutItsFilesItSaysSo() throws IOException {
        var letters = letters();
        assertThat(run()).isEqualTo(2);
        assertThat(run("one", "two")).isEqualTo(2);
        assertThat(run(letters, "--prevalance", "0.1")).isEqualTo(2);
        assertThat(run(letters, "--json")).isEqualTo(2);
        assertThat(run(letters, "--prevalence", "2")).isEqualTo(2);
        assertThat(run(letters, "--seed", "x")).isEqualTo(2);
        assertThat(run("--report", letters, "--noise")).isEqualTo(2);
        assertThat(run("--agreement", letters)).isEqualTo(2);
        assertThat(run(path("nowhere.jsonl"))).isEqualTo(3);
        assertThat(run(letters, "--json", path("no/such/folder.json"))).isEqualTo(3);
        assertThat(run("--report", letters)).isEqualTo(3);
        assertThat(errors())
                .contains("usage: evaluate")
                .contains("there is no file")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void twoPeoplesLabelsAreCompared() throws IOException {
        var first =
                file(
                        "first.jsonl",
                        List.of(
                                "{\"id\":\"a\",\"labels\":{\"band\":\"B0\",\"categories\":[\"V01\"]}}",
                                "{\"id\":\"b\",\"labels\":{\"band\":\"B1\",\"categories\":[\"V08\"]}}",
                                "{\"id\":\"c\",\"labels\":{\"band\":\"S\",\"categories\":[]}}",
                                "{\"id\":\"d\",\"labels\":{\"band\":\"S\",\"categories\":[]}}",
                                "{\"id\":\"e\",\"labels\":{\"band\":\"S\",\"categories\":[]}}"));
        var second =
                file(
                        "second.jsonl",
                        List.of(
                                "{\"id\":\"d\",\"labels\":{\"band\":\"S\",\"categories\":[]}}",
                                "{\"id\":\"c\",\"labels\":{\"band\":\"S\",\"categories\":[\"V08\"]}}",
                                "{\"id\":\"b\",\"labels\":{\"band\":\"B1\",\"categories\":[\"V08\"]}}",
                                "{\"id\":\"a\",\"labels\":{\"band\":\"B1\",\"categories\":[\"V01\"]}}"));

        assertThat(run("--agreement", first, second, "--json", path("k.json"))).isZero();

        var kappa = json("k.json");
        assertThat(kappa.path("letters").asInt()).isEqualTo(4);
        assertThat(kappa.path("onlyFirst").asInt()).isEqualTo(1);
        // One step seen; (2 + 8 + 6 + 12) / 4 = 7 by chance.
        assertThat(kappa.at("/band/value").asDouble()).isEqualTo(0.857143);
        assertThat(kappa.at("/readFirst/value").asDouble()).isEqualTo(1);
        assertThat(kappa.at("/categories/0/kappa/value").asDouble()).isEqualTo(1);
        assertThat(kappa.at("/categories/7/code").asText()).isEqualTo("V08");
        assertThat(kappa.at("/categories/7/kappa/value").asDouble()).isEqualTo(0.5);
        assertThat(kappa.at("/categories/1/kappa/value").isNull()).isTrue();
        assertThat(out.toString()).containsPattern("V08 +Destitution.* 1 +2 +75\\.0 % +0\\.500");
    }
}
