package org.earshot.classifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokeniserTest {

    private final Spelling spelling = new Spelling(Spelling.Nearest.NONE);
    private final Tokeniser tokeniser = new Tokeniser(spelling);

    TokeniserTest() {
        List.of("i", "want", "to", "die", "so", "kill", "myself", "medication", "tired")
                .forEach(spelling::know);
        spelling.add("anymor", List.of("any", "more"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "I don't            ; i do not",
                "I don\u2019t       ; i do not",
                "I'm HERE           ; i am here",
                "he\u2019s here     ; he is here",
                "Mum's house        ; mum house",
                "we've I'll they'd  ; we have i will they would",
                "can't won't shan't ; can not will not shall not",
                "soooo tired        ; so tired",
                "tireddddd          ; tired",
                "k1ll my\u017felf   ; kill myself",
                "| want to d1e      ; i want to die",
                "caf\u00e9          ; cafe",
                "t\u0177 d\u0175r   ; ty dwr",
                "\uFF24\uFF29\uFF25 ; die",
                "d\u00ADie          ; die",
                "anymor             ; any more",
                "\u00A360.50        ; 60 50"
            })
    void aWordIsReadAsTheRulesWriteIt(String written, String read) {
        assertThat(forms(written)).isEqualTo(read);
    }

    @Test
    void aWordKnowsWhereItStoodInTheOriginal() {
        var text = "Dear Sir,\n\n\uD83D\uDE22 I can\u2019t go  on";

        var words = tokeniser.read(text);

        assertThat(words.tokens())
                .extracting(token -> text.substring(token.start(), token.end()))
                .containsExactly("Dear", "Sir", "I", "can\u2019t", "can\u2019t", "go", "on");
    }

    @Test
    void aWordBrokenAtTheEndOfALineIsOneIfTheRulesKnowIt() {
        var text = "I need my medi-\ncation and a book-\nshelf";

        var words = tokeniser.read(text);

        assertThat(words.tokens())
                .extracting(Token::form)
                .containsExactly("i", "need", "my", "medication", "and", "a", "book", "shelf");
        assertThat(text.substring(words.tokens().get(3).start(), words.tokens().get(3).end()))
                .isEqualTo("medi-\ncation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'One two. Three four.'            ; one two | three four",
                "'One two! Three? Four'            ; one two | three | four",
                "'Dear Mr. Smith, hello'           ; dear mr smith hello",
                "'I owe 3.50 at gov.uk now'        ; i owe 3 50 at gov uk now",
                "'It is the end.I want to go'      ; it is the end | i want to go",
                "'Well... so it goes'              ; well | so it goes",
                "'I want to... die'                ; i want to die",
                "'One two\n\nThree four'           ; one two | three four",
                "'- no heat\n- no food'            ; no heat | no food",
                "'1. no heat\n2. no food'          ; 1 | no heat | 2 | no food",
                "'no heat\nno food\nno money'      ; no heat | no food | no money",
                "'I want\nto go'                   ; i want to go",
                "'Dear Sir,\nI write'              ; dear sir i write"
            })
    void sentencesEndWhereTheirWriterEndedThem(String text, String sentences) {
        assertThat(sentences(text)).isEqualTo(sentences);
    }

    @Test
    void aLineThatIsFullGoesOnInTheNext() {
        assertThat(sentences("The letter about the claim reached me yesterday\nevening at home"))
                .isEqualTo("the letter about the claim reached me yesterday evening at home");
    }

    @Test
    void whatStandsBeforeASentenceOnItsLineLeavesAnUnsureBreakOpen() {
        var alone = "no heat here\nreally cold";
        var after = "The letter about the claim reached me. " + alone;

        assertThat(sentences(alone)).isEqualTo("no heat here | really cold");
        assertThat(sentences(after))
                .isEqualTo("the letter about the claim reached me | no heat here really cold");
        assertThat(tokeniser.read(after).tokens())
                .filteredOn(Token::line)
                .extracting(Token::form)
                .containsExactly("really");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "...", "\uD83D\uDE22", "--- * ---", "\u200B", "\u00AD"})
    void aTextWithoutWordsHasNoSentence(String text) {
        var words = tokeniser.read(text);

        assertThat(words.tokens()).isEmpty();
        assertThat(words.sentences()).isEmpty();
    }

    private String forms(String text) {
        return String.join(" ", tokeniser.read(text).tokens().stream().map(Token::form).toList());
    }

    private String sentences(String text) {
        var words = tokeniser.read(text);
        var sentences = new ArrayList<String>();
        for (var sentence : words.sentences()) {
            sentences.add(
                    String.join(
                            " ",
                            words.tokens().subList(sentence.from(), sentence.to()).stream()
                                    .map(Token::form)
                                    .toList()));
        }
        return String.join(" | ", sentences);
    }
}
