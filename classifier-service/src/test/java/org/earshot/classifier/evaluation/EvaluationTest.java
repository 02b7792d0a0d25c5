package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.earshot.classifier.evaluation.Answers.answer;
import static org.earshot.classifier.evaluation.Answers.letter;
import static org.earshot.classifier.evaluation.Answers.span;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.earshot.classifier.evaluation.Evaluation.Assessed;
import org.earshot.classifier.evaluation.Report.CategoryRow;
import org.earshot.classifier.evaluation.Report.Miss;
import org.earshot.classifier.evaluation.Report.NoiseRow;
import org.earshot.classifier.evaluation.Report.SliceRow;
import org.earshot.events.Band;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static Evaluation evaluation(Assessed... letters) {
        return new Evaluation(List.of(letters), Answers.TAXONOMY, 0.02, 1);
    }

    @Test
    void aLetterIsFlaggedWhenItCameOutB0OrB1() {
        var flags =
                evaluation(
                                letter("a", Band.B0).as(Band.B1, 0.7),
                                letter("b", Band.B1).as(Band.B2, 0.4),
                                letter("c", Band.B2).as(Band.B1, 0.6),
                                letter("d", Band.S).as(Band.B3, 0.2))
                        .flags();

        assertThat(flags.recall().count()).isEqualTo(1);
        assertThat(flags.recall().of()).isEqualTo(2);
        assertThat(flags.falseFlags().count()).isEqualTo(1);
        assertThat(flags.falseFlags().of()).isEqualTo(2);
    }

    @Test
    void bandsAreCountedByWhatTheyCameOutAs() {
        var rows =
                evaluation(
                                letter("a", Band.B0).as(Band.B0, 0.9),
                                letter("b", Band.B0).as(Band.S, 0.1),
                                letter("c", Band.B2).as(Band.B1, 0.6))
                        .bands();

        assertThat(rows).extracting(Report.BandRow::labelled).containsExactly(Band.B0, Band.B2);
        assertThat(rows.getFirst().cameOut())
                .isEqualTo(Map.of(Band.B0, 1, Band.B1, 0, Band.B2, 0, Band.B3, 0, Band.S, 1));
        assertThat(rows.getFirst().atOrAbove().share()).isEqualTo(0.5);
        assertThat(rows.getLast().atOrAbove().share()).isEqualTo(1);
    }

    @Test
    void aCategoryIsReachedAtB1OrAtTheLettersOwnBand() {
        var rows =
                evaluation(
                                letter("a", Band.B0, "V01").as(Band.B1, 0.7),
                                letter("b", Band.B0, "V01").as(Band.B2, 0.5),
                                letter("c", Band.B3, "V13").as(Band.B3, 0.3),
                                letter("d", Band.B3, "V13").as(Band.S, 0.2),
                                letter("e", Band.S).as(Band.S, 0.1))
                        .categories();

        assertThat(row(rows, "V01").recall().share()).isEqualTo(0.5);
        assertThat(row(rows, "V13").recall().share()).isEqualTo(0.5);
        assertThat(row(rows, "V02").letters()).isZero();
        assertThat(row(rows, "V02").recall().share()).isNaN();
        assertThat(row(rows, "V02").rocAuc()).isNaN();
        assertThat(rows).hasSize(21);
    }

    @Test
    void aCategorysOwnProbabilityIsRankedAgainstAllLettersWithoutIt() {
        var rows =
                evaluation(
                                letter("a", Band.B1, "V08")
                                        .as(answer(Band.B1, 0.8, span("V08", 0, 5))),
                                letter("b", Band.B1, "V08").as(Band.B1, 0.9),
                                letter("c", Band.B1, "V09")
                                        .as(answer(Band.B1, 0.4, span("V08", 0, 5))),
                                letter("d", Band.S).as(Band.S, 0.1))
                        .categories();

        // a above both others; b, with nothing found for V08, below c and beside d.
        assertThat(row(rows, "V08").rocAuc()).isCloseTo((2 + 0.5) / 4, within(1e-12));
        assertThat(row(rows, "V08").shown().share()).isEqualTo(0.5);
    }

    private static CategoryRow row(List<CategoryRow> rows, String code) {
        return rows.stream().filter(row -> row.code().equals(code)).findFirst().orElseThrow();
    }

    @Test
    void hardNegativesAreThoseThatAreNotToBeReadFirst() {
        var hard =
                evaluation(
                                letter("a", Band.S)
                                        .form("hard-negative")
                                        .trap("idiom")
                                        .as(Band.B1, 0.7),
                                letter("b", Band.S)
                                        .form("hard-negative")
                                        .trap("pets")
                                        .as(Band.S, 0.1),
                                letter("c", Band.S)
                                        .form("hard-negative")
                                        .trap("pets")
                                        .as(Band.S, 0.1),
                                letter("d", Band.B1, "V01").form("hard-negative").as(Band.B1, 0.7),
                                letter("e", Band.S).form("ordinary").as(Band.B0, 0.9))
                        .hardNegatives();

        assertThat(hard.flagged().count()).isEqualTo(1);
        assertThat(hard.flagged().of()).isEqualTo(3);
        assertThat(hard.traps()).extracting(Report.TrapRow::trap).containsExactly("idiom", "pets");
        assertThat(hard.traps().getFirst().flagged().share()).isEqualTo(1);
        assertThat(hard.traps().getLast().flagged().of()).isEqualTo(2);
    }

    @Test
    void whatIsSaidPlainlyAndCannotWaitIsNamedWhenItIsBelowItsFloor() {
        var floors =
                evaluation(
                                letter("a", Band.B0, "V01").form("explicit").as(Band.B0, 0.9),
                                letter("b", Band.B0, "V04").form("explicit").as(Band.B1, 0.7),
                                letter("c", Band.B0, "V01").form("veiled").as(Band.S, 0.1),
                                letter("d", Band.B1, "V08").form("explicit").as(Band.S, 0.1))
                        .floors();

        assertThat(floors.atFloor().of()).isEqualTo(2);
        assertThat(floors.notAtFloor()).containsExactly("b");
    }

    @Test
    void aSliceOfOneKindIsComparedWithTheOtherKindOfTheWholeFile() {
        var rows =
                evaluation(
                                letter("a", Band.B0).channel("letter").as(Band.B0, 0.9),
                                letter("b", Band.B1).channel("letter").as(Band.S, 0.2),
                                letter("c", Band.S).channel("email").as(Band.S, 0.3),
                                letter("d", Band.S)
                                        .channel("email")
                                        .slice("older")
                                        .as(Band.B1, 0.6))
                        .slices();

        SliceRow letters = slice(rows, "channel", "letter");
        assertThat(letters.positives()).isEqualTo(2);
        assertThat(letters.againstFile()).isTrue();
        assertThat(letters.rocAuc()).isEqualTo(0.5);
        assertThat(letters.recall().share()).isEqualTo(0.5);
        assertThat(letters.falseFlags().of()).isZero();
        // The first positive is 1 % of the pile; 49 % stand between it and the other.
        assertThat(letters.recallInFirst5()).isEqualTo(0.5);
        assertThat(slice(rows, "slice", "older").falseFlags().share()).isEqualTo(1);
        assertThat(slice(rows, "length", "under 25 words").letters()).isEqualTo(4);
        assertThat(rows).extracting(SliceRow::dimension).doesNotContain("nation", "author");
    }

    private static SliceRow slice(List<SliceRow> rows, String dimension, String value) {
        return rows.stream()
                .filter(row -> row.dimension().equals(dimension) && row.value().equals(value))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void lengthIsCountedInWords() {
        assertThat(Evaluation.length("word ".repeat(24))).isEqualTo("under 25 words");
        assertThat(Evaluation.length("word ".repeat(25))).isEqualTo("25 to 89 words");
        assertThat(Evaluation.length("word ".repeat(90))).isEqualTo("90 to 220 words");
        assertThat(Evaluation.length("word ".repeat(220))).isEqualTo("90 to 220 words");
        assertThat(Evaluation.length("word ".repeat(221))).isEqualTo("over 220 words");
    }

    @Test
    void missesAreNamedTheWorstFirst() {
        var misses =
                evaluation(
                                letter("a", Band.B0).as(Band.B2, 0.5),
                                letter("b", Band.B1).as(Band.S, 0.1),
                                letter("c", Band.S).as(Band.B1, 0.7),
                                letter("d", Band.S).as(Band.B0, 0.9))
                        .misses();

        assertThat(misses.tooLow()).extracting(Miss::id).containsExactly("b", "a");
        assertThat(misses.tooHigh()).extracting(Miss::id).containsExactly("d", "c");
        assertThat(misses.tooLowCount()).isEqualTo(2);
    }

    @Test
    void theHeadlineIsThePilesAndHasIntervals() {
        var headline =
                evaluation(
                                letter("a", Band.B0).as(Band.B0, 0.9),
                                letter("b", Band.S).as(Band.B1, 0.8),
                                letter("c", Band.B1).as(Band.B1, 0.7),
                                letter("d", Band.S).as(Band.S, 0.6))
                        .headline();

        assertThat(headline.rocAuc().value()).isEqualTo(0.75);
        assertThat(headline.rocAuc().low()).isLessThanOrEqualTo(0.75);
        assertThat(headline.recallInFirst())
                .extracting(Report.AtShare::at)
                .containsExactly(0.01, 0.02, 0.03, 0.05, 0.10);
        assertThat(headline.recallInFirst().getFirst().figure().value())
                .isCloseTo(0.5, within(1e-12));
        assertThat(headline.pileForRecall())
                .extracting(Report.AtShare::at)
                .containsExactly(0.90, 0.95, 0.99);
        assertThat(headline.recallAtFalseFlags().value()).isEqualTo(0.5);
        assertThat(headline.calibrationBins()).isEqualTo(15);
    }

    @Test
    void lettersOfOneKindGiveCountsAndNoCurve() {
        var evaluation =
                evaluation(
                        letter("a", Band.B0).as(Band.B0, 0.9),
                        letter("b", Band.B1).as(Band.S, 0.1));

        assertThat(evaluation.headline().rocAuc().value()).isNaN();
        assertThat(evaluation.flags().recall().share()).isEqualTo(0.5);
        assertThat(evaluation.flags().falseFlags().share()).isNaN();
        assertThat(evaluation.curves().roc()).isEmpty();
    }

    @Test
    void errorsArePutInAndTheLettersAssessedAgain() {
        String plain = "I will not be here any more in the morning, so cancel it all. ".repeat(8);
        var machine =
                new Machine(
                        text -> text.startsWith(plain) ? answer(Band.B0, 0.9) : answer(Band.S, 0.1),
                        () -> answer(Band.B1, 0.5),
                        new PrintStream(OutputStream.nullOutputStream()));

        var rows =
                evaluation(
                                letter("a", Band.B0, "V01")
                                        .form("explicit")
                                        .text(plain)
                                        .as(Band.B0, 0.9),
                                letter("b", Band.S).as(Band.S, 0.1))
                        .noise(machine);

        assertThat(rows)
                .extracting(NoiseRow::kind)
                .containsExactly("clean", "scanned", "scanned", "scanned", "misspelt");
        assertThat(rows).extracting(NoiseRow::rate).containsExactly(0.0, 0.01, 0.03, 0.06, 0.08);
        assertThat(rows).extracting(row -> row.atFloor().share()).startsWith(1.0).endsWith(0.0);
        assertThat(rows.getFirst().rocAuc()).isEqualTo(1);
        assertThat(rows.getLast().rocAuc()).isEqualTo(0.5);
        assertThat(rows.get(3).characterErrors()).isCloseTo(0.06, within(0.005));
    }

    @Test
    void whatTheMachineStumblesOverCountsAsItDoesInTheService() {
        var machine =
                new Machine(
                        text -> {
                            throw new IllegalStateException("as the test wants it");
                        },
                        () -> answer(Band.B1, 0.5),
                        new PrintStream(OutputStream.nullOutputStream()));

        assertThat(machine.assess("any").band()).isEqualTo(Band.B1);
        assertThat(machine.failures()).isEqualTo(1);
    }
}
