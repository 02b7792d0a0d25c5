package org.earshot.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.earshot.classifier.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    void theSameLettersAndSeedGiveTheSameFileToTheByte() throws IOException {
        Path letters = letters();
        Path sentences = folder.resolve("sentences.jsonl");
        Files.writeString(
                sentences,
                """
                {"id":"s1","text":"I do not want to be alive.","labels":{"band":"B0","categories":["V01"],"spans":[{"code":"V01","quote":"I do not want to be alive."}]}}
                {"id":"s2","text":"The bus was late.","labels":{"band":"S","categories":[],"spans":[]}}
                """);
        Path one = folder.resolve("one/model.json");
        Path two = folder.resolve("two.json");

        assertThat(run(letters, sentences, one)).isZero();
        assertThat(run(letters, sentences, two)).isZero();

        assertThat(one).hasSameBinaryContentAs(two);
        ModelFile model = ModelFile.read(Files.readAllBytes(one));
        assertThat(model.heads()).hasSize(24);
        assertThat(model.categories()).hasSize(21);
        assertThat(model.bytes()).isEqualTo(Files.readAllBytes(one));
        assertThat(model.provenance().path("lettersToTrain").asInt()).isBetween(20, 40);
        assertThat(model.curve())
                .extracting(ModelFile.Point::threshold)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("for the band", "for the order");
    }

    @Test
    void aBrokenLineIsNamedAndNothingIsWritten() throws IOException {
        Path letters = folder.resolve("letters.jsonl");
        Files.writeString(letters, "{\"id\":\"a\"}\n");
        Path model = folder.resolve("model.json");

        assertThat(run(letters, letters, model)).isEqualTo(1);

        assertThat(model).doesNotExist();
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("letters.jsonl")
                .doesNotContain("\tat ");
    }

    @Test
    void wronglyCalledItSaysHow() {
        assertThat(TrainCommand.run(new String[] {"one"}, printer())).isEqualTo(2);
        assertThat(TrainCommand.run(new String[] {"a", "b", "c", "--seed", "x"}, printer()))
                .isEqualTo(2);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("usage: train");
    }

    private int run(Path letters, Path sentences, Path model) {
        return TrainCommand.run(
                new String[] {letters.toString(), sentences.toString(), model.toString()},
                printer());
    }

    private PrintStream printer() {
        return new PrintStream(log, true, StandardCharsets.UTF_8);
    }

    /** Short letters of the mailbag, of each band: every third to set the scale. */
    private Path letters() throws IOException {
        var byBand = new TreeMap<String, List<ObjectNode>>();
        for (String line : Files.readAllLines(Path.of("..", "letters", "mailbag.jsonl"))) {
            var letter = (ObjectNode) JSON.readTree(line);
            if (letter.path("body").asText().length() < 500) {
                byBand.computeIfAbsent(
                                letter.path("labels").path("band").asText(), _ -> new ArrayList<>())
                        .add(letter);
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<ObjectNode> letters : byBand.values()) {
            for (ObjectNode letter : letters.subList(0, Math.min(12, letters.size()))) {
                letter.put("split", lines.size() % 3 == 2 ? "dev" : "train");
                letter.put("author", "author-" + lines.size() % 5);
                lines.add(JSON.writeValueAsString(letter));
            }
        }
        Path file = folder.resolve("letters.jsonl");
        Files.write(file, lines);
        return file;
    }

    @Test
    void lettersOfOneKindTeachNothingAndThatIsSaid() throws IOException {
        Path letters = folder.resolve("calm.jsonl");
        Files.writeString(
                letters,
                """
                {"id":"a","split":"train","body":"The bus was late.","labels":{"band":"S","categories":[],"spans":[]}}
                {"id":"b","split":"dev","body":"Thank you.","labels":{"band":"S","categories":[],"spans":[]}}
                """);
        Path model = folder.resolve("model.json");

        assertThat(run(letters, letters, model)).isEqualTo(1);

        assertThat(model).doesNotExist();
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("examples of one kind only");
    }
}
