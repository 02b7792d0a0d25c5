package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What texts have in common, and that a copy is known by it. */
class OverlapTest {

    private static final String BIN =
            "The brown bin at number 14 was not emptied on Tuesday, nor the week before.";

    @Test
    void aTextWithANameAndASignChangedIsANearDuplicate() {
        var overlap =
                new Overlap(
                        List.of(
                                BIN,
                                "Please send me the form for a bus pass.",
                                "the BROWN bin at number 12 was not emptied on Friday - nor the"
                                        + " week before!"));

        assertThat(overlap.pairs(Overlap.NEAR_DUPLICATE))
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.one()).isEqualTo(0);
                    assertThat(pair.other()).isEqualTo(2);
                    assertThat(pair.share()).isBetween(0.6, 0.8);
                });
    }

    @Test
    void twoPeopleOnTheSameSubjectAreNone() {
        var overlap =
                new Overlap(
                        List.of(
                                BIN,
                                "Second week running you have driven past our garden waste, number"
                                        + " 14, brown bin. Tuesday is our day."));

        assertThat(overlap.pairs(Overlap.NEAR_DUPLICATE)).isEmpty();
        assertThat(overlap.nearest()[0]).isEqualTo(overlap.nearest()[1]).isBetween(0.05, 0.35);
    }

    @Test
    void theShareIsThatOfTheRunsInEither() {
        // "abcde bcdef", and "abcde bcdef cdefg".
        var overlap = new Overlap(List.of("abcdef", "abcdefg", "xyz", "XYZ.", "", "?"));

        assertThat(overlap.nearest())
                .containsExactly(new double[] {2 / 3.0, 2 / 3.0, 1, 1, 1, 1}, within(1e-12));
        assertThat(overlap.pairs(0.7)).extracting(Overlap.Pair::other).containsExactly(3, 5);
    }
}
