package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.earshot.classifier.evaluation.Report.AtShare;
import org.earshot.classifier.evaluation.Report.BandRow;
import org.earshot.classifier.evaluation.Report.CategoryRow;
import org.earshot.classifier.evaluation.Report.Curves;
import org.earshot.classifier.evaluation.Report.Flags;
import org.earshot.classifier.evaluation.Report.Floors;
import org.earshot.classifier.evaluation.Report.HardNegatives;
import org.earshot.classifier.evaluation.Report.Headline;
import org.earshot.classifier.evaluation.Report.Miss;
import org.earshot.classifier.evaluation.Report.Misses;
import org.earshot.classifier.evaluation.Report.NoiseRow;
import org.earshot.classifier.evaluation.Report.SliceRow;
import org.earshot.classifier.evaluation.Report.Spans;
import org.earshot.classifier.evaluation.Report.TrapRow;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * The figures of labelled letters and what they came out as. It asks for no threshold: what the
 * staff see are bands, so a letter counts as flagged when it came out B0 or B1, the mark U
 * included; and the order of the pile is the order of the scores.
 */
final class Evaluation {

    static final List<Double> FIRST = List.of(0.01, 0.02, 0.03, 0.05, 0.10);
    static final List<Double> RECALLS = List.of(0.90, 0.95, 0.99);
    static final double FALSE_FLAGS = 0.03;
    static final double SLICE_FIRST = 0.05;
    static final int BINS = 15;
    static final List<Double> SCAN_RATES = List.of(0.01, 0.03, 0.06);
    static final double MISSPELT_RATE = 0.08;

    static final List<String> LENGTHS =
            List.of("under 25 words", "25 to 89 words", "90 to 220 words", "over 220 words");

    private static final Set<String> CANNOT_WAIT = Set.of("V01", "V02", "V03", "V04");
    private static final int MOST_MISSES = 1_000;
    private static final int MOST_VALUES = 60;

    /** A letter and what it came out as. */
    record Assessed(Letter letter, Answer answer) {

        boolean flagged() {
            return answer.flagged();
        }

        /** What it says in plain words cannot wait, by whoever labelled it. */
        boolean saysPlainlyWhatCannotWait() {
            Set<String> categories = letter.categories();
            return "explicit".equals(letter.form())
                    && categories != null
                    && categories.stream().anyMatch(CANNOT_WAIT::contains);
        }

        boolean atFloor() {
            Band labelled = letter.band();
            Band floor = labelled == null ? Band.B0 : labelled;
            return !floor.isAbove(answer.band());
        }
    }

    private final List<Assessed> all;
    private final Taxonomy taxonomy;
    private final double prevalence;
    private final long seed;
    private final Pile pile;

    Evaluation(List<Assessed> all, Taxonomy taxonomy, double prevalence, long seed) {
        this.all = List.copyOf(all);
        this.taxonomy = taxonomy;
        this.prevalence = prevalence;
        this.seed = seed;
        pile = pile(all);
    }

    private Pile pile(List<Assessed> letters) {
        var scores = new double[letters.size()];
        var positive = new boolean[letters.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = letters.get(i).answer().score();
            positive[i] = letters.get(i).letter().positive();
        }
        return Pile.of(scores, positive, prevalence);
    }

    Pile pile() {
        return pile;
    }

    Headline headline() {
        var figures = new ArrayList<ToDoubleFunction<Pile>>();
        figures.add(Pile::rocAuc);
        figures.add(Pile::averagePrecision);
        figures.add(p -> p.recallAtFalseFlags(FALSE_FLAGS));
        figures.add(Pile::brier);
        figures.add(p -> p.calibrationError(BINS));
        FIRST.forEach(share -> figures.add(p -> p.recallInFirst(share)));
        RECALLS.forEach(recall -> figures.add(p -> p.pileForRecall(recall)));
        List<Estimate> estimates = Estimate.of(pile, figures, seed);
        int at = 5;
        return new Headline(
                estimates.get(0),
                estimates.get(1),
                atShares(FIRST, estimates.subList(at, at + FIRST.size())),
                atShares(RECALLS, estimates.subList(at + FIRST.size(), estimates.size())),
                estimates.get(2),
                FALSE_FLAGS,
                estimates.get(3),
                estimates.get(4),
                BINS);
    }

    private static List<AtShare> atShares(List<Double> shares, List<Estimate> estimates) {
        var list = new ArrayList<AtShare>();
        for (int i = 0; i < shares.size(); i++) {
            list.add(new AtShare(shares.get(i), estimates.get(i)));
        }
        return List.copyOf(list);
    }

    List<Pile.Bin> reliability() {
        return pile.reliability(BINS);
    }

    Curves curves() {
        return new Curves(pile.roc(), pile.precisionRecall(), pile.capture());
    }

    Flags flags() {
        return new Flags(flagged(positives(all)), flagged(negatives(all)));
    }

    private static List<Assessed> positives(List<Assessed> letters) {
        return letters.stream().filter(one -> one.letter().positive()).toList();
    }

    private static List<Assessed> negatives(List<Assessed> letters) {
        return letters.stream().filter(one -> !one.letter().positive()).toList();
    }

    private static Proportion flagged(List<Assessed> letters) {
        return share(letters, Assessed::flagged);
    }

    private static Proportion share(List<Assessed> letters, Predicate<Assessed> which) {
        return Proportion.of(letters.stream().filter(which).count(), letters.size());
    }

    List<BandRow> bands() {
        var rows = new ArrayList<BandRow>();
        for (Band band : Band.values()) {
            List<Assessed> labelled =
                    all.stream().filter(one -> one.letter().band() == band).toList();
            var cameOut = new EnumMap<Band, Integer>(Band.class);
            for (Band other : Band.values()) {
                cameOut.put(other, 0);
            }
            labelled.forEach(one -> cameOut.merge(one.answer().band(), 1, Integer::sum));
            if (!labelled.isEmpty()) {
                rows.add(
                        new BandRow(
                                band,
                                labelled.size(),
                                cameOut,
                                share(labelled, one -> !band.isAbove(one.answer().band()))));
            }
        }
        return List.copyOf(rows);
    }

    /** Nothing is said of categories when no letter is labelled with one. */
    List<CategoryRow> categories() {
        List<Assessed> labelled =
                all.stream().filter(one -> one.letter().categories() != null).toList();
        var rows = new ArrayList<CategoryRow>();
        if (labelled.stream().allMatch(one -> codes(one).isEmpty())) {
            return rows;
        }
        for (Taxonomy.Category category : taxonomy.categories()) {
            String code = category.code();
            List<Assessed> with =
                    labelled.stream().filter(one -> codes(one).contains(code)).toList();
            var scores = new double[labelled.size()];
            var positive = new boolean[labelled.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = labelled.get(i).answer().categories().getOrDefault(code, 0.0);
                positive[i] = codes(labelled.get(i)).contains(code);
            }
            rows.add(
                    new CategoryRow(
                            code,
                            category.name().en(),
                            with.size(),
                            share(with, one -> reached(one, category)),
                            share(with, one -> pointedAt(one, code)),
                            Pile.of(scores, positive, prevalence).rocAuc()));
        }
        return List.copyOf(rows);
    }

    private static Set<String> codes(Assessed one) {
        return Objects.requireNonNullElse(one.letter().categories(), Set.of());
    }

    private static boolean reached(Assessed one, Taxonomy.Category category) {
        Band labelled = one.letter().band();
        Band own = labelled == null ? category.floor() : labelled;
        Band enough = own.isAbove(Band.B1) ? Band.B1 : own;
        return !enough.isAbove(one.answer().band());
    }

    private static boolean pointedAt(Assessed one, String code) {
        return one.answer().passages().stream().anyMatch(passage -> passage.code().equals(code));
    }

    HardNegatives hardNegatives() {
        List<Assessed> hard =
                negatives(all).stream()
                        .filter(one -> "hard-negative".equals(one.letter().form()))
                        .toList();
        var traps = new ArrayList<TrapRow>();
        groups(hard, one -> some(one.letter().trap()))
                .forEach((trap, letters) -> traps.add(new TrapRow(trap, flagged(letters))));
        return new HardNegatives(flagged(hard), inFirst(hard), SLICE_FIRST, List.copyOf(traps));
    }

    /** The mean part of these letters that stands in the first of the whole pile. */
    private double inFirst(List<Assessed> letters) {
        return letters.stream()
                .mapToDouble(one -> pile.heldInFirst(SLICE_FIRST, one.answer().score()))
                .average()
                .orElse(Double.NaN);
    }

    Floors floors() {
        List<Assessed> plain = all.stream().filter(Assessed::saysPlainlyWhatCannotWait).toList();
        return new Floors(
                share(plain, Assessed::atFloor),
                plain.stream()
                        .filter(one -> !one.atFloor())
                        .map(one -> one.letter().id())
                        .toList());
    }

    Spans spans() {
        var agreement = new SpanAgreement();
        all.forEach(one -> agreement.add(one.letter(), one.answer()));
        return new Spans(
                agreement.letters(), agreement.all(), agreement.anyCategory(), agreement.byCode());
    }

    List<SliceRow> slices() {
        var rows = new ArrayList<SliceRow>();
        Map<String, List<Assessed>> byLength =
                groups(all, one -> Set.of(length(one.letter().text())));
        for (String length : LENGTHS) {
            if (byLength.containsKey(length)) {
                rows.add(slice("length", length, byLength.getOrDefault(length, List.of())));
            }
        }
        rows.addAll(slice("channel", one -> some(one.letter().channel())));
        rows.addAll(slice("form", one -> some(one.letter().form())));
        rows.addAll(slice("slice", one -> one.letter().slices()));
        rows.addAll(slice("language", one -> some(one.letter().language())));
        rows.addAll(slice("nation", one -> some(one.letter().nation())));
        rows.addAll(slice("author", one -> some(one.letter().author())));
        return List.copyOf(rows);
    }

    private static Set<String> some(@Nullable String value) {
        return value == null ? Set.of() : Set.of(value);
    }

    /** In words, as a person would count them; in the order of {@link #LENGTHS}. */
    static String length(String text) {
        int words = SpanAgreement.words(text).size();
        if (words < 25) {
            return LENGTHS.get(0);
        }
        if (words < 90) {
            return LENGTHS.get(1);
        }
        return LENGTHS.get(words <= 220 ? 2 : 3);
    }

    /** The values with the most letters first. */
    private List<SliceRow> slice(String dimension, Function<Assessed, Set<String>> by) {
        return groups(all, by).entrySet().stream()
                .sorted(
                        Comparator.comparing((Map.Entry<String, List<Assessed>> group) ->
                                -group.getValue().size()))
                .limit(MOST_VALUES)
                .map(group -> slice(dimension, group.getKey(), group.getValue()))
                .toList();
    }

    private static Map<String, List<Assessed>> groups(
            List<Assessed> letters, Function<Assessed, Set<String>> by) {
        var groups = new TreeMap<String, List<Assessed>>();
        for (Assessed one : letters) {
            for (String value : by.apply(one)) {
                groups.computeIfAbsent(value, v -> new ArrayList<>()).add(one);
            }
        }
        return groups;
    }

    private SliceRow slice(String dimension, String value, List<Assessed> letters) {
        List<Assessed> positives = positives(letters);
        List<Assessed> negatives = negatives(letters);
        var compared = new ArrayList<Assessed>(letters);
        if (positives.isEmpty()) {
            compared.addAll(positives(all));
        } else if (negatives.isEmpty()) {
            compared.addAll(negatives(all));
        }
        return new SliceRow(
                dimension,
                value,
                letters.size(),
                positives.size(),
                pile(compared).rocAuc(),
                positives.isEmpty() || negatives.isEmpty(),
                flagged(positives),
                flagged(negatives),
                inFirst(positives));
    }

    /** The clean letters, then each kind of error: one more pass over all letters for each. */
    List<NoiseRow> noise(Machine machine) {
        var rows = new ArrayList<NoiseRow>();
        rows.add(noiseRow("clean", 0, 0, this));
        for (double rate : SCAN_RATES) {
            rows.add(noise(machine, "scanned", rate));
        }
        rows.add(noise(machine, "misspelt", MISSPELT_RATE));
        return List.copyOf(rows);
    }

    private NoiseRow noise(Machine machine, String kind, double rate) {
        long edits = 0;
        long characters = 0;
        var noisy = new ArrayList<Assessed>();
        for (Assessed one : all) {
            Letter letter = one.letter();
            Noise.Spoilt spoilt =
                    kind.equals("scanned")
                            ? Noise.scanned(letter.text(), rate, letter.id(), seed)
                            : Noise.misspelt(letter.text(), rate, letter.id(), seed);
            edits += spoilt.edits();
            characters += letter.text().length();
            noisy.add(new Assessed(letter, machine.assess(spoilt.text())));
            machine.progress(kind + " at " + rate, noisy.size(), all.size());
        }
        double errors = characters == 0 ? 0 : edits / (double) characters;
        return noiseRow(kind, rate, errors, new Evaluation(noisy, taxonomy, prevalence, seed));
    }

    private static NoiseRow noiseRow(String kind, double rate, double errors, Evaluation of) {
        Flags flags = of.flags();
        return new NoiseRow(
                kind,
                rate,
                errors,
                of.pile.rocAuc(),
                of.pile.averagePrecision(),
                of.pile.recallInFirst(SLICE_FIRST),
                of.pile.recallAtFalseFlags(FALSE_FLAGS),
                flags.recall(),
                flags.falseFlags(),
                of.floors().atFloor());
    }

    /** The worst first: those to be read first with the lowest score, the others by the highest. */
    Misses misses() {
        List<Miss> tooLow =
                positives(all).stream()
                        .filter(one -> !one.flagged())
                        .map(Evaluation::miss)
                        .sorted(Comparator.comparingDouble(Miss::score).thenComparing(Miss::id))
                        .toList();
        List<Miss> tooHigh =
                negatives(all).stream()
                        .filter(Assessed::flagged)
                        .map(Evaluation::miss)
                        .sorted(
                                Comparator.comparingDouble((Miss miss) -> -miss.score())
                                        .thenComparing(Miss::id))
                        .toList();
        return new Misses(
                tooLow.size(),
                tooLow.stream().limit(MOST_MISSES).toList(),
                tooHigh.size(),
                tooHigh.stream().limit(MOST_MISSES).toList());
    }

    private static Miss miss(Assessed one) {
        return new Miss(
                one.letter().id(), one.letter().band(), one.answer().band(), one.answer().score());
    }
}
