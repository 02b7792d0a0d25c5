package org.earshot.classifier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.earshot.classifier.text.Spelling;
import org.earshot.classifier.text.Tokeniser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestWordTest {

    private final NearestWord nearest = NearestWord.shipped();

    @ParameterizedTest
    @CsvSource({
        "tommorrow, tomorrow",
        "becouse, because",
        "diffrent, different",
        "apointment, appointment",
        "hospitel, hospital",
        "medecine, medicine",
        "frendly, friendly",
        "starvin, starving",
        "cornpany, company",
        "circurnstances, circumstances",
        "stlll, still",
        "pregnent, pregnant"
    })
    void theWordThatAMisspellingMeantIsFound(String written, String meant) {
        assertThat(nearest.to(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow", // a word
                "llythyr", // Welsh
                "payslip", // none is near
                "sertraline",
                "xqzt",
                "hav", // too short
                "żyć", // not of these letters
                "tommorrowtommorrowtommorrow" // too long
            })
    void whatIsAWordOrNearNoneIsLeftAsItIs(String written) {
        assertThat(nearest.to(written)).isNull();
    }

    @Test
    void aNameWithItsCapitalIsNotGuessedAt() {
        var words = new Tokeniser(new Spelling(nearest)).read("I met Hospitel by the hospitel.");
        assertThat(words.tokens())
                .extracting(token -> token.form() + " " + token.certainty())
                .contains("hospitel WRITTEN", "hospital GUESSED");
    }

    @Test
    void theEncoderReadsWhatWasMeantAndOffsetsStayThoseOfTheText() {
        String text = "I carnt go to the hospitel tommorrow.";
        var spelling = new Spelling(nearest);
        spelling.add("carnt", List.of("can", "not"));
        var words = new Tokeniser(spelling).read(text);
        assertThat(words.respelt(0, text.length(), 0, words.tokens().size()))
                .isEqualTo("I can not go to the hospital tomorrow.");
        assertThat(text.substring(words.tokens().get(6).start(), words.tokens().get(6).end()))
                .isEqualTo("hospitel");
        assertThat(words.respelt(2, 7, 1, 3)).isEqualTo("can not");
    }
}
