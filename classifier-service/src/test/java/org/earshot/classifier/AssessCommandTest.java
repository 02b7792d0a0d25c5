package org.earshot.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessCommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyTextIsAnsweredInItsOrderWithTheSameFields() throws IOException {
        int exit =
                assess(
                        "{\"id\":\"a\",\"text\":\"I want to end my life tonight.\"}",
                        "{\"id\":\"b\",\"text\":\"Please note my new address, 4 Teapot Lane.\"}",
                        "{\"id\":3,\"text\":\"\"}");

        assertThat(exit).isZero();
        var answers = answers();
        assertThat(answers)
                .extracting(answer -> answer.path("id").asText())
                .containsExactly("a", "b", "3");
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.fieldNames())
                                .toIterable()
                                .containsExactly(
                                        "id",
                                        "band",
                                        "notWhollyAssessed",
                                        "score",
                                        "categories",
                                        "probabilities",
                                        "evidence",
                                        "summary",
                                        "language",
                                        "languages",
                                        "version"));
        assertThat(answers)
                .extracting(answer -> answer.path("band").asText())
                .containsExactly("B0", "S", "B1");
        assertThat(answers)
                .extracting(answer -> answer.path("notWhollyAssessed").asBoolean())
                .containsExactly(false, false, true);
        assertThat(answers)
                .extracting(answer -> answer.path("language").asText())
                .containsExactly("en", "en", "und");
        assertThat(answers.getFirst().path("categories").path("V01").asDouble()).isEqualTo(0.95);
        assertThat(answers.getFirst().path("evidence").get(0).fieldNames())
                .toIterable()
                .containsExactly("start", "end", "code");
        assertThat(answers.getFirst().path("summary").toString())
                .isEqualTo(
                        "{\"sentences\":[{\"start\":0,\"end\":30,\"sensitive\":true}],"
                                + "\"moreEvidence\":0,\"asks\":[],"
                                + "\"dates\":[{\"start\":22,\"end\":29,\"kind\":\"event\","
                                + "\"date\":null}],\"adverseActions\":[]}");
        assertThat(answers.get(1).path("categories")).isEmpty();
        assertThat(answers.get(1).path("evidence")).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aBrokenLineIsAnsweredInItsPlaceAndTheOthersAreAssessed() throws IOException {
        int exit =
                assess(
                        "{\"id\":\"a\",\"text\":\"Thank you.\"}",
                        "no JSON, said Mrs Pritchard",
                        "",
                        "{\"text\":\"Thank you.\"}",
                        "{\"id\":\"e\"}",
                        "[]",
                        "{\"id\":\"g\",\"text\":\"Thank you.\"} more",
                        "{\"id\":\"h\",\"text\":\"Thank you.\"}");

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        answers().getFirst().toString(),
                        "{\"id\":null,\"line\":2,\"problem\":\"not JSON\"}",
                        "{\"id\":null,\"line\":4,\"problem\":\"field id is missing\"}",
                        "{\"id\":\"e\",\"line\":5,\"problem\":\"field text is missing\"}",
                        "{\"id\":null,\"line\":6,\"problem\":\"field id is missing\"}",
                        "{\"id\":null,\"line\":7,\"problem\":\"not JSON\"}",
                        answers().getLast().toString());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void explainSaysWhichRuleMetWhichWordsAndWhatSpokeAgainstIt() throws IOException {
        assess("--explain", List.of("{\"id\":\"a\",\"text\":\"I would never kill myself.\"}"));

        var explanation = answers().getFirst().path("explanation");
        assertThat(explanation.findValuesAsText("words")).contains("kill myself");
        assertThat(explanation.path("counted"))
                .anySatisfy(passage ->
                        assertThat(passage.path("attributes"))
                                .extracting(JsonNode::asText)
                                .contains("NEGATED"));
    }

    @Test
    void wronglyCalledOrWithoutItsFileItSaysSoAndNothingElse() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("one", "two")).isEqualTo(2);
        assertThat(run("--explian", "file")).isEqualTo(2);
        assertThat(run(folder.resolve("nowhere.jsonl").toString())).isEqualTo(3);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("usage: assess")
                .contains("there is no file")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @Test
    void aFileThatIsNotUtf8IsNotGuessedAt() throws IOException {
        var file = folder.resolve("latin1.jsonl");
        Files.write(
                file,
                "{\"id\":\"a\",\"text\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(run(file.toString())).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is not UTF-8");
    }

    private int assess(String... lines) throws IOException {
        return assess("", List.of(lines));
    }

    private int assess(String option, List<String> lines) throws IOException {
        var file = Files.write(folder.resolve("texts.jsonl"), lines);
        return option.isEmpty() ? run(file.toString()) : run(option, file.toString());
    }

    private int run(String... arguments) {
        return AssessCommand.run(
                arguments, out, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private List<JsonNode> answers() throws IOException {
        var answers = new java.util.ArrayList<JsonNode>();
        for (String line : out.toString().lines().toList()) {
            answers.add(JSON.readTree(line));
        }
        return answers;
    }
}
