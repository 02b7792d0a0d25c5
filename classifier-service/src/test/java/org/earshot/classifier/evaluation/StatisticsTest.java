package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Intervals and agreement, against values reckoned by hand or found in every textbook. */
class StatisticsTest {

    @Test
    void wilsonsBoundsStayHonestForFewAndForNone() {
        assertThat(Proportion.of(8, 10).share()).isEqualTo(0.8);
        assertThat(Proportion.of(8, 10).low()).isCloseTo(0.4902, within(1e-4));
        assertThat(Proportion.of(8, 10).high()).isCloseTo(0.9433, within(1e-4));
        assertThat(Proportion.of(0, 10).low()).isZero();
        assertThat(Proportion.of(0, 10).high()).isCloseTo(0.2775, within(1e-4));
        assertThat(Proportion.of(10, 10).low()).isCloseTo(0.7225, within(1e-4));
        assertThat(Proportion.of(10, 10).high()).isEqualTo(1);
        assertThat(Proportion.of(0, 0).share()).isNaN();
    }

    @Test
    void kappaIsWhatIsLeftBeyondChance() {
        // 20 both yes, 5 yes and no, 10 no and yes, 15 both no: agreed .7, by chance .5.
        var one = new int[50];
        var other = new int[50];
        for (int i = 0; i < 50; i++) {
            one[i] = i < 25 ? 1 : 0;
            other[i] = i < 20 || (i >= 25 && i < 35) ? 1 : 0;
        }

        var kappa = Kappa.of(one, other, 2);

        assertThat(kappa.letters()).isEqualTo(50);
        assertThat(kappa.agreed()).isCloseTo(0.7, within(1e-12));
        assertThat(kappa.value()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void aWeightedKappaCountsSteps() {
        var kappa = Kappa.weighted(new int[] {0, 1, 2, 2}, new int[] {0, 2, 2, 1}, 3);

        // Two steps seen; 14 / 4 by chance.
        assertThat(kappa.value()).isCloseTo(1 - 2 / 3.5, within(1e-12));
        assertThat(kappa.agreed()).isEqualTo(0.5);
    }

    @Test
    void whereChanceExplainsAllThereIsNoKappa() {
        assertThat(Kappa.of(new int[] {0, 0}, new int[] {0, 0}, 2).value()).isNaN();
        assertThat(Kappa.of(new int[] {}, new int[] {}, 2).value()).isNaN();
        assertThat(Kappa.of(new int[] {1, 0}, new int[] {1, 0}, 2).value()).isEqualTo(1);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        var pile =
                Pile.of(
                        new double[] {0.9, 0.8, 0.7, 0.6, 0.5, 0.4},
                        new boolean[] {true, false, true, false, true, false},
                        0.02);

        var once = Estimate.of(pile, List.of(Pile::rocAuc), 7);

        assertThat(Estimate.of(pile, List.of(Pile::rocAuc), 7)).isEqualTo(once);
        assertThat(once.getFirst().value()).isCloseTo(6 / 9.0, within(1e-12));
        assertThat(once.getFirst().low()).isLessThan(0.3);
        assertThat(once.getFirst().high()).isEqualTo(1);
        assertThat(Estimate.RESAMPLES).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void whatIsAlwaysSoHasNoWidth() {
        var pile = Pile.of(new double[] {0.9, 0.1}, new boolean[] {true, false}, 0.02);

        assertThat(Estimate.of(pile, List.of(Pile::rocAuc), 1))
                .containsExactly(new Estimate(1, 1, 1));
    }

    @Test
    void theIntervalOfAMeanHasTheWidthOfItsStandardError() {
        var values = new double[400];
        for (int i = 0; i < 400; i += 4) {
            values[i] = 1;
        }

        var mean = Estimate.ofMean(values, 1);

        // A quarter, with a standard error of sqrt(.25 * .75 / 400) = .0217.
        assertThat(mean.value()).isEqualTo(0.25);
        assertThat(mean.low()).isCloseTo(0.25 - 1.96 * 0.0217, within(0.006));
        assertThat(mean.high()).isCloseTo(0.25 + 1.96 * 0.0217, within(0.006));
        assertThat(Estimate.ofMean(new double[0], 1).value()).isNaN();
    }

    @Test
    void aQuantileLiesBetweenItsNeighboursInProportion() {
        assertThat(Estimate.quantile(new double[] {1, 2, 4}, 0.5)).isEqualTo(2);
        assertThat(Estimate.quantile(new double[] {1, 2, 4}, 0.75)).isEqualTo(3);
    }
}
