package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.earshot.classifier.evaluation.Answers.answer;
import static org.earshot.classifier.evaluation.Answers.letter;
import static org.earshot.classifier.evaluation.Answers.span;

import java.util.Objects;
import org.earshot.events.Band;
import org.junit.jupiter.api.Test;

class SpanAgreementTest {

    @Test
    void wordsAreCountedNotLetters() {
        //                            0    5       13  17   22
        var letter =
                letter("a", Band.B1, "V08").text("I'm so hungry and cold.", span("V08", 7, 22));
        var agreement = new SpanAgreement();

        // Shown: "so hungry"; marked: "hungry and cold".
        agreement.add(letter.letter(), answer(Band.B1, 0.7, span("V08", 4, 13)));

        assertThat(agreement.all().marked()).isEqualTo(3);
        assertThat(agreement.all().shown()).isEqualTo(2);
        assertThat(agreement.all().both()).isEqualTo(1);
        assertThat(agreement.all().precision()).isEqualTo(0.5);
        assertThat(agreement.all().recall()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(agreement.all().f1()).isCloseTo(2 / 5.0, within(1e-12));
    }

    @Test
    void offsetsAreCodePointsWhateverStandsBefore() {
        String text = "\ud83d\ude22\ud83d\ude22 caf\u00e9 we are cold";
        assertThat(SpanAgreement.words(text))
                .containsExactly(
                        new int[] {3, 7},
                        new int[] {8, 10},
                        new int[] {11, 14},
                        new int[] {15, 19});
        var agreement = new SpanAgreement();

        agreement.add(
                letter("a", Band.B1, "V08").text(text, span("V08", 8, 19)).letter(),
                answer(Band.B1, 0.7, span("V08", 15, 19)));

        assertThat(agreement.all().both()).isEqualTo(1);
        assertThat(agreement.all().marked()).isEqualTo(3);
    }

    @Test
    void anotherCategoryIsAMissUnlessOneAsksForAny() {
        var agreement = new SpanAgreement();

        agreement.add(
                letter("a", Band.B0, "V01").text("cold and lost", span("V01", 0, 13)).letter(),
                answer(Band.B1, 0.7, span("V08", 0, 4)));

        assertThat(of(agreement, "V01").recall()).isZero();
        assertThat(of(agreement, "V08").precision()).isZero();
        assertThat(of(agreement, "V08").recall()).isNaN();
        assertThat(agreement.all().both()).isZero();
        assertThat(agreement.anyCategory().both()).isEqualTo(1);
        assertThat(agreement.anyCategory().precision()).isEqualTo(1);
    }

    @Test
    void passagesThatOverlapCountAWordOnce() {
        var agreement = new SpanAgreement();

        agreement.add(
                letter("a", Band.B0, "V01")
                        .text("cold and lost", span("V01", 0, 8), span("V01", 5, 13))
                        .letter(),
                answer(Band.B1, 0.7, span("V01", 0, 13), span("V01", 0, 4)));

        assertThat(agreement.all().marked()).isEqualTo(3);
        assertThat(agreement.all().shown()).isEqualTo(3);
        assertThat(agreement.all().f1()).isEqualTo(1);
    }

    @Test
    void wordsShownWhereNothingIsMarkedAreWrong() {
        var agreement = new SpanAgreement();

        agreement.add(letter("a", Band.S).letter(), answer(Band.B1, 0.7, span("V01", 0, 5)));

        assertThat(agreement.letters()).isEqualTo(1);
        assertThat(agreement.all().precision()).isZero();
        assertThat(agreement.all().recall()).isNaN();
    }

    private static SpanAgreement.Agreement of(SpanAgreement agreement, String code) {
        return Objects.requireNonNull(agreement.byCode().get(code));
    }
}
