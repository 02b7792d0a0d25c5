package org.earshot.classifier.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.earshot.classifier.assessment.Assessment.Indicator;
import org.earshot.classifier.model.Model;
import org.earshot.classifier.model.ModelFile;
import org.earshot.classifier.model.RuleSigns;
import org.earshot.classifier.rules.Rule;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.classifier.text.Words;
import org.earshot.events.Band;

/**
 * What the model adds to what the rules found: passages, each with a category and a band. It adds
 * and takes nothing away, so that no band falls below the floor.
 */
final class ModelLayer implements Assessor.Layer {

    /** Stands where the name of a rule would. */
    static final String NAME = "model";

    private final Taxonomy taxonomy;
    private final Model model;
    private final double prevalence;
    private final double firstFrom;
    private final double urgentFrom;
    private final double unsureFrom;

    ModelLayer(Taxonomy taxonomy, Model model, Capacity capacity) {
        this.taxonomy = taxonomy;
        this.model = model;
        this.prevalence = capacity.prevalence();
        ModelFile file = model.file();
        // Thresholds are kept at the prevalence of training: the capacity alone moves them.
        this.firstFrom = file.at(capacity.firstShare()).threshold();
        this.urgentFrom = file.at(capacity.urgentShare()).urgentThreshold();
        this.unsureFrom = file.at(capacity.firstShare() + capacity.unsureShare()).threshold();
    }

    /**
     * What the model made of a text.
     *
     * @param score the probability that it is to be read first
     */
    record Raised(List<Indicator> indicators, Map<String, Double> probabilities, double score) {

        /** In doubt a text is among those to be read first. */
        double score(boolean notAssessed) {
            return notAssessed ? Math.max(score, 0.5) : score;
        }
    }

    @Override
    public Raised read(Words words, List<Indicator> byRules, IntUnaryOperator codePoints) {
        Model.Reading reading = model.read(words, signs(byRules), prevalence);
        Band band = band(reading);
        var indicators = new ArrayList<Indicator>();
        reading.evidence()
                .forEach((code, evidence) ->
                        indicators.addAll(
                                indicators(code, bandOf(code, band), evidence, codePoints)));
        if (band != Band.S && !reaches(indicators, band)) {
            // No category stands out, but the letter does: it is shown by the likeliest one.
            String likeliest =
                    reading.categories().entrySet().stream()
                            .filter(category -> !band.isAbove(floor(category.getKey())))
                            .max(Map.Entry.comparingByValue())
                            .map(Map.Entry::getKey)
                            .orElseThrow();
            indicators.addAll(
                    indicators(likeliest, band, List.of(reading.strongest(likeliest)), codePoints));
        }
        return new Raised(indicators, reading.categories(), reading.score());
    }

    static RuleSigns signs(List<Indicator> byRules) {
        Band asserted = Band.S;
        Band counterIndicated = Band.S;
        var strengths = new HashMap<String, Double>();
        for (Indicator indicator : byRules) {
            Band band = indicator.band();
            String code = indicator.code();
            if (band == null || code == null) {
                continue;
            }
            if (indicator.counterIndicated()) {
                counterIndicated = Band.highest(counterIndicated, band);
            } else {
                asserted = Band.highest(asserted, band);
            }
            strengths.merge(code, indicator.strength(), Math::max);
        }
        return new RuleSigns(asserted, counterIndicated, strengths);
    }

    private Band band(Model.Reading reading) {
        if (reading.urgent() >= urgentFrom) {
            return Band.B0;
        }
        if (reading.first() >= firstFrom) {
            return Band.B1;
        }
        return reading.first() >= unsureFrom ? Band.B2 : Band.S;
    }

    private static boolean reaches(List<Indicator> indicators, Band band) {
        return indicators.stream()
                .map(Indicator::band)
                .anyMatch(found -> found != null && !band.isAbove(found));
    }

    /** A category gives its own band, but B0 and B1 only when the model puts the text so high. */
    private Band bandOf(String code, Band band) {
        Band floor = floor(code);
        Band most = Band.highest(band, Band.B2);
        return floor.isAbove(most) ? most : floor;
    }

    private Band floor(String code) {
        return taxonomy.category(code).floor();
    }

    private static List<Indicator> indicators(
            String code, Band band, List<Model.Evidence> evidence, IntUnaryOperator codePoints) {
        return evidence.stream()
                .map(words ->
                        new Indicator(
                                code,
                                codePoints.applyAsInt(words.start()),
                                codePoints.applyAsInt(words.end()),
                                words.probability(),
                                band,
                                NAME,
                                Rule.Strength.VEILED,
                                Set.of(),
                                false,
                                List.of(),
                                ""))
                .toList();
    }
}
