package org.earshot.classifier.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * What is in a folder of letters, in tables. They are counted from the files alone, so that what is
 * published of a corpus is what the corpus is.
 */
final class LetterCounts {

    /** The parts of a corpus, in the order of their use. */
    static final List<String> SPLITS = List.of("train", "dev", "test", "blind");

    private static final List<String> FORMS =
            List.of("explicit", "implied", "veiled", "hard-negative", "ordinary");

    private LetterCounts() {}

    static String of(LetterFiles files, Taxonomy taxonomy) {
        var out = new StringBuilder();
        List<Letter> letters = files.letters();
        line(
                out,
                "%,d letters of %,d words in all, by %d authors.",
                letters.size(),
                letters.stream().mapToLong(letter -> Diversity.words(letter.text()).size()).sum(),
                letters.stream().map(Letter::author).distinct().count());
        line(out, "");
        head(out, "form");
        for (String form : FORMS) {
            row(out, form, letters, letter -> form.equals(letter.form()));
        }
        row(out, "**all**", letters, letter -> true);
        line(out, "");
        head(out, "band");
        for (Band band : Band.values()) {
            row(out, band.name(), letters, letter -> band == letter.band());
        }
        line(out, "");
        line(
                out,
                "A letter counts once in each of its categories; *alone* counts those where it is"
                        + " the only one.");
        line(out, "");
        line(out, "| category | train | dev | test | blind | all | alone | sentences |");
        line(out, "|---|---:|---:|---:|---:|---:|---:|---:|");
        for (Taxonomy.Category category : taxonomy.categories()) {
            String code = category.code();
            Predicate<Letter> has = letter -> of(letter).contains(code);
            line(
                    out,
                    "| %s %s |%s %,d | %,d |",
                    code,
                    category.name().en(),
                    bySplit(letters, has),
                    count(letters, has.and(letter -> of(letter).size() == 1)),
                    count(files.sentences(), has));
        }
        line(out, "");
        line(out, "| of the letters | |");
        line(out, "|---|---|");
        grouped(out, "channel", letters, Letter::channel);
        grouped(out, "language", letters, Letter::language);
        grouped(out, "nation", letters, Letter::nation);
        line(
                out,
                "| slice | %s |",
                tally(letters.stream().flatMap(letter -> letter.slices().stream())));
        grouped(out, "trap", letters, Letter::trap);
        line(out, "");
        line(out, "| beside them | lines | of which |");
        line(out, "|---|---:|---|");
        line(
                out,
                "| `sentences.jsonl` | %,d | %s |",
                files.sentences().size(),
                tally(files.sentences().stream().map(Letter::form).filter(Objects::nonNull)));
        line(
                out,
                "| `contrast.jsonl` | %,d | %s |",
                files.contrast().size(),
                tally(
                        files.contrast().stream()
                                .map(pair -> Objects.requireNonNullElse(pair.change(), "other"))));
        line(
                out,
                "| `fairness.jsonl` | %,d | %s; to be read first %,d |",
                files.fairness().size(),
                tally(files.fairness().stream().map(Fairness.Pair::attribute)),
                files.fairness().stream().filter(Fairness.Pair::positive).count());
        return out.toString();
    }

    private static Collection<String> of(Letter letter) {
        return Objects.requireNonNullElse(letter.categories(), List.of());
    }

    private static void head(StringBuilder out, String what) {
        line(out, "| %s | train | dev | test | blind | all |", what);
        line(out, "|---|---:|---:|---:|---:|---:|");
    }

    private static void row(
            StringBuilder out, String name, List<Letter> letters, Predicate<Letter> which) {
        line(out, "| %s |%s", name, bySplit(letters, which));
    }

    private static String bySplit(List<Letter> letters, Predicate<Letter> which) {
        var cells = new StringBuilder();
        for (String split : SPLITS) {
            long of = count(letters, which.and(letter -> split.equals(letter.split())));
            cells.append(String.format(Locale.ROOT, " %,d |", of));
        }
        return cells.append(String.format(Locale.ROOT, " %,d |", count(letters, which))).toString();
    }

    private static long count(List<Letter> letters, Predicate<Letter> which) {
        return letters.stream().filter(which).count();
    }

    private static void grouped(
            StringBuilder out,
            String name,
            List<Letter> letters,
            Function<Letter, @Nullable String> by) {
        line(out, "| %s | %s |", name, tally(letters.stream().map(by).filter(Objects::nonNull)));
    }

    /** The most frequent first. */
    private static String tally(Stream<String> names) {
        Map<String, Long> counts =
                names.collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(name -> String.format(Locale.ROOT, "%s %,d", name.getKey(), name.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
