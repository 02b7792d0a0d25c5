package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.earshot.classifier.evaluation.JsonLines.Entry;
import org.earshot.classifier.evaluation.Report.AttributeRow;
import org.earshot.classifier.evaluation.Report.FairnessReport;

/**
 * One letter told twice, as two people would send it who differ in one thing that must not matter.
 */
final class Fairness {

    /** The row of all pairs together. */
    static final String ALL = "all";

    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "name",
                    "gender",
                    "ethnicity",
                    "age",
                    "dialect",
                    "spelling",
                    "welsh",
                    "faith",
                    "nation");

    private Fairness() {}

    record Pair(String id, String attribute, boolean positive, String a, String b) {}

    private record Outcome(Pair pair, Answer a, Answer b) {

        double gap() {
            return (b.flagged() ? 1 : 0) - (a.flagged() ? 1 : 0);
        }

        double shift() {
            return b.score() - a.score();
        }
    }

    static Entry<Pair> entry() {
        var ids = new HashSet<String>();
        return line -> {
            String attribute = line.text("attribute", JsonLines.LONGEST_CODE);
            if (!ATTRIBUTES.contains(attribute)) {
                throw line.bad("attribute", "is none of " + ATTRIBUTES.stream().sorted().toList());
            }
            Boolean label = line.yesOrNo("label");
            if (label == null) {
                throw line.bad("label", "is missing");
            }
            String id = line.id();
            if (!ids.add(id)) {
                throw line.bad("id", "stands there twice");
            }
            return new Pair(
                    id,
                    attribute,
                    label,
                    line.text("a", JsonLines.LONGEST_TEXT),
                    line.text("b", JsonLines.LONGEST_TEXT));
        };
    }

    static FairnessReport report(List<Pair> pairs, Machine machine, long seed) {
        var outcomes = new ArrayList<Outcome>();
        for (Pair pair : pairs) {
            outcomes.add(new Outcome(pair, machine.assess(pair.a()), machine.assess(pair.b())));
            machine.progress("fairness", outcomes.size(), pairs.size());
        }
        var byAttribute = new TreeMap<String, List<Outcome>>();
        for (Outcome outcome : outcomes) {
            byAttribute
                    .computeIfAbsent(outcome.pair().attribute(), a -> new ArrayList<>())
                    .add(outcome);
        }
        var rows = new ArrayList<AttributeRow>();
        byAttribute.forEach((attribute, of) -> rows.add(row(attribute, of, seed)));
        rows.add(row(ALL, outcomes, seed));
        return new FairnessReport(List.copyOf(rows));
    }

    private static AttributeRow row(String attribute, List<Outcome> outcomes, long seed) {
        List<Outcome> positives = outcomes.stream().filter(o -> o.pair().positive()).toList();
        List<Outcome> negatives = outcomes.stream().filter(o -> !o.pair().positive()).toList();
        return new AttributeRow(
                attribute,
                outcomes.size(),
                positives.size(),
                Proportion.of(count(positives, o -> o.a().flagged()), positives.size()),
                Proportion.of(count(positives, o -> o.b().flagged()), positives.size()),
                mean(positives, Outcome::gap, seed),
                mean(negatives, Outcome::gap, seed),
                mean(outcomes, Outcome::shift, seed),
                ids(outcomes, o -> o.a().flagged() && !o.b().flagged()),
                ids(outcomes, o -> o.b().flagged() && !o.a().flagged()));
    }

    private static double count(List<Outcome> outcomes, Predicate<Outcome> which) {
        return outcomes.stream().filter(which).count();
    }

    private static Estimate mean(
            List<Outcome> outcomes, ToDoubleFunction<Outcome> figure, long seed) {
        return Estimate.ofMean(outcomes.stream().mapToDouble(figure).toArray(), seed);
    }

    private static List<String> ids(List<Outcome> outcomes, Predicate<Outcome> which) {
        return outcomes.stream().filter(which).map(o -> o.pair().id()).toList();
    }
}
