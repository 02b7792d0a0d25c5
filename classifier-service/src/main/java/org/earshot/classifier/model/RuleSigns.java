package org.earshot.classifier.model;

import java.util.Map;
import org.earshot.events.Band;

/**
 * What the rules found, as the model takes it into account.
 *
 * @param asserted the highest band of what nothing speaks against
 * @param counterIndicated the highest band kept by what something speaks against
 * @param categories the strength of each category, by code
 */
public record RuleSigns(Band asserted, Band counterIndicated, Map<String, Double> categories) {

    /** The rules found nothing. */
    public static final RuleSigns NONE = new RuleSigns(Band.S, Band.S, Map.of());

    double strength(String code) {
        return categories.getOrDefault(code, 0.0);
    }
}
