package org.earshot.classifier.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids are those of the published vocabulary of BERT, uncased. */
class WordPiecesTest {

    private static final WordPieces PIECES = shipped();

    @ParameterizedTest
    @CsvSource({
        "hello world, 7592 2088",
        "HELLO World!, 7592 2088 999",
        "Café naïve, 7668 15743",
        "it's 3.50, 2009 1005 1055 1017 1012 2753",
        "Llanfairpwll, 2222 2319 7011 4313 28400 3363",
        "don’t, 2123 1521 1056"
    })
    void cutsWordsAsTheModelWasTrained(String text, String ids) {
        assertThat(PIECES.pieces(text))
                .containsExactly(
                        Arrays.stream(ids.split(" ")).mapToInt(Integer::parseInt).toArray());
    }

    @Test
    void aCharacterOutsideTheVocabularyIsOneUnknownPiece() {
        assertThat(PIECES.pieces("\uD83D\uDE00")).containsExactly(WordPieces.UNKNOWN);
        assertThat(PIECES.pieces("a".repeat(101))).containsExactly(WordPieces.UNKNOWN);
    }

    @Test
    void nothingHasNoPieces() {
        assertThat(PIECES.pieces("")).isEmpty();
        assertThat(PIECES.pieces(" \n\t\u00a0\u200b")).isEmpty();
    }

    @Test
    void chineseCharactersAreWordsOfTheirOwn() {
        assertThat(PIECES.pieces("中国")).hasSize(2).isEqualTo(PIECES.pieces("中 国"));
    }

    @Test
    void aFileWithoutVocabularyIsRefused() {
        var empty = new ByteArrayInputStream("{\"model\":{}}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> WordPieces.read(empty))
                .isInstanceOf(IOException.class)
                .hasMessage("the tokenizer has no vocabulary");
    }

    @Test
    void aSmallVocabularyIsReadWhole() throws IOException {
        var json = "{\"model\":{\"vocab\":{\"cat\":7,\"##s\":8,\"[UNK]\":100}},\"x\":{\"y\":1}}";
        var pieces =
                WordPieces.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(Map.of("cats", pieces.pieces("cats"), "dogs", pieces.pieces("dogs")))
                .containsEntry("cats", new int[] {7, 8})
                .containsEntry("dogs", new int[] {100});
    }

    private static WordPieces shipped() {
        try (var in =
                WordPieces.class.getResourceAsStream(
                        "/" + SentenceEncoder.NAME + "-tokenizer.json")) {
            if (in == null) {
                throw new IllegalStateException("no tokenizer");
            }
            return WordPieces.read(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
