package org.earshot.classifier.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.earshot.events.Band;

/**
 * Joins signs to one probability: a logistic regression with few, named weights, so that one can
 * read what counts for how much. No weight of a sign that grows with added sentences is below zero,
 * and therefore no added sentence lowers what a monotone weighing gives.
 *
 * @param weights by the name of the sign
 */
public record Weighing(double bias, Map<String, Double> weights) {

    /** Signs that no added sentence makes less. */
    public static final List<String> MONOTONE =
            List.of(
                    "first",
                    "urgent",
                    "together",
                    "rules-b0",
                    "rules-b1",
                    "rules-b1-counter-indicated",
                    "rules-b2");

    /** All signs: for the order within a band, and for no band. */
    public static final List<String> ALL = append(MONOTONE, "whole", "words", "length");

    public static Map<String, Double> signs(Signs signs, RuleSigns rules) {
        var named = new LinkedHashMap<String, Double>();
        named.put("first", signs.best(Heads.FIRST));
        named.put("urgent", signs.best(Heads.URGENT));
        named.put("together", signs.together());
        named.put("rules-b0", flag(rules.asserted(), Band.B0));
        named.put("rules-b1", flag(rules.asserted(), Band.B1));
        named.put("rules-b1-counter-indicated", flag(rules.counterIndicated(), Band.B1));
        named.put("rules-b2", flag(rules.asserted(), Band.B2));
        named.put("whole", signs.whole());
        named.put("words", signs.words());
        named.put("length", Math.log1p(signs.passages().size()));
        return named;
    }

    private static double flag(Band found, Band band) {
        return band.isAbove(found) ? 0 : 1;
    }

    public double logit(Map<String, Double> signs) {
        double sum = bias;
        for (var weight : weights.entrySet()) {
            sum += weight.getValue() * signs.getOrDefault(weight.getKey(), 0.0);
        }
        return sum;
    }

    private static List<String> append(List<String> list, String... more) {
        return Stream.concat(list.stream(), Arrays.stream(more)).toList();
    }
}
