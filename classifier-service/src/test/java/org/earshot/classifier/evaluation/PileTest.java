package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.data.Offset;
import org.earshot.classifier.evaluation.Pile.Bin;
import org.earshot.classifier.evaluation.Pile.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value here was reckoned by hand. */
class PileTest {

    private static final Offset<Double> EXACTLY = within(1e-12);

    /** Rightly first, wrongly second, rightly third, rightly last: half of each kind. */
    private static final Pile FOUR =
            pile(0.5, new double[] {0.9, 0.8, 0.7, 0.6}, true, false, true, false);

    private static Pile pile(double prevalence, double[] scores, boolean... positive) {
        return Pile.of(scores, positive, prevalence);
    }

    @Test
    void theAreaIsTheShareOfPairsInTheRightOrder() {
        assertThat(FOUR.rocAuc()).isCloseTo(3 / 4.0, EXACTLY);
    }

    @Test
    void pairsOfTheSameScoreCountHalf() {
        var pile = pile(0.5, new double[] {0.9, 0.9, 0.1, 0.1}, true, false, true, false);

        assertThat(pile.rocAuc()).isCloseTo(2 / 4.0, EXACTLY);
    }

    @Test
    void theAreaIsTheSameAtEveryPrevalence() {
        var rare = pile(0.02, new double[] {0.9, 0.8, 0.7, 0.6}, true, false, true, false);

        assertThat(rare.rocAuc()).isEqualTo(FOUR.rocAuc());
    }

    @Test
    void averagePrecisionIsTakenAtThePrevalence() {
        var rare = pile(0.02, new double[] {0.9, 0.8, 0.7, 0.6}, true, false, true, false);

        assertThat(FOUR.averagePrecision()).isCloseTo(0.5 * 1 + 0.5 * 2 / 3, EXACTLY);
        // At the second hit all positives, 2 % of the pile, and half of the others, 49 %, are read.
        assertThat(rare.averagePrecision()).isCloseTo(0.5 * 1 + 0.5 * 0.02 / 0.51, EXACTLY);
    }

    @Test
    void aPileWithoutAnOrderIsAsGoodAsChance() {
        var pile = pile(0.25, new double[] {0.5, 0.5, 0.5, 0.5}, true, false, false, false);

        assertThat(pile.rocAuc()).isCloseTo(0.5, EXACTLY);
        assertThat(pile.averagePrecision()).isCloseTo(0.25, EXACTLY);
        assertThat(pile.recallInFirst(0.1)).isCloseTo(0.1, EXACTLY);
        assertThat(pile.pileForRecall(0.9)).isCloseTo(0.9, EXACTLY);
        assertThat(pile.recallAtFalseFlags(0.03)).isCloseTo(0.03, EXACTLY);
    }

    @Test
    void aLetterThatLiesAcrossTheCutCountsInPart() {
        assertThat(FOUR.recallInFirst(0.125)).isCloseTo(0.25, EXACTLY);
        assertThat(FOUR.recallInFirst(0.25)).isCloseTo(0.5, EXACTLY);
        assertThat(FOUR.recallInFirst(0.5)).isCloseTo(0.5, EXACTLY);
        assertThat(FOUR.recallInFirst(0.625)).isCloseTo(0.75, EXACTLY);
        assertThat(FOUR.recallInFirst(1)).isEqualTo(1);
    }

    @Test
    void atTwoPercentTheFirstTwoPercentCanHoldThemAll() {
        var pile =
                pile(0.02, new double[] {0.9, 0.8, 0.3, 0.2, 0.1}, true, true, false, false, false);

        assertThat(pile.recallInFirst(0.01)).isCloseTo(0.5, EXACTLY);
        assertThat(pile.recallInFirst(0.02)).isCloseTo(1, EXACTLY);
        assertThat(pile.pileForRecall(0.95)).isCloseTo(0.019, EXACTLY);
    }

    @Test
    void moreLettersOfTheSameKindsChangeNothing() {
        var twice =
                pile(
                        0.5,
                        new double[] {0.9, 0.8, 0.8, 0.8, 0.7, 0.6, 0.6, 0.6},
                        true,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false);

        assertThat(twice.averagePrecision()).isCloseTo(FOUR.averagePrecision(), EXACTLY);
        assertThat(twice.recallInFirst(0.6)).isCloseTo(FOUR.recallInFirst(0.6), EXACTLY);
        assertThat(twice.brier()).isCloseTo(FOUR.brier(), EXACTLY);
    }

    @Test
    void thePileToReadIsCutWithinALetterToo() {
        assertThat(FOUR.pileForRecall(0.5)).isCloseTo(0.25, EXACTLY);
        assertThat(FOUR.pileForRecall(0.9)).isCloseTo(0.5 + 0.25 * 0.4 / 0.5, EXACTLY);
    }

    @Test
    void whatIsFoundAtFalseFlagsIsTheMostThatTheyAllow() {
        assertThat(FOUR.recallAtFalseFlags(0)).isCloseTo(0.5, EXACTLY);
        assertThat(FOUR.recallAtFalseFlags(0.25)).isCloseTo(0.5, EXACTLY);
        assertThat(FOUR.recallAtFalseFlags(0.5)).isCloseTo(1, EXACTLY);
    }

    @Test
    void theBrierScoreIsWeightedToThePrevalence() {
        var pile = pile(0.02, new double[] {0.8, 0.3}, true, false);

        assertThat(pile.brier()).isCloseTo(0.02 * 0.04 + 0.98 * 0.09, EXACTLY);
    }

    @Test
    void binsHoldTheSameShareAndDivideWhatHasTheSameScore() {
        var pile =
                pile(
                        0.5,
                        new double[] {0.2, 0.8, 0.8, 0.8, 0.2, 0.2, 0.2, 0.8},
                        true,
                        true,
                        true,
                        true,
                        false,
                        false,
                        false,
                        false);

        assertThat(pile.reliability(2))
                .usingRecursiveFieldByFieldElementComparator(
                        RecursiveComparisonConfiguration.builder()
                                .withComparatorForType(
                                        (a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
                                .build())
                .containsExactly(new Bin(0.5, 0.2, 0.25), new Bin(0.5, 0.8, 0.75));
        assertThat(pile.calibrationError(2)).isCloseTo(0.05, EXACTLY);
        assertThat(pile.reliability(4)).hasSize(4);
        assertThat(pile.calibrationError(4)).isCloseTo(0.05, EXACTLY);
        assertThat(pile.reliability(15)).hasSize(15);
        assertThat(pile.reliability(15).stream().mapToDouble(Bin::share).sum())
                .isCloseTo(1, EXACTLY);
        // The eighth bin is half of each group, and right on average.
        assertThat(pile.calibrationError(15)).isCloseTo(0.05 * 14 / 15, EXACTLY);
    }

    @Test
    void scoresThatAreTheShareTheyStandForHaveNoCalibrationError() {
        var pile = pile(0.25, new double[] {0.25, 0.25, 0.25}, true, false, false);

        assertThat(pile.calibrationError(15)).isCloseTo(0, EXACTLY);
        assertThat(pile.brier()).isCloseTo(0.25 * 0.5625 + 0.75 * 0.0625, EXACTLY);
    }

    @Test
    void aScoreIsWhollyPartlyOrNotAmongTheFirst() {
        assertThat(FOUR.heldInFirst(0.25, 0.9)).isEqualTo(1);
        assertThat(FOUR.heldInFirst(0.35, 0.8)).isCloseTo(0.4, EXACTLY);
        assertThat(FOUR.heldInFirst(0.25, 0.8)).isEqualTo(0);
    }

    @Test
    void curvesBeginAndEndInTheCorners() {
        assertThat(FOUR.roc())
                .containsExactly(
                        new Point(0, 0),
                        new Point(0, 0.5),
                        new Point(0.5, 0.5),
                        new Point(0.5, 1),
                        new Point(1, 1));
        assertThat(FOUR.capture()).startsWith(new Point(0, 0)).endsWith(new Point(1, 1));
        assertThat(FOUR.precisionRecall())
                .startsWith(new Point(0.5, 1))
                .endsWith(new Point(1, 0.5));
    }

    @Test
    void aCurveOfManyLettersStaysDrawable() {
        var random = new Random(1);
        double[] scores = random.doubles(20_000).toArray();
        var positive = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            positive[i] = random.nextDouble() < scores[i];
        }

        assertThat(Pile.of(scores, positive, 0.02).roc()).hasSizeLessThan(500);
    }

    static Stream<ToDoubleFunction<Pile>> figures() {
        return Stream.of(
                Pile::rocAuc,
                Pile::averagePrecision,
                Pile::brier,
                pile -> pile.calibrationError(15),
                pile -> pile.recallInFirst(0.05),
                pile -> pile.pileForRecall(0.9),
                pile -> pile.recallAtFalseFlags(0.03),
                pile -> pile.heldInFirst(0.05, 0.9));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void withOneKindOnlyNoFigureIsMadeUp(ToDoubleFunction<Pile> figure) {
        assertThat(figure.applyAsDouble(pile(0.02, new double[] {0.9, 0.1}, true, true))).isNaN();
        assertThat(figure.applyAsDouble(pile(0.02, new double[] {0.9}, false))).isNaN();
        assertThat(figure.applyAsDouble(pile(0.02, new double[] {}))).isNaN();
    }

    @Test
    void withOneKindOnlyThereIsNoCurve() {
        var pile = pile(0.02, new double[] {0.9, 0.1}, true, true);

        assertThat(List.of(pile.roc(), pile.capture(), pile.precisionRecall()))
                .allMatch(List::isEmpty);
        assertThat(pile.reliability(15)).isEmpty();
    }

    @Test
    void whatIsNoScoreOrNoShareIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pile(0.02, new double[] {Double.NaN}, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pile(0.02, new double[] {1.01}, true));
        assertThatIllegalArgumentException().isThrownBy(() -> pile(0, new double[] {0.5}, true));
        assertThatIllegalArgumentException().isThrownBy(() -> pile(0.5, new double[] {0.5}));
    }

    @Test
    void bothZerosAreOneScore() {
        assertThat(pile(0.5, new double[] {0.0, -0.0}, true, false).rocAuc())
                .isCloseTo(0.5, EXACTLY);
    }
}
