package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How unlike each other texts are, and the tables of a folder of letters. */
class DiversityTest {

    private static final String README =
            """
            # Letters
            <!-- counts: by the command below -->
            old
            <!-- end of counts -->
            Between.
            <!-- vectors: by the command below -->
            old
            <!-- end of vectors -->
            """;

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aFolder() throws IOException {
        write(
                LetterFiles.LETTERS,
                "{\"id\":\"1\",\"author\":\"a\",\"split\":\"train\",\"channel\":\"email\",\"slices\":[\"older\"],\"body\":\"We"
                    + " are cold.\",\"labels\":{\"band\":\"B1\",\"form\":\"implied\",\"categories\":[\"V08\"]}}",
                "{\"id\":\"2\",\"author\":\"b\",\"split\":\"blind\",\"channel\":\"email\",\"body\":\"A"
                    + " bus pass,"
                    + " please.\",\"labels\":{\"band\":\"S\",\"form\":\"ordinary\",\"categories\":[]}}");
        write(
                LetterFiles.SENTENCES,
                "{\"id\":\"s\",\"text\":\"Thank"
                    + " you.\",\"labels\":{\"band\":\"S\",\"form\":\"ordinary\",\"categories\":[]}}");
        write(
                LetterFiles.CONTRAST,
                "{\"id\":\"c\",\"change\":\"who\",\"a\":{\"text\":\"x\",\"band\":\"B0\",\"categories\":[\"V01\"]},"
                    + "\"b\":{\"text\":\"y\",\"band\":\"S\",\"categories\":[]}}");
        write(
                LetterFiles.FAIRNESS,
                "{\"id\":\"f\",\"attribute\":\"age\",\"label\":1,\"a\":\"x\",\"b\":\"y\"}");
        write("README.md", README);
    }

    private void write(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines).strip() + "\n");
    }

    private int run(String... args) {
        return Diversity.run(args, out, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void textsAreUnlikeInWordsPhrasesAndOpenings() {
        var diversity =
                Diversity.of(
                        List.of(
                                "I have moved house.",
                                "i HAVE moved, again",
                                "Where is my bin? Where is my bin?"));

        assertThat(diversity.texts()).isEqualTo(3);
        assertThat(diversity.words()).isEqualTo(16);
        assertThat(diversity.vocabulary()).isEqualTo(9);
        // 3 + 3 + 7 pairs, of which "i have", "have moved" and the three of the question return.
        assertThat(diversity.distinctPairs()).isEqualTo(8 / 13.0);
        assertThat(diversity.distinctTriples()).isEqualTo(7 / 10.0);
        assertThat(diversity.sharedOpenings()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(diversity.lengths()).containsExactly(4L, 4L, 4L, 6L, 8L);
    }

    @Test
    void theTablesAreCountedFromTheFiles() {
        assertThat(run(folder.toString())).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "2 letters of 7 words in all, by 2 authors.",
                        "| implied | 1 | 0 | 0 | 0 | 1 |",
                        "| **all** | 1 | 0 | 0 | 1 | 2 |",
                        "| B1 | 1 | 0 | 0 | 0 | 1 |",
                        "| V08 Destitution - no food, heat, money or hygiene now | 1 | 0 | 0 | 0 |"
                                + " 1 | 1 | 0 |",
                        "| channel | email 2 |",
                        "| `contrast.jsonl` | 1 | who 1 |",
                        "| `fairness.jsonl` | 1 | age 1; to be read first 1 |",
                        "| words of a text: fewest, quartiles, most | 3, 3, 4, 4, 4 | 2, 2, 2, 2,"
                                + " 2 |");
    }

    @Test
    void theReadmeIsBroughtUpToDateBetweenItsMarksAndNowhereElse() throws IOException {
        assertThat(run(folder.toString(), "--write")).isZero();

        String readme = Files.readString(folder.resolve("README.md"));
        assertThat(Diversity.Part.COUNTS.of(readme)).isEqualTo(out.toString());
        assertThat(readme)
                .startsWith("# Letters\n<!-- counts: by the command below -->\n2 letters")
                .endsWith(README.substring(README.indexOf("Between.")));
    }

    @Test
    void whatCannotBeCountedIsSaid() throws IOException {
        write(LetterFiles.SENTENCES, "{\"id\":\"s\",\"text\":\"Thank you.\"}");
        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 1, field label");
        assertThat(run()).isEqualTo(2);
        assertThat(run(folder.toString(), "--lovely")).isEqualTo(2);
        assertThat(run("one", "two")).isEqualTo(2);
    }
}
