package org.earshot.classifier.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a written word becomes the words that rules are written in. The same folding is applied to
 * the patterns, so that both sides always meet. What is put right for certain leads to a word that
 * some rule uses; a word that nobody knows is read as the common word nearest to it, and said to be
 * a guess.
 */
public final class Spelling {

    /** Finds the common word that a word meant which no dictionary has. */
    @FunctionalInterface
    public interface Nearest {

        /** Guesses nothing. */
        Nearest NONE = strange -> null;

        /**
         * @param strange folded
         * @return null if no word is near, or if it is a word as it stands
         */
        @Nullable String to(String strange);
    }

    /** How sure the reading of a word is. */
    public enum Certainty {
        /** As it was written, but for capitals, accents and contractions. */
        WRITTEN,
        /** A known misspelling, shorthand or way of speaking. */
        RESPELT,
        /** The nearest common word. */
        GUESSED
    }

    /** The words behind one written word: one, or several for a contraction. */
    public record Reading(List<String> words, Certainty certainty) {}

    private final Map<String, List<String>> variants = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Nearest nearest;

    public Spelling(Nearest nearest) {
        this.nearest = nearest;
    }

    /** Reads the given variants as the given words. */
    public void add(String variant, List<String> words) {
        variants.put(fold(variant), words);
        known.addAll(words);
    }

    /** A word that rules use: repairs may lead to it. */
    public void know(String word) {
        known.add(word);
    }

    /** Whether rules use a word, in some spelling of it. */
    public boolean knows(String word) {
        return known.contains(word) || variants.containsKey(word);
    }

    /** The words behind a word of a pattern: nothing is guessed. */
    public List<String> read(String written) {
        return open(capitalI(fold(written)));
    }

    /** What a word of a text means. One with a capital may be a name and is not guessed at. */
    public Reading readInText(String written) {
        String folded = capitalI(fold(written));
        List<String> words = open(folded);
        if (variants.containsKey(folded)) {
            return new Reading(words, Certainty.RESPELT);
        }
        if (folded.indexOf('\'') >= 0 || words.size() > 1) {
            return new Reading(words, Certainty.WRITTEN);
        }
        String word = words.getFirst();
        if (!word.equals(folded)) {
            return new Reading(words, Certainty.RESPELT);
        }
        String guess =
                known.contains(word) || !Character.isLowerCase(written.codePointAt(0))
                        ? null
                        : nearest.to(word);
        return guess == null
                ? new Reading(words, Certainty.WRITTEN)
                : new Reading(open(guess), Certainty.GUESSED);
    }

    /** Scanners read a lone capital I as a bar. */
    private static String capitalI(String word) {
        return word.equals("|") || word.startsWith("|'") ? "i" + word.substring(1) : word;
    }

    /** Compatibility forms made plain, accents, invisible characters and capitals taken away. */
    public static String fold(String written) {
        boolean plain = true;
        for (int i = 0; i < written.length() && plain; i++) {
            char c = written.charAt(i);
            plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        if (plain) {
            return written;
        }
        if (isAscii(written)) {
            return written.replace('`', '\'').toLowerCase(Locale.ROOT);
        }
        String decomposed = Normalizer.normalize(written, Normalizer.Form.NFKD);
        var folded = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .forEach(c -> {
                    int type = Character.getType(c);
                    if (isApostrophe(c)) {
                        folded.append('\'');
                    } else if (type != Character.NON_SPACING_MARK
                            && type != Character.ENCLOSING_MARK
                            && type != Character.FORMAT) {
                        folded.appendCodePoint(c);
                    }
                });
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String written) {
        for (int i = 0; i < written.length(); i++) {
            if (written.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    static boolean isApostrophe(int c) {
        return c == '\''
                || c == '\u2019'
                || c == '\u2018'
                || c == '\u02bc'
                || c == '`'
                || c == '\u00b4'
                || c == '\u2032';
    }

    private List<String> open(String word) {
        @Nullable List<String> variant = variants.get(word);
        if (variant != null) {
            return variant;
        }
        if (known.contains(word)) {
            return List.of(word);
        }
        int apostrophe = word.indexOf('\'');
        if (apostrophe >= 0) {
            return contraction(word, apostrophe);
        }
        String repaired = repair(word);
        @Nullable List<String> repairedVariant = variants.get(repaired);
        return repairedVariant != null ? repairedVariant : List.of(repaired);
    }

    private List<String> contraction(String word, int apostrophe) {
        String stem = word.substring(0, apostrophe);
        String tail = word.substring(apostrophe + 1);
        return switch (tail) {
            case "m" -> List.of(stem, "am");
            case "ll" -> List.of(stem, "will");
            case "ve" -> List.of(stem, "have");
            case "re" -> List.of(stem, "are");
            case "d" -> List.of(stem, "would");
            case "t" -> stem.endsWith("n") ? negative(stem) : open(stem + tail);
            case "s" -> PRONOUNS.contains(stem) ? List.of(stem, "is") : open(stem);
            case "" -> open(stem);
            default -> stem.isEmpty() ? open(tail) : open(stem + tail);
        };
    }

    private static List<String> negative(String stem) {
        return switch (stem) {
            case "can" -> List.of("can", "not");
            case "won" -> List.of("will", "not");
            case "shan" -> List.of("shall", "not");
            case "ain" -> List.of("is", "not");
            default -> List.of(stem.substring(0, stem.length() - 1), "not");
        };
    }

    private static final Set<String> PRONOUNS =
            Set.of(
                    "he",
                    "she",
                    "it",
                    "that",
                    "there",
                    "what",
                    "who",
                    "here",
                    "where",
                    "how",
                    "everyone",
                    "everything",
                    "nobody",
                    "someone",
                    "nothing",
                    "one");

    /**
     * Elongation ("sooo"), digits read for letters ("k1ll") and "rn" for "m" as scanners read it
     * ("harrn"), if that gives a word of the rules.
     */
    private String repair(String word) {
        if (hasRun(word)) {
            String shorter = squeeze(word, 2);
            return knows(shorter) ? shorter : squeeze(word, 1);
        }
        if (word.contains("rn")) {
            String read = word.replace("rn", "m");
            if (knows(read)) {
                return read;
            }
        }
        boolean digit = false;
        boolean letter = false;
        for (int i = 0; i < word.length(); i++) {
            digit |= Character.isDigit(word.charAt(i)) || word.charAt(i) == '|';
            letter |= Character.isLetter(word.charAt(i));
        }
        if (digit && letter) {
            for (char one : new char[] {'i', 'l'}) {
                String read =
                        word.replace('0', 'o')
                                .replace('1', one)
                                .replace('|', one)
                                .replace('3', 'e')
                                .replace('4', 'a')
                                .replace('5', 's');
                if (knows(read)) {
                    return read;
                }
            }
        }
        return word;
    }

    private static boolean hasRun(String word) {
        for (int i = 2; i < word.length(); i++) {
            if (word.charAt(i) == word.charAt(i - 1)
                    && word.charAt(i) == word.charAt(i - 2)
                    && !Character.isDigit(word.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Runs of three or more of one character become {@code keep} of it. */
    private static String squeeze(String word, int keep) {
        var out = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); ) {
            int j = i;
            while (j < word.length() && word.charAt(j) == word.charAt(i)) {
                j++;
            }
            int run = j - i;
            int kept = run >= 3 ? keep : run;
            out.repeat(word.charAt(i), kept);
            i = j;
        }
        return out.toString();
    }
}
