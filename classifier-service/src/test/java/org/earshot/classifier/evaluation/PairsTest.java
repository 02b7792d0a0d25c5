package org.earshot.classifier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.earshot.classifier.evaluation.Answers.answer;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.evaluation.Contrast.Side;
import org.earshot.classifier.evaluation.Report.AttributeRow;
import org.earshot.classifier.evaluation.Report.Gate;
import org.earshot.classifier.evaluation.Report.Outcome;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contrast pairs, pairs of like letters, and the conditions they are held to. */
class PairsTest {

    private static Machine machine(Map<String, Answer> answers) {
        return new Machine(
                text -> answers.getOrDefault(text, answer(Band.S, 0.1)),
                () -> answer(Band.B1, 0.5),
                new PrintStream(OutputStream.nullOutputStream()));
    }

    private static Contrast.Pair pair(
            String id, String a, Band bandA, String b, Band bandB, @Nullable String change) {
        return new Contrast.Pair(
                id, new Side(a, bandA, Set.of("V01")), new Side(b, bandB, Set.of()), change);
    }

    @Test
    void aPairIsFlippedRightlyWhenBothFallOnTheirSideOfB1() {
        var report =
                Contrast.report(
                        List.of(
                                pair("rightly", "a1", Band.B0, "b1", Band.S, "negated"),
                                pair("both-high", "a1", Band.B0, "b2", Band.B2, "negated"),
                                pair("both-low", "a3", Band.B1, "b1", Band.S, null)),
                        machine(
                                Map.of(
                                        "a1", answer(Band.B1, 0.7),
                                        "b2", answer(Band.B1, 0.6),
                                        "a3", answer(Band.B2, 0.4))));

        assertThat(report.flippedRightly().count()).isEqualTo(1);
        assertThat(report.notFlipped()).containsExactly("both-high", "both-low");
        assertThat(report.scoredAbove().count()).isEqualTo(3);
        assertThat(report.firstTooLow()).isEqualTo(1);
        assertThat(report.secondTooHigh()).isEqualTo(1);
        assertThat(report.floorFell()).containsExactly("both-low");
        assertThat(report.changes())
                .extracting(Report.ChangeRow::change)
                .containsExactly("negated", "other");
        assertThat(report.changes().getFirst().flippedRightly().share()).isEqualTo(0.5);
    }

    @Test
    void whereBothAreToBeReadFirstTheHigherBandIsTheBorder() {
        var report =
                Contrast.report(
                        List.of(
                                pair("rightly", "a", Band.B0, "b", Band.B1, null),
                                pair("same", "c", Band.B0, "b", Band.B1, null)),
                        machine(
                                Map.of(
                                        "a", answer(Band.B0, 0.9),
                                        "b", answer(Band.B1, 0.7),
                                        "c", answer(Band.B1, 0.7))));

        assertThat(report.notFlipped()).containsExactly("same");
        assertThat(report.floorFell()).isEmpty();
        // The same score is no order.
        assertThat(report.scoredAbove().count()).isEqualTo(1);
    }

    private static Fairness.Pair like(
            String id, String attribute, boolean positive, String a, String b) {
        return new Fairness.Pair(id, attribute, positive, a, b);
    }

    @Test
    void theGapIsWhatTheSecondIsFoundMoreOften() {
        var flagged = answer(Band.B1, 0.7);
        var report =
                Fairness.report(
                        List.of(
                                like("1", "name", true, "hit", "hit"),
                                like("2", "name", true, "hit", "miss"),
                                like("3", "name", true, "hit", "miss"),
                                like("4", "name", true, "miss", "hit"),
                                like("5", "name", false, "miss", "hit"),
                                like("6", "age", true, "hit", "hit")),
                        machine(Map.of("hit", flagged)),
                        1);

        assertThat(report.attributes())
                .extracting(AttributeRow::attribute)
                .containsExactly("age", "name", "all");
        AttributeRow name = report.attributes().get(1);
        assertThat(name.pairs()).isEqualTo(5);
        assertThat(name.positives()).isEqualTo(4);
        assertThat(name.recallFirst().share()).isEqualTo(0.75);
        assertThat(name.recallSecond().share()).isEqualTo(0.5);
        assertThat(name.recallGap().value()).isCloseTo(-0.25, within(1e-12));
        assertThat(name.recallGap().low()).isEqualTo(-1);
        assertThat(name.falseFlagGap().value()).isEqualTo(1);
        assertThat(name.scoreShift().value()).isCloseTo(0, within(1e-12));
        assertThat(name.onlyFirst()).containsExactly("2", "3");
        assertThat(name.onlySecond()).containsExactly("4", "5");
        assertThat(report.attributes().getFirst().falseFlagGap().value()).isNaN();
    }

    private static final Report.Floors ALL_HELD = new Report.Floors(Proportion.of(3, 3), List.of());

    @Test
    void everyConditionThatWasMeasuredAndHoldsPasses() {
        var contrast = contrast(9, 10, List.of());
        var fairness = fairness(0.02);

        assertThat(Gates.of(ALL_HELD, contrast, fairness))
                .extracting(Gate::name, Gate::outcome)
                .containsExactly(
                        tuple("floors", Outcome.PASSED),
                        tuple("contrast", Outcome.PASSED),
                        tuple("contrast-floors", Outcome.PASSED),
                        tuple("recall-gap-name", Outcome.PASSED));
    }

    @Test
    void everyConditionFailsByItself() {
        var oneBelow = new Report.Floors(Proportion.of(2, 3), List.of("x"));

        assertThat(failed(Gates.of(oneBelow, null, null))).containsExactly("floors");
        assertThat(failed(Gates.of(ALL_HELD, contrast(89, 100, List.of()), null)))
                .containsExactly("contrast");
        assertThat(failed(Gates.of(ALL_HELD, contrast(10, 10, List.of("x")), null)))
                .containsExactly("contrast-floors");
        assertThat(failed(Gates.of(ALL_HELD, null, fairness(-0.021))))
                .containsExactly("recall-gap-name");
    }

    @Test
    void whatWasNotMeasuredIsNotPassed() {
        var nothing = new Report.Floors(Proportion.of(0, 0), List.of());

        assertThat(Gates.of(nothing, null, null))
                .extracting(Gate::outcome)
                .containsOnly(Outcome.NOT_MEASURED);
    }

    private static List<String> failed(List<Gate> gates) {
        return gates.stream()
                .filter(gate -> gate.outcome() == Outcome.FAILED)
                .map(Gate::name)
                .toList();
    }

    private static Report.ContrastReport contrast(int rightly, int of, List<String> fell) {
        return new Report.ContrastReport(
                of,
                Proportion.of(of, of),
                Proportion.of(rightly, of),
                0,
                0,
                List.of(),
                List.of(),
                fell);
    }

    private static Report.FairnessReport fairness(double gap) {
        var none = new Estimate(0, 0, 0);
        return new Report.FairnessReport(
                List.of(
                        new AttributeRow(
                                "name",
                                50,
                                50,
                                Proportion.of(50, 50),
                                Proportion.of(49, 50),
                                new Estimate(gap, gap, gap),
                                none,
                                none,
                                List.of(),
                                List.of())));
    }
}
