package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.classifier.evaluation.Answers.span;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.earshot.classifier.evaluation.JsonLines.Content;
import org.earshot.events.Band;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may stand in a file of letters, and how a line that cannot be used is named. */
class LettersFileTest {

    @TempDir Path folder;

    private Content<Letter> read(String... lines) throws IOException {
        var file = Files.write(folder.resolve("letters.jsonl"), List.of(lines));
        return JsonLines.read(file, Letter.entry(Answers.TAXONOMY));
    }

    private List<String> problems(String... lines) throws IOException {
        return read(lines).problems().stream().map(Object::toString).toList();
    }

    @Test
    void aLineOfTheCorpusIsReadWhole() throws IOException {
        var letter =
                read("""
                {"id":"C1","channel":"letter","subject":"\ud83d\ude22 Bin","body":"We are cold. We are cold.",\
                "language":"en","author":"a1","split":"test","nation":"wales","slices":["older"],\
                "labels":{"band":"B1","form":"explicit","categories":["V08"],"trap":"idiom",\
                "spans":[{"code":"V08","quote":"are cold"}],"note":"n"}}\
                """)
                        .values()
                        .getFirst();

        assertThat(letter.text()).isEqualTo("\ud83d\ude22 Bin\n\nWe are cold. We are cold.");
        assertThat(letter.positive()).isTrue();
        assertThat(letter.band()).isEqualTo(Band.B1);
        assertThat(letter.categories()).containsExactly("V08");
        // The same words twice are marked twice, in code points.
        assertThat(letter.spans()).containsExactly(span("V08", 10, 18), span("V08", 23, 31));
        assertThat(letter.split()).isEqualTo("test");
        assertThat(letter.slices()).containsExactly("older");
        assertThat(letter.trap()).isEqualTo("idiom");
    }

    @Test
    void aTextAndALabelAreEnough() throws IOException {
        var content =
                read(
                        "{\"text\":\"one\",\"label\":1}",
                        "",
                        "{\"id\":7,\"text\":\"two\",\"label\":0}",
                        "{\"text\":\"three\",\"labels\":{\"categories\":[\"V01\"]}}",
                        "{\"text\":\"four\",\"labels\":{\"categories\":[\"V13\"]}}",
                        "{\"text\":\"five\",\"labels\":{\"band\":\"S\"}}");

        assertThat(content.problems()).isEmpty();
        assertThat(content.values())
                .extracting(Letter::id)
                .containsExactly("line-1", "7", "line-4", "line-5", "line-6");
        assertThat(content.values())
                .extracting(Letter::positive)
                .containsExactly(true, false, true, false, false);
        assertThat(content.values()).extracting(Letter::spans).containsOnlyNulls();
        assertThat(content.sha256()).hasSize(64);
    }

    @Test
    void everyBrokenLineIsNamedWithItsField() throws IOException {
        assertThat(
                        problems(
                                "{\"id\":\"a\",\"text\":\"t\",\"label\":2}",
                                "no JSON, said Mrs Pritchard",
                                "[]",
                                "{\"id\":\"b\",\"label\":1}",
                                "{\"id\":\"c\",\"text\":\"t\"}",
                                "{\"id\":\"d\",\"text\":\"t\",\"labels\":{\"band\":\"B9\"}}",
                                "{\"id\":\"e\",\"text\":\"t\",\"labels\":{\"categories\":[\"V99\"]}}",
                                "{\"id\":\"f\",\"text\":\"t\",\"label\":1,\"labels\":{\"band\":\"S\"}}",
                                "{\"id\":\"g\",\"text\":\"t\",\"body\":\"t\",\"label\":1}",
                                "{\"id\":\"h\",\"text\":\"t\",\"label\":1}",
                                "{\"id\":\"h\",\"text\":\"t\",\"label\":1}",
                                "{\"id\":\"i\",\"text\":\"t\",\"label\":1,\"channel\":\""
                                        + "x".repeat(65)
                                        + "\"}",
                                "{\"id\":\"j\",\"text\":\"t\",\"label\":1,\"slices\":\"older\"}",
                                "{\"id\":\"k\",\"text\":\"a"
                                        + " b\",\"labels\":{\"band\":\"B0\",\"spans\":"
                                        + "[{\"code\":\"V01\",\"quote\":\"c\"}]}}",
                                "{\"id\":\"l\",\"text\":\"a"
                                        + " b\",\"labels\":{\"band\":\"B0\",\"spans\":"
                                        + "[{\"code\":\"V01\",\"start\":1,\"end\":4}]}}"))
                .containsExactly(
                        "line 1, field label: must be 0 or 1",
                        "line 2: not a JSON object",
                        "line 3: not a JSON object",
                        "line 4, field text: is missing",
                        "line 5, field label: is missing, and so are labels.band and"
                                + " labels.categories",
                        "line 6, field labels.band: is none of [B0, B1, B2, B3, S]",
                        "line 7, field labels.categories: has a code that is no category of the"
                                + " taxonomy",
                        "line 8, field label: says otherwise than labels.band",
                        "line 9, field text: stands beside body: one of them",
                        "line 11, field id: stands there twice",
                        "line 12, field channel: must be a text of 1 to 64 characters",
                        "line 13, field slices: must be a list",
                        "line 14, field labels.spans[0].quote: does not stand in the letter word"
                                + " for word",
                        "line 15, field labels.spans[0].end: is not after start, or is beyond the"
                                + " text");
    }

    @Test
    void aTextOrALineWithoutAnEndIsNotReadToIt() throws IOException {
        assertThat(problems("{\"text\":\"" + "a".repeat(500_001) + "\",\"label\":1}"))
                .containsExactly("line 1, field text: is longer than 500000 characters");
        assertThat(problems("{\"text\":\"" + "a".repeat(4_000_001) + "\",\"label\":1}"))
                .containsExactly("line 1: longer than 4000000 characters");
    }

    @Test
    void theSampleMailbagIsSuchAFile() throws IOException {
        var content =
                JsonLines.read(
                        Path.of("..", "letters", "mailbag.jsonl"), Letter.entry(Answers.TAXONOMY));

        assertThat(content.problems()).isEmpty();
        assertThat(content.values()).hasSizeGreaterThanOrEqualTo(120);
    }
}
