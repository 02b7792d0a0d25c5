package org.earshot.classifier.training;

import com.fasterxml.jackson.databind.JsonNode;
import de.bwaldvogel.liblinear.Feature;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.earshot.classifier.encoder.SentenceEncoder;
import org.earshot.classifier.model.CategoryScale;
import org.earshot.classifier.model.Eyes;
import org.earshot.classifier.model.Head;
import org.earshot.classifier.model.Heads;
import org.earshot.classifier.model.Lexicon;
import org.earshot.classifier.model.Model;
import org.earshot.classifier.model.ModelFile;
import org.earshot.classifier.model.ModelFile.Point;
import org.earshot.classifier.model.Signs;
import org.earshot.classifier.model.Weighing;
import org.earshot.classifier.model.Windows;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.events.Band;

/**
 * Trains heads, weighings and scales. What weighs the heads' signs is fitted to signs that heads
 * gave of letters they had not seen (cross-fitting, or stacked generalisation: Wolpert 1992): a
 * head is far too sure of the letters it was trained on.
 */
final class Trainer {

    static final int FOLDS = 3;

    /** Ordinary letters stand for this many each, so that hard ones are about a tenth of a pile. */
    static final int ORDINARY_COUNTS = 6;

    /** Shares of the pile for which the file has thresholds. */
    private static final double[] SHARES = {
        .002, .005, .01, .015, .02, .03, .04, .05, .06, .08, .10, .12, .15, .20, .25, .30, .40
    };

    /** The prevalence that the curve's shares are reckoned at. */
    static final double PREVALENCE = 0.02;

    private static final double HEAD_COST = 1;
    private static final double WHOLE_COST = 5;

    /** A threshold that no logit reaches. */
    private static final double NEVER = 30;

    private static final double WORDS_COST = 5;
    private static final double WEIGHING_COST = 1;

    /** A word counts that stands in this many letters. */
    private static final int FEWEST_LETTERS = 3;

    /** What counts for less is left out of the file. */
    private static final double LEAST_WEIGHT = 0.1;

    /** The heads that look at words too. */
    private static final Set<String> WITH_WORDS = Set.of(Heads.FIRST, Heads.URGENT);

    private static final int DIMENSIONS = SentenceEncoder.DIMENSIONS;

    private final Taxonomy taxonomy;
    private final List<Example> sentences;
    private final long seed;
    private final PrintStream log;

    Trainer(Taxonomy taxonomy, List<Example> sentences, long seed, PrintStream log) {
        this.taxonomy = taxonomy;
        this.sentences = sentences;
        this.seed = seed;
        this.log = log;
    }

    /** An example and what heads that had not seen it found in it. */
    record Judged(Example example, Signs signs) {
        Map<String, Double> named() {
            return Weighing.signs(signs, example.rules());
        }

        /** How many letters of a real pile it stands for. */
        int counts() {
            return "ordinary".equals(example.letter().form()) ? ORDINARY_COUNTS : 1;
        }
    }

    ModelFile train(List<Example> train, List<Example> dev, JsonNode provenance) {
        var judged = new ArrayList<Judged>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            Eyes eyes = eyes(train.stream().filter(one -> one.fold() != left).toList());
            for (Example one : train) {
                if (one.fold() == left) {
                    judged.add(judge(one, eyes));
                }
            }
            say("cross-fitting: %d of %d", fold + 1, FOLDS);
        }
        Eyes eyes = eyes(train);
        List<Judged> held = dev.stream().map(one -> judge(one, eyes)).toList();
        var all = new ArrayList<>(judged);
        all.addAll(held);
        Predicate<Judged> isFirst = one -> one.example().letter().positive();
        Predicate<Judged> isUrgent = one -> one.example().letter().band() == Band.B0;
        Weighing first = weighing(Weighing.MONOTONE, judged, held, isFirst);
        Weighing urgent = weighing(Weighing.MONOTONE, judged, held, isUrgent);
        Weighing score = weighing(Weighing.ALL, judged, held, isFirst);
        var scales = new TreeMap<String, CategoryScale>();
        for (String code : taxonomy.codes()) {
            scales.put(code, scale(code, all));
        }
        double share = share(all, isFirst);
        return new ModelFile(
                "",
                eyes.heads(),
                eyes.lexicon(),
                first,
                urgent,
                score,
                scales,
                share,
                curve(all, first, urgent, isFirst, isUrgent),
                provenance);
    }

    static Judged judge(Example one, Eyes eyes) {
        return new Judged(
                one, Model.signs(one.passages(), one.vectors(), one.features(), one.whole(), eyes));
    }

    /** The words and pairs that stand in several letters, numbered. */
    private Map<String, Integer> vocabulary(List<Example> letters) {
        var met = new TreeMap<String, Integer>();
        for (Example letter : letters) {
            Lexicon.union(letter.features()).forEach(word -> met.merge(word, 1, Integer::sum));
        }
        var numbers = new TreeMap<String, Integer>();
        met.forEach((word, times) -> {
            if (times >= FEWEST_LETTERS) {
                numbers.put(word, numbers.size());
            }
        });
        return numbers;
    }

    private static int[] numbers(Map<String, Integer> vocabulary, Set<String> features) {
        return features.stream()
                .filter(vocabulary::containsKey)
                .mapToInt(vocabulary::get)
                .sorted()
                .toArray();
    }

    /** Every head and what words count for, from the letters given. */
    private Eyes eyes(List<Example> letters) {
        Map<String, Integer> vocabulary = vocabulary(letters);
        var examples = new ArrayList<Run>();
        var random = new Random(seed);
        for (Example letter : letters) {
            int[] others = {0};
            Windows.each(
                    letter.vectors(),
                    (from, to, vector) -> {
                        boolean shows = letter.shows(taxonomy.codes(), from, to);
                        // Of the longer runs that show nothing, as many as there are passages.
                        if (to == from + 1
                                || shows
                                || random.nextInt(3) == 0
                                        && others[0]++ < letter.vectors().size()) {
                            Set<String> words = Lexicon.union(letter.features().subList(from, to));
                            examples.add(
                                    new Run(
                                            letter,
                                            from,
                                            to,
                                            Regression.row(vector),
                                            numbers(vocabulary, words),
                                            Lexicon.share(words)));
                        }
                    });
        }
        for (Example sentence : sentences) {
            int passages = sentence.vectors().size();
            if (passages > 0) {
                Set<String> words = Lexicon.union(sentence.features());
                examples.add(
                        new Run(
                                sentence,
                                0,
                                passages,
                                Regression.row(Windows.together(sentence.vectors())),
                                numbers(vocabulary, words),
                                Lexicon.share(words)));
            }
        }
        Set<String> hot = new TreeSet<>(taxonomy.codes());
        hot.removeIf(code -> Band.B1.isAbove(taxonomy.category(code).floor()));
        Set<String> urgent = new TreeSet<>(taxonomy.codes());
        urgent.removeIf(code -> Band.B0.isAbove(taxonomy.category(code).floor()));
        var wanted = new LinkedHashMap<String, Predicate<Run>>();
        wanted.put(Heads.FIRST, run -> run.letter().letter().positive() && shows(run, hot));
        wanted.put(
                Heads.URGENT, run -> run.letter().letter().band() != Band.B1 && shows(run, urgent));
        for (String code : taxonomy.codes()) {
            wanted.put(code, run -> shows(run, Set.of(code)));
        }
        var weights = new TreeMap<String, double[]>();
        wanted.entrySet().parallelStream()
                .map(head ->
                        Map.entry(
                                head.getKey(),
                                fit(
                                        examples,
                                        head.getValue(),
                                        WITH_WORDS.contains(head.getKey())
                                                ? vocabulary.size()
                                                : 0)))
                .toList()
                .forEach(fitted -> weights.put(fitted.getKey(), fitted.getValue()));
        var heads = new ArrayList<Head>();
        wanted.keySet()
                .forEach(name -> heads.add(head(name, Objects.requireNonNull(weights.get(name)))));
        var whole = new Regression(DIMENSIONS);
        var words = new Regression(vocabulary.size());
        for (Example letter : letters) {
            whole.add(Regression.row(letter.whole()), letter.letter().positive());
            Set<String> all = Lexicon.union(letter.features());
            words.add(
                    Regression.row(
                            Regression.row(new float[0]),
                            numbers(vocabulary, all),
                            Lexicon.share(all)),
                    letter.letter().positive());
        }
        Head ofWhole = head(Heads.WHOLE, whole.fit(WHOLE_COST));
        double[] ofWords = words.fit(WORDS_COST);
        double[] ofFirst = Objects.requireNonNull(weights.get(Heads.FIRST));
        double[] ofUrgent = Objects.requireNonNull(weights.get(Heads.URGENT));
        var lexicon = new TreeMap<String, Lexicon.Weights>();
        vocabulary.forEach((word, number) -> {
            var counts =
                    new Lexicon.Weights(
                            (float) ofFirst[DIMENSIONS + 1 + number],
                            (float) ofUrgent[DIMENSIONS + 1 + number],
                            (float) ofWords[number + 1]);
            if (Math.abs(counts.first()) > LEAST_WEIGHT
                    || Math.abs(counts.urgent()) > LEAST_WEIGHT
                    || Math.abs(counts.words()) > LEAST_WEIGHT) {
                lexicon.put(word, counts);
            }
        });
        return new Eyes(heads, ofWhole, new Lexicon(lexicon));
    }

    /**
     * @param words the numbers of its words and pairs
     * @param share what each of them counts for
     */
    private record Run(
            Example letter, int from, int to, Feature[] row, int[] words, double share) {}

    private static boolean shows(Run run, Set<String> categories) {
        return run.letter().shows(categories, run.from(), run.to());
    }

    private static double[] fit(List<Run> examples, Predicate<Run> label, int words) {
        var regression = new Regression(DIMENSIONS + words);
        for (Run run : examples) {
            regression.add(
                    words == 0 ? run.row() : Regression.row(run.row(), run.words(), run.share()),
                    label.test(run));
        }
        if (!regression.hasBoth()) {
            // What no letter shows, no letter will be held to show.
            var nothing = new double[DIMENSIONS + 1 + words];
            nothing[DIMENSIONS] = Signs.NOTHING;
            return nothing;
        }
        return regression.fit(HEAD_COST);
    }

    /** The bias is that of the constant behind the vector. */
    private static Head head(String name, double[] fitted) {
        var weights = new float[DIMENSIONS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) fitted[i];
        }
        return new Head(name, weights, (float) fitted[DIMENSIONS]);
    }

    /**
     * Weighs the signs of letters that the heads had not seen, then sets the scale by the letters
     * held back (Platt 1999), of which the heads trained on everything had seen none either.
     */
    private Weighing weighing(
            List<String> signs, List<Judged> judged, List<Judged> held, Predicate<Judged> label) {
        var kept = new ArrayList<>(signs);
        while (true) {
            double[] fitted = fit(kept, judged, label);
            var weights = new LinkedHashMap<String, Double>();
            String worst = null;
            double least = 0;
            for (int i = 0; i < kept.size(); i++) {
                String sign = kept.get(i);
                weights.put(sign, fitted[i]);
                if (Weighing.MONOTONE.contains(sign) && fitted[i] < least) {
                    least = fitted[i];
                    worst = sign;
                }
            }
            if (worst == null) {
                return scaled(new Weighing(fitted[kept.size()], weights), held, label);
            }
            // A sign of need that would count against need is left out.
            kept.remove(worst);
        }
    }

    private static double[] fit(List<String> signs, List<Judged> letters, Predicate<Judged> label) {
        var regression = new Regression(signs.size());
        for (Judged one : letters) {
            Map<String, Double> named = one.named();
            var vector = new float[signs.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = named.getOrDefault(signs.get(i), 0.0).floatValue();
            }
            regression.add(Regression.row(vector), label.test(one), one.counts());
        }
        return regression.fit(WEIGHING_COST);
    }

    private static Weighing scaled(Weighing raw, List<Judged> held, Predicate<Judged> label) {
        double[] platt = platt(held, one -> raw.logit(one.named()), label);
        var weights = new LinkedHashMap<String, Double>();
        raw.weights().forEach((sign, weight) -> weights.put(sign, weight * platt[0]));
        return new Weighing(raw.bias() * platt[0] + platt[1], weights);
    }

    /** Slope and bias from a logit to a calibrated one; the slope is not below zero. */
    private static double[] platt(
            List<Judged> letters, ToDoubleFunction<Judged> logit, Predicate<Judged> label) {
        var regression = new Regression(1);
        for (Judged one : letters) {
            Feature[] row = Regression.row(new float[] {(float) logit.applyAsDouble(one)});
            regression.add(row, label.test(one), one.counts());
        }
        double[] fitted = regression.fit(100);
        return new double[] {Math.max(0, fitted[0]), fitted[1]};
    }

    private CategoryScale scale(String code, List<Judged> letters) {
        var regression = new Regression(2);
        for (Judged one : letters) {
            var vector =
                    new float[] {
                        (float) one.signs().best(code),
                        (float) (double) one.example().rules().categories().getOrDefault(code, 0.0)
                    };
            regression.add(Regression.row(vector), one.example().has(code), one.counts());
        }
        if (!regression.hasBoth()) {
            return new CategoryScale(code, 0, 0, Signs.NOTHING, NEVER, NEVER);
        }
        double[] fitted = regression.fit(10);
        double slope = Math.max(0, fitted[0]);
        double rules = Math.max(0, fitted[1]);
        ToDoubleFunction<Judged> logit =
                one ->
                        fitted[2]
                                + slope * one.signs().best(code)
                                + rules
                                        * one.example()
                                                .rules()
                                                .categories()
                                                .getOrDefault(code, 0.0);
        double heldFrom =
                bestCut(
                        letters.stream()
                                .map(one ->
                                        new Cut(
                                                logit.applyAsDouble(one),
                                                one.example().has(code),
                                                one.counts()))
                                .toList());
        var passages = new ArrayList<Cut>();
        for (Judged one : letters) {
            double[] alone = one.signs().single().getOrDefault(code, new double[0]);
            if (one.example().has(code)) {
                for (int i = 0; i < alone.length; i++) {
                    boolean shows = one.example().shown().get(i).contains(code);
                    passages.add(new Cut(alone[i], shows, 1));
                }
            }
        }
        return new CategoryScale(code, slope, rules, fitted[2], heldFrom, bestCut(passages));
    }

    private record Cut(double logit, boolean label, int counts) {}

    /** The threshold with the best F1. */
    private static double bestCut(List<Cut> examples) {
        List<Cut> ordered =
                examples.stream()
                        .sorted(Comparator.comparingDouble(Cut::logit).reversed())
                        .toList();
        double all = ordered.stream().filter(Cut::label).mapToInt(Cut::counts).sum();
        double right = 0;
        double taken = 0;
        double best = -1;
        double threshold = Double.POSITIVE_INFINITY;
        for (Cut cut : ordered) {
            taken += cut.counts();
            right += cut.label() ? cut.counts() : 0;
            double f1 = 2 * right / (taken + all);
            if (f1 > best) {
                best = f1;
                threshold = cut.logit();
            }
        }
        return Math.min(threshold, NEVER);
    }

    private static double share(List<Judged> letters, Predicate<Judged> label) {
        double yes = letters.stream().filter(label).mapToInt(Judged::counts).sum();
        return yes / letters.stream().mapToInt(Judged::counts).sum();
    }

    /** Thresholds for shares of a pile with the prevalence of need that is usual. */
    private static List<Point> curve(
            List<Judged> letters,
            Weighing first,
            Weighing urgent,
            Predicate<Judged> isFirst,
            Predicate<Judged> isUrgent) {
        List<Weighed> byFirst = weighed(letters, first);
        List<Weighed> byUrgent = weighed(letters, urgent);
        double[] thresholds = thresholds(byFirst, isFirst);
        double[] urgentThresholds = thresholds(byUrgent, isFirst);
        return IntStream.range(0, SHARES.length)
                .mapToObj(i ->
                        new Point(
                                SHARES[i],
                                Model.logistic(thresholds[i]),
                                found(byFirst, isFirst, thresholds[i]),
                                Model.logistic(urgentThresholds[i]),
                                found(byUrgent, isUrgent, urgentThresholds[i])))
                .toList();
    }

    private record Weighed(Judged letter, double logit) {}

    /** The highest logit first. */
    private static List<Weighed> weighed(List<Judged> letters, Weighing weighing) {
        return letters.stream()
                .map(one -> new Weighed(one, weighing.logit(one.named())))
                .sorted(Comparator.comparingDouble(Weighed::logit).reversed())
                .toList();
    }

    /** For each of the shares the lowest logit at which no more than that lies at or above it. */
    private static double[] thresholds(List<Weighed> ordered, Predicate<Judged> isFirst) {
        double positive = 0;
        double negative = 0;
        for (Weighed one : ordered) {
            if (isFirst.test(one.letter())) {
                positive++;
            } else {
                negative += one.letter().counts();
            }
        }
        var thresholds = new double[SHARES.length];
        double taken = 0;
        double logit = NEVER;
        int next = 0;
        for (Weighed one : ordered) {
            taken +=
                    isFirst.test(one.letter())
                            ? PREVALENCE / positive
                            : (1 - PREVALENCE) * one.letter().counts() / negative;
            for (; next < SHARES.length && taken > SHARES[next]; next++) {
                thresholds[next] = logit;
            }
            logit = Math.min(one.logit(), NEVER);
        }
        Arrays.fill(thresholds, next, SHARES.length, logit);
        return thresholds;
    }

    private static double found(List<Weighed> letters, Predicate<Judged> label, double logit) {
        List<Weighed> wanted = letters.stream().filter(one -> label.test(one.letter())).toList();
        double found = wanted.stream().filter(one -> one.logit() >= logit).count();
        return found / wanted.size();
    }

    private void say(String format, Object... values) {
        log.printf(Locale.ROOT, "train: " + format + "%n", values);
    }

    /** Parts of the machine alone and together, on the letters given: what each is worth. */
    static Map<String, double[]> parts(List<Judged> letters, ModelFile file) {
        var parts = new LinkedHashMap<String, double[]>();
        parts.put("rules", each(letters, one -> -one.example().rules().asserted().ordinal()));
        parts.put("loudest run", each(letters, one -> one.signs().best(Heads.FIRST)));
        parts.put(
                "loudest sentence",
                each(
                        letters,
                        one ->
                                Arrays.stream(
                                                one.signs()
                                                        .single()
                                                        .getOrDefault(Heads.FIRST, new double[0]))
                                        .max()
                                        .orElse(Signs.NOTHING)));
        parts.put("all together", each(letters, one -> one.signs().together()));
        parts.put("all words", each(letters, one -> one.signs().words()));
        parts.put("whole", each(letters, one -> one.signs().whole()));
        parts.put("for the band", each(letters, one -> file.first().logit(one.named())));
        parts.put("for the order", each(letters, one -> file.score().logit(one.named())));
        return parts;
    }

    private static double[] each(List<Judged> letters, ToDoubleFunction<Judged> figure) {
        return IntStream.range(0, letters.size())
                .mapToDouble(i -> Model.logistic(figure.applyAsDouble(letters.get(i))))
                .toArray();
    }
}
