package org.earshot.classifier.assessment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.earshot.classifier.assessment.Assessment.Indicator;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.language.Languages;
import org.earshot.classifier.model.Model;
import org.earshot.classifier.model.RuleSigns;
import org.earshot.classifier.rules.Attribute;
import org.earshot.classifier.rules.Finding;
import org.earshot.classifier.rules.RuleBook;
import org.earshot.classifier.rules.RuleFiles;
import org.earshot.classifier.summary.Evidence;
import org.earshot.classifier.summary.Summariser;
import org.earshot.classifier.summary.Summary;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.classifier.text.Words;
import org.earshot.events.Band;
import org.earshot.events.NotAssessed;
import org.jspecify.annotations.Nullable;

/**
 * Assesses a text: no input or output, the same answer for the same text and version. The band is
 * the highest that anything gives (the ratchet), everything is found sentence by sentence, and what
 * speaks of the whole text only raises; so whole sentences added to a text never lower its band.
 */
public final class Assessor {

    /** What a counter-indicated passage counts for within its band. */
    private static final double COUNTER_INDICATED = 0.35;

    /** What the mark U counts for within its band. */
    private static final double NOT_ASSESSED = 0.5;

    /** What a category counts for that only others together show. */
    private static final double COMBINED = 0.75;

    /** A plan, a means or a time: held back where letters are listed. */
    private static final String PLAN = "plan_means_or_time_mentioned";

    private final Taxonomy taxonomy;
    private final Summariser summariser;
    private final Function<String, RuleBook.Reading> rules;
    private final String version;
    private final @Nullable Layer model;

    Assessor(Taxonomy taxonomy, Function<String, RuleBook.Reading> rules, String version) {
        this(taxonomy, Summariser.shipped(taxonomy), rules, version, null);
    }

    /** What is added to the findings of the rules. */
    interface Layer {
        ModelLayer.Raised read(Words words, List<Indicator> byRules, IntUnaryOperator codePoints);
    }

    private Assessor(
            Taxonomy taxonomy,
            Summariser summariser,
            Function<String, RuleBook.Reading> rules,
            String version,
            @Nullable Layer model) {
        this.taxonomy = taxonomy;
        this.summariser = summariser;
        this.rules = rules;
        this.version = version;
        this.model = model;
    }

    /** The same rules, and the model that may raise what they give. */
    public Assessor with(Model model, Capacity capacity) {
        return with(new ModelLayer(taxonomy, model, capacity), model.version());
    }

    Assessor with(Layer layer, String layerVersion) {
        return new Assessor(taxonomy, summariser, rules, version + "+" + layerVersion, layer);
    }

    /** With the taxonomy and rules that ship. */
    public static Assessor shipped() {
        return of(Taxonomy.shippedFile(), RuleFiles.shipped());
    }

    public static Assessor of(DataFile taxonomyFile, List<DataFile> ruleFiles) {
        Taxonomy taxonomy = Taxonomy.read(taxonomyFile);
        RuleBook rules = RuleFiles.read(taxonomy, ruleFiles);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(taxonomyFile.bytes());
            for (DataFile file : ruleFiles) {
                digest.update((byte) 0);
                digest.update(file.bytes());
            }
            digest.update((byte) 0);
            digest.update(Summariser.shippedFile().bytes());
            String hash = HexFormat.of().formatHex(digest.digest(), 0, 4);
            return new Assessor(taxonomy, rules::read, taxonomy.version() + "+rules." + hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Taxonomy taxonomy() {
        return taxonomy;
    }

    /** Of the taxonomy and rules: changes with any byte of them. */
    public String version() {
        return version;
    }

    /** What the rules make of a text, as the model sees it: what it is trained on. */
    public record ByRules(Words words, RuleSigns signs) {}

    public ByRules byRules(String text) {
        RuleBook.Reading reading = rules.apply(text);
        Found found = found(reading, new CodePoints(text));
        return new ByRules(reading.words(), ModelLayer.signs(found.indicators()));
    }

    /** The answer for a text that could not be assessed: a person looks the same day. */
    public Assessment failed() {
        return new Assessment(
                Band.B1,
                EnumSet.of(NotAssessed.FAILED),
                score(Band.B1, Map.of(), true),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Languages.UNDETERMINED,
                List.of(),
                version,
                0,
                Summary.none(0));
    }

    /**
     * The answer for a text on which {@link #assess} failed: what the rules give if it was the
     * model that failed, and a person looks the same day at least.
     */
    public Assessment failed(String text) {
        if (model != null) {
            try {
                return assess(text, null, EnumSet.of(NotAssessed.FAILED));
            } catch (RuntimeException | StackOverflowError e) {
                // The rules failed too: nothing is known of it.
            }
        }
        return failed();
    }

    public Assessment assess(String text) {
        return assess(text, model, EnumSet.noneOf(NotAssessed.class));
    }

    private Assessment assess(
            String text, @Nullable Layer model, EnumSet<NotAssessed> notAssessed) {
        RuleBook.Reading reading = rules.apply(text);
        Words words = reading.words();
        var languages = reading.languages();
        if (text.codePoints().noneMatch(Character::isLetter)) {
            notAssessed.add(NotAssessed.BLANK);
        }
        if (languages.unknownPassage()) {
            notAssessed.add(NotAssessed.LANGUAGE);
        }
        var offsets = new CodePoints(text);
        Found found = found(reading, offsets);
        List<Indicator> indicators = found.indicators();
        Map<String, Double> probabilities = Map.of();
        @Nullable Double score = null;
        if (model != null) {
            var raised = model.read(words, indicators, offsets::of);
            indicators.addAll(raised.indicators());
            probabilities = raised.probabilities();
            score = raised.score(!notAssessed.isEmpty());
        }
        indicators.sort(
                Comparator.comparingInt(Indicator::start)
                        .thenComparingInt(Indicator::end)
                        .thenComparing(Indicator::ruleId));
        Band band = band(indicators, found.marks());
        if (!notAssessed.isEmpty()) {
            band = Band.highest(band, Band.B1);
        }
        Map<String, Double> categories = categories(indicators);
        return new Assessment(
                band,
                notAssessed,
                score == null ? score(band, categories, !notAssessed.isEmpty()) : score,
                categories,
                probabilities,
                List.copyOf(indicators),
                List.copyOf(found.marks()),
                List.copyOf(found.passedOver()),
                languages.main(),
                languages.shares(),
                version,
                reading.steps(),
                summary(words, indicators, found.passedOver()));
    }

    /**
     * What the rules found in a text.
     *
     * @param indicators what counts; the model's come to them
     * @param marks the circumstances that the text speaks of
     * @param passedOver what something in the text speaks against
     */
    private record Found(
            List<Indicator> indicators, Set<String> marks, List<Indicator> passedOver) {}

    private Found found(RuleBook.Reading reading, CodePoints offsets) {
        var found = new Found(new ArrayList<>(), new TreeSet<>(), new ArrayList<>());
        for (Finding finding : reading.findings()) {
            Indicator indicator = indicator(finding, reading.words(), offsets);
            boolean marksOnly = finding.rule().code() == null;
            boolean counts = marksOnly ? !finding.isCounterIndicated() : indicator.band() != null;
            if (counts && !finding.isCounterIndicated()) {
                found.marks().addAll(finding.rule().marks());
            }
            (counts ? found.indicators() : found.passedOver()).add(indicator);
        }
        combine(found.indicators(), found.marks());
        return found;
    }

    /** Nothing that goes wrong in summing up takes an assessment away. */
    private Summary summary(Words words, List<Indicator> counted, List<Indicator> passedOver) {
        var evidence =
                Stream.concat(counted.stream(), passedOver.stream())
                        .map(one ->
                                new Evidence(
                                        one.code(),
                                        one.start(),
                                        one.end(),
                                        one.band(),
                                        one.strength(),
                                        one.counterIndicated(),
                                        one.marks().contains(PLAN)))
                        .toList();
        try {
            return summariser.summarise(words, evidence, null);
        } catch (RuntimeException e) {
            return Summariser.failed(evidence);
        }
    }

    private Indicator indicator(Finding finding, Words words, CodePoints offsets) {
        var rule = finding.rule();
        @Nullable Band band = null;
        double strength = rule.strength().figure();
        if (rule.code() != null && !finding.isIdiom()) {
            var category = taxonomy.category(rule.code());
            band = rule.band() == null ? category.floor() : rule.band();
            if (finding.isCounterIndicated()) {
                band = category.keptAtLeast();
                strength = COUNTER_INDICATED;
            }
        }
        return new Indicator(
                rule.code(),
                offsets.of(words.tokens().get(finding.from()).start()),
                offsets.of(words.tokens().get(finding.to() - 1).end()),
                strength,
                band,
                rule.id(),
                rule.strength(),
                finding.attributes(),
                finding.isCounterIndicated(),
                rule.marks(),
                finding.idiom());
    }

    /** Categories that the text as a whole shows: only ever added. */
    private void combine(List<Indicator> indicators, Set<String> marks) {
        var present = new TreeSet<String>();
        var added = new ArrayList<Indicator>();
        for (Indicator indicator : indicators) {
            String code = indicator.code();
            if (code != null && !indicator.counterIndicated()) {
                present.add(code);
                var told = taxonomy.toldOfOthers();
                if (told.of().contains(code)
                        && indicator.attributes().contains(Attribute.THIRD_PARTY)) {
                    added.add(shown(told.shows(), indicator, indicator.band(), "told-of-another"));
                }
            }
        }
        for (var combination : taxonomy.combinations()) {
            boolean together =
                    marks.contains(combination.mark())
                            && combination.with().stream().anyMatch(present::contains);
            if (together) {
                for (Indicator indicator : indicators) {
                    if (indicator.marks().contains(combination.mark())
                            && !indicator.counterIndicated()) {
                        added.add(
                                shown(
                                        combination.shows(),
                                        indicator,
                                        taxonomy.category(combination.shows()).floor(),
                                        "combined"));
                    }
                }
            }
        }
        indicators.addAll(added);
    }

    private static Indicator shown(String code, Indicator by, @Nullable Band band, String ruleId) {
        return new Indicator(
                code,
                by.start(),
                by.end(),
                COMBINED,
                band,
                ruleId,
                by.saying(),
                by.attributes(),
                false,
                List.of(),
                "");
    }

    /** The highest band of all, after what raises. */
    private Band band(List<Indicator> indicators, Set<String> marks) {
        Band highest = Band.S;
        for (Indicator indicator : indicators) {
            Band band = indicator.band();
            String code = indicator.code();
            if (band == null || code == null) {
                continue;
            }
            if (!indicator.counterIndicated()) {
                for (var raise : taxonomy.category(code).raises()) {
                    if (raise.when().stream().anyMatch(marks::contains)) {
                        band = Band.highest(band, raise.to());
                    }
                }
                if (marks.stream().anyMatch(mark -> lifts(mark, code))) {
                    band = liftedOnce(band);
                }
            }
            highest = Band.highest(highest, band);
        }
        return highest;
    }

    private boolean lifts(String mark, String code) {
        var modifier = taxonomy.modifiers().get(mark);
        return modifier != null && modifier.raises().contains(code);
    }

    /** One band up, to B1 at most, however many circumstances there are. */
    private static Band liftedOnce(Band band) {
        return switch (band) {
            case B3 -> Band.B2;
            case B2 -> Band.B1;
            case B0, B1, S -> band;
        };
    }

    private static Map<String, Double> categories(List<Indicator> indicators) {
        var categories = new TreeMap<String, Double>();
        for (Indicator indicator : indicators) {
            if (indicator.code() != null) {
                categories.merge(indicator.code(), indicator.strength(), Math::max);
            }
        }
        return categories;
    }

    /**
     * The band comes first: each has a fifth of the scale. Within it the categories are joined as
     * independent reasons to read this one (noisy-or), so that another reason never lowers it.
     */
    private static double score(Band band, Map<String, Double> categories, boolean unassessed) {
        double none = unassessed ? 1 - NOT_ASSESSED : 1;
        for (double strength : categories.values()) {
            none *= 1 - strength;
        }
        double within = Math.min(0.999, 1 - none);
        double base =
                switch (band) {
                    case B0 -> 0.8;
                    case B1 -> 0.6;
                    case B2 -> 0.4;
                    case B3 -> 0.2;
                    case S -> 0;
                };
        return Math.round((base + 0.2 * within) * 1_000_000) / 1_000_000.0;
    }

    /** From UTF-16 units to code points, for offsets that mostly rise. */
    private static final class CodePoints {
        private final String text;
        private int unit;
        private int point;

        CodePoints(String text) {
            this.text = text;
        }

        int of(int target) {
            if (target >= unit) {
                point += text.codePointCount(unit, target);
            } else {
                point -= text.codePointCount(target, unit);
            }
            unit = target;
            return point;
        }
    }
}
