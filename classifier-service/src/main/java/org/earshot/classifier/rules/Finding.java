package org.earshot.classifier.rules;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule met in a text.
 *
 * @param from index of the first token
 * @param to index after the last token
 * @param idiom the turn of phrase it is part of, so that it says nothing; empty otherwise
 */
public record Finding(Rule rule, int from, int to, Set<Attribute> attributes, String idiom) {

    public boolean isIdiom() {
        return !idiom.isEmpty();
    }

    /** Whether the sentence speaks against it. */
    public boolean isCounterIndicated() {
        return attributes.stream()
                .anyMatch(a -> a.isCounterIndication() && rule.heeds().contains(a));
    }

    /** Whether one of both passages has nothing against it that the other has not. */
    boolean mayJoin(Finding other) {
        var against = against();
        var againstOther = other.against();
        return idiom.equals(other.idiom)
                && (against.containsAll(againstOther) || againstOther.containsAll(against));
    }

    /** Both passages as one: only what speaks against both speaks against it. */
    Finding joined(Finding other) {
        var joined = EnumSet.noneOf(Attribute.class);
        joined.addAll(attributes);
        joined.addAll(other.attributes);
        joined.removeIf(a ->
                a.isCounterIndication()
                        && !(attributes.contains(a) && other.attributes.contains(a)));
        return new Finding(
                rule,
                Math.min(from, other.from),
                Math.max(to, other.to),
                Collections.unmodifiableSet(joined),
                idiom);
    }

    private Set<Attribute> against() {
        return attributes.stream()
                .filter(Attribute::isCounterIndication)
                .collect(Collectors.toSet());
    }
}
