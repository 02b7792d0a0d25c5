package org.earshot.classifier.evaluation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.classifier.encoder.SentenceEncoder;
import org.earshot.classifier.taxonomy.Taxonomy;

/**
 * How unlike each other texts are. Letters that one hand made by filling in a form teach a machine
 * the form; such a hand shows in phrases that return, openings in common, texts that have a double.
 *
 * @param words in all
 * @param vocabulary different words, whatever their case
 * @param distinctPairs of all pairs of words that follow each other, the share that are different
 * @param distinctTriples the same of three words
 * @param selfOverlap what a text has in common with the one most like it, on average
 * @param sharedOpenings the share of texts that begin with the same three words as another
 * @param lengths words of a text: the fewest, the quartiles, the most
 */
public record Diversity(
        int texts,
        long words,
        int vocabulary,
        double distinctPairs,
        double distinctTriples,
        double selfOverlap,
        double sharedOpenings,
        List<Long> lengths) {

    private static final String USAGE =
            """
            usage: Diversity FOLDER [--vectors] [--write]

              counts and diversity of FOLDER/corpus.jsonl, sentences.jsonl, contrast.jsonl, fairness.jsonl
              --vectors   also how near the letters are to each other by the encoder; takes minutes
              --write     bring FOLDER/README.md up to date, between its marks
            """;

    /** So near by the encoder that a person should compare the two. */
    static final double ALIKE = 0.95;

    static Diversity of(List<String> texts) {
        var vocabulary = new HashSet<String>();
        var openings = new HashMap<String, Integer>();
        var lengths = new double[texts.size()];
        List<List<String>> read = texts.stream().map(Diversity::words).toList();
        for (int i = 0; i < lengths.length; i++) {
            List<String> words = read.get(i);
            lengths[i] = words.size();
            vocabulary.addAll(words);
            openings.merge(opening(words), 1, Integer::sum);
        }
        Arrays.sort(lengths);
        long shared =
                read.stream().filter(words -> openings.getOrDefault(opening(words), 0) > 1).count();
        return new Diversity(
                lengths.length,
                (long) Arrays.stream(lengths).sum(),
                vocabulary.size(),
                distinct(read, 2),
                distinct(read, 3),
                Arrays.stream(new Overlap(texts).nearest()).average().orElse(Double.NaN),
                shared / (double) lengths.length,
                IntStream.rangeClosed(0, 4)
                        .mapToObj(quarter -> Math.round(Estimate.quantile(lengths, quarter / 4.0)))
                        .toList());
    }

    /** In lower case, without what stands between them. */
    static List<String> words(String text) {
        return SpanAgreement.WORD
                .matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String opening(List<String> words) {
        return String.join(" ", words.subList(0, Math.min(3, words.size())));
    }

    private static double distinct(List<List<String>> texts, int length) {
        var seen = new HashSet<List<String>>();
        long all = 0;
        for (List<String> words : texts) {
            for (int at = 0; at + length <= words.size(); at++) {
                seen.add(words.subList(at, at + length));
                all++;
            }
        }
        return seen.size() / (double) all;
    }

    public static void main(String[] args) {
        var out =
                new OutputStreamWriter(
                        new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8);
        System.exit(run(args, out, System.err));
    }

    /** Exit status: 0 counted, 1 a file cannot be read or is broken, 2 wrongly called. */
    static int run(String[] args, Writer out, PrintStream err) {
        List<String> options =
                Arrays.stream(args).filter(argument -> argument.startsWith("-")).toList();
        if (args.length != options.size() + 1
                || !List.of("--vectors", "--write").containsAll(options)) {
            err.print(USAGE);
            return 2;
        }
        Path folder =
                Path.of(
                        Arrays.stream(args)
                                .filter(argument -> !argument.startsWith("-"))
                                .findFirst()
                                .orElseThrow());
        try {
            Taxonomy taxonomy = Taxonomy.shipped();
            LetterFiles files = LetterFiles.read(folder, taxonomy);
            Map<Part, String> parts = new EnumMap<>(Part.class);
            parts.put(Part.COUNTS, counts(files, taxonomy));
            if (options.contains("--vectors")) {
                parts.put(Part.VECTORS, vectors(files.letters()));
            }
            for (String part : parts.values()) {
                out.write(part);
            }
            out.flush();
            if (options.contains("--write")) {
                Path readme = folder.resolve("README.md");
                String text = Files.readString(readme);
                for (Map.Entry<Part, String> part : parts.entrySet()) {
                    text = part.getKey().put(part.getValue(), text);
                }
                Files.writeString(readme, text);
            }
            return 0;
        } catch (IOException e) {
            err.println("diversity: " + e.getMessage());
            return 1;
        }
    }

    /** What the command keeps up to date in a README. */
    enum Part {
        COUNTS,
        VECTORS;

        private String begin() {
            return "<!-- " + name().toLowerCase(Locale.ROOT) + ": by the command below -->\n";
        }

        private String end() {
            return "<!-- end of " + name().toLowerCase(Locale.ROOT) + " -->\n";
        }

        String of(String readme) throws IOException {
            return readme.substring(from(readme), to(readme));
        }

        String put(String content, String readme) throws IOException {
            return readme.substring(0, from(readme)) + content + readme.substring(to(readme));
        }

        private int from(String readme) throws IOException {
            return at(readme, begin()) + begin().length();
        }

        private int to(String readme) throws IOException {
            return at(readme, end());
        }

        private static int at(String readme, String mark) throws IOException {
            int at = readme.indexOf(mark);
            if (at < 0) {
                throw new IOException("the README has no line " + mark.strip());
            }
            return at;
        }
    }

    static String counts(LetterFiles files, Taxonomy taxonomy) {
        Diversity letters = of(files.letters().stream().map(Letter::text).toList());
        Diversity sentences = of(files.sentences().stream().map(Letter::text).toList());
        var out = new StringBuilder(LetterCounts.of(files, taxonomy));
        out.append("\n| diversity | letters | sentences |\n|---|---:|---:|\n");
        row(out, "words", "%,.0f", letters.words(), sentences.words());
        row(
                out,
                "vocabulary: different words",
                "%,.0f",
                letters.vocabulary(),
                sentences.vocabulary());
        row(
                out,
                "distinct-2: of the pairs of words, the share that are different",
                "%.3f",
                letters.distinctPairs(),
                sentences.distinctPairs());
        row(
                out,
                "distinct-3: the same of three words",
                "%.3f",
                letters.distinctTriples(),
                sentences.distinctTriples());
        row(
                out,
                "self-overlap: with the text most like it, on average",
                "%.3f",
                letters.selfOverlap(),
                sentences.selfOverlap());
        row(
                out,
                "share that opens with the same three words as another",
                "%.3f",
                letters.sharedOpenings(),
                sentences.sharedOpenings());
        out.append("| words of a text: fewest, quartiles, most | ")
                .append(letters.lengthsLine())
                .append(" | ")
                .append(sentences.lengthsLine())
                .append(" |\n");
        return out.toString();
    }

    private static void row(
            StringBuilder out, String name, String format, double letters, double sentences) {
        out.append("| ").append(name);
        for (double figure : new double[] {letters, sentences}) {
            out.append(" | ").append(String.format(Locale.ROOT, format, figure));
        }
        out.append(" |\n");
    }

    private String lengthsLine() {
        return lengths.stream()
                .map(words -> String.format(Locale.ROOT, "%,d", words))
                .collect(Collectors.joining(", "));
    }

    /** How near each letter is to the one nearest to it, by the encoder; of long ones the head. */
    private static String vectors(List<Letter> letters) {
        float[][] vectors;
        try (SentenceEncoder encoder = SentenceEncoder.shipped()) {
            vectors =
                    letters.parallelStream()
                            .map(letter -> vector(letter.text(), encoder))
                            .toArray(float[][]::new);
        }
        double sum = 0;
        var alike = new ArrayList<String>();
        for (int one = 0; one < vectors.length; one++) {
            int nearest = nearest(one, vectors);
            double cosine = cosine(vectors[one], vectors[nearest]);
            sum += cosine;
            if (cosine >= ALIKE && (one < nearest || nearest(nearest, vectors) != one)) {
                alike.add(letters.get(one).id() + " and " + letters.get(nearest).id());
            }
        }
        return String.format(
                Locale.ROOT,
                "By the encoder's vectors, the cosine of a letter to the one nearest to it is %.3f"
                        + " on average;\nnearer than %.2f: %s.\n",
                sum / vectors.length,
                ALIKE,
                alike.isEmpty() ? "none" : String.join(", ", alike));
    }

    static float[] vector(String text, SentenceEncoder encoder) {
        return encoder.encodeBeginning(encoder.wordPieces().pieces(text));
    }

    private static int nearest(int one, float[][] vectors) {
        int nearest = one == 0 ? 1 : 0;
        double most = -1;
        for (int other = 0; other < vectors.length; other++) {
            double cosine = other == one ? -1 : cosine(vectors[one], vectors[other]);
            if (cosine > most) {
                most = cosine;
                nearest = other;
            }
        }
        return nearest;
    }

    static double cosine(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
