package org.earshot.classifier.rules;

import java.util.Set;

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

    /** Both passages as one. */
    Finding joined(Finding other) {
        return new Finding(
                rule, Math.min(from, other.from), Math.max(to, other.to), attributes, idiom);
    }
}
