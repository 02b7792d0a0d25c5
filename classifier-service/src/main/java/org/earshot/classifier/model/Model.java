package org.earshot.classifier.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.earshot.classifier.encoder.SentenceEncoder;
import org.earshot.classifier.encoder.VectorCache;
import org.earshot.classifier.model.Signs.Best;
import org.earshot.classifier.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text passage by passage and says how probable each category is, and that the text is to
 * be read first. What a band may depend on never gets less by whole sentences added to the text.
 * Safe to share between threads.
 */
public final class Model {

    /** Characters of the beginning of a text that are also read as one. */
    static final int WHOLE_CHARACTERS = 1_200;

    private final ModelFile file;
    private final VectorCache encoder;
    private final boolean scores;
    private final Eyes eyes;

    public Model(ModelFile file, SentenceEncoder encoder) {
        this(file, new VectorCache(encoder), true);
    }

    private Model(ModelFile file, VectorCache encoder, boolean scores) {
        this.file = file;
        this.encoder = encoder;
        this.scores = scores;
        Eyes all = Eyes.of(file.heads(), file.lexicon());
        this.eyes = scores ? all : all.withoutWhole();
    }

    /**
     * The same for whoever needs no order within a band: nothing is read a second time as one,
     * which is nearly half of the work, and {@link Reading#score} comes of the signs of {@link
     * Reading#first} alone.
     */
    public Model withoutScore() {
        return new Model(file, encoder, false);
    }

    /** With the weights that ship. */
    public static Model shipped() {
        return new Model(ModelFile.shipped(), SentenceEncoder.shipped());
    }

    public String version() {
        return file.version();
    }

    public ModelFile file() {
        return file;
    }

    /**
     * What the model holds of a text.
     *
     * @param first the probability that a careful reader would want it read the same day (B0 or
     *     B1), at the prevalence of the model file, from signs that no added sentence makes less
     * @param urgent the same for B0
     * @param score the same as {@code first}, from all signs and at the prevalence given: it orders
     *     what is within a band
     * @param categories the probability of each category, by code, at the prevalence given; of
     *     signs that never get less
     * @param evidence the passages that speak for each category that is held, by code
     * @param runs the run of passages that speaks loudest for each category, held or not
     */
    public record Reading(
            double first,
            double urgent,
            double score,
            Map<String, Double> categories,
            Map<String, List<Evidence>> evidence,
            Map<String, Evidence> runs) {

        /**
         * The words that speak loudest for a category.
         *
         * @throws IllegalArgumentException if the text has no words
         */
        public Evidence strongest(String code) {
            Evidence run = runs.get(code);
            if (run == null) {
                throw new IllegalArgumentException("nothing was read for " + code);
            }
            return run;
        }
    }

    /** Words that show a category, in UTF-16 units of the text. */
    public record Evidence(int start, int end, double probability) {}

    /**
     * Reads a text at the prevalence given: the share of texts that are to be read first, above 0
     * and below 1.
     */
    public Reading read(Words words, RuleSigns rules, double prevalence) {
        Signs signs = signs(words);
        Map<String, Double> named = Weighing.signs(signs, rules);
        double shift = file.priorShift(prevalence);
        var categories = new TreeMap<String, Double>();
        var evidence = new TreeMap<String, List<Evidence>>();
        var runs = new TreeMap<String, Evidence>();
        for (var category : file.categories().values()) {
            double probability = category.probability(signs, rules, shift);
            categories.put(category.code(), probability);
            Best best = signs.best().get(category.code());
            if (best != null) {
                var run =
                        new Evidence(
                                signs.passages().get(best.from()).start(),
                                signs.passages().get(best.to() - 1).end(),
                                probability);
                runs.put(category.code(), run);
                if (category.isHeld(signs, rules)) {
                    evidence.put(category.code(), evidence(category, signs, run));
                }
            }
        }
        double first = file.first().logit(named);
        return new Reading(
                logistic(first),
                logistic(file.urgent().logit(named)),
                logistic((scores ? file.score().logit(named) : first) + shift),
                categories,
                evidence,
                runs);
    }

    /** The signs that the heads see in a text. */
    Signs signs(Words words) {
        List<Passage> passages = Passage.of(words);
        var vectors = new ArrayList<float[]>(passages.size());
        for (Passage passage : passages) {
            vectors.add(encoder.encode(passage.text(words)));
        }
        List<Set<String>> features =
                passages.stream().map(passage -> Lexicon.features(words, passage)).toList();
        return signs(passages, vectors, features, whole(words), eyes);
    }

    private float[] whole(Words words) {
        return scores ? encoder.encode(beginning(words)) : new float[0];
    }

    /** What of a text is read as one. */
    public static String beginning(Words words) {
        int end = Math.min(words.text().length(), WHOLE_CHARACTERS);
        return words.respelt(0, end, 0, words.tokens().size());
    }

    /** The same of vectors made before: for training. */
    public static Signs signs(
            List<Passage> passages,
            List<float[]> vectors,
            List<Set<String>> features,
            float[] whole,
            Eyes eyes) {
        Lexicon lexicon = eyes.lexicon();
        var best = new HashMap<String, Best>();
        var single = new HashMap<String, double[]>();
        for (Head head : eyes.ofRuns()) {
            single.put(head.name(), new double[vectors.size()]);
        }
        Windows.each(
                vectors,
                (from, to, vector) -> {
                    double[] words = lexicon.logits(Lexicon.union(features.subList(from, to)));
                    for (Head head : eyes.ofRuns()) {
                        double logit = head.logit(vector) + ofWords(head, words);
                        Best before = best.get(head.name());
                        if (before == null || logit > before.logit()) {
                            best.put(head.name(), new Best(logit, from, to));
                        }
                        double[] alone = single.get(head.name());
                        if (to == from + 1 && alone != null) {
                            alone[from] = logit;
                        }
                    }
                });
        Head ofWhole = eyes.ofWhole();
        double wholeLogit = ofWhole == null ? Signs.NOTHING : ofWhole.logit(whole);
        double wordsLogit = features.isEmpty() ? 0 : lexicon.logits(Lexicon.union(features))[2];
        return new Signs(
                passages, best, single, together(single.get(Heads.FIRST)), wholeLogit, wordsLogit);
    }

    private static double ofWords(Head head, double[] words) {
        return switch (head.name()) {
            case Heads.FIRST -> words[0];
            case Heads.URGENT -> words[1];
            default -> 0;
        };
    }

    private static double together(double @Nullable [] logits) {
        double odds = Math.exp(Signs.NOTHING);
        if (logits != null) {
            for (double logit : logits) {
                odds += Math.exp(Math.min(30, logit));
            }
        }
        return Math.log(odds);
    }

    /** Passages that show it by themselves, or else the run that shows it best. */
    private static List<Evidence> evidence(CategoryScale category, Signs signs, Evidence run) {
        var evidence = new ArrayList<Evidence>();
        double[] alone = signs.single().getOrDefault(category.code(), new double[0]);
        for (int i = 0; i < alone.length; i++) {
            if (alone[i] >= category.evidenceFrom()) {
                Passage passage = signs.passages().get(i);
                evidence.add(new Evidence(passage.start(), passage.end(), run.probability()));
            }
        }
        return evidence.isEmpty() ? List.of(run) : evidence;
    }

    /** From a logit to a probability. */
    public static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
