package org.earshot.classifier.language;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.earshot.classifier.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * The common word that a word meant which no dictionary has: "becouse", "tommorow",
 * "circurnstances". Candidates are the words that sound alike, by their consonants, and those that
 * differ by one letter; the best is near and frequent (a noisy channel: Kernighan, Church and Gale
 * 1990). Where two are about as good, or none is near, nothing is guessed. What a word is read as
 * depends on that word alone, and the work for one is bounded.
 */
public final class NearestWord implements Spelling.Nearest {

    /** A longer word is looked up nowhere. */
    private static final int LONGEST = 24;

    /** By length of the word, how far away the word meant may be. */
    private static final double[] MOST = {0, 0, 0, 0, 0.6, 1.0, 1.2, 1.5, 1.8};

    /** What a unit of distance counts for beside the logarithm of how often a word is used. */
    private static final double DISTANCE_COUNTS = 5;

    /** By how much the best has to be better than the second best. */
    private static final double LEAD = 0.7;

    /** Short words are near to everything. */
    private static final int SHORT = 4;

    private static final double SHORT_COSTS = 0.4;

    private static final double OTHER_LETTER = 1.1;
    private static final double OTHER_VOWEL = 0.5;
    private static final double OTHER_BEGINNING = 0.5;
    private static final double SWAPPED = 0.7;

    /** Sounds that are written in several ways, in the order in which they are made the same. */
    private static final List<List<String>> SOUNDS =
            List.of(
                    List.of("rn", "m"),
                    List.of("ph", "f"),
                    List.of("ck", "k"),
                    List.of("wh", "w"),
                    List.of("kn", "n"),
                    List.of("wr", "r"),
                    List.of("mb", "m"),
                    List.of("tch", "C"),
                    List.of("dge", "j"),
                    List.of("tion", "Sn"),
                    List.of("sion", "Sn"),
                    List.of("shun", "Sn"),
                    List.of("shon", "Sn"),
                    List.of("cious", "Ss"),
                    List.of("tious", "Ss"),
                    List.of("ough", "o"),
                    List.of("augh", "a"),
                    List.of("igh", "i"),
                    List.of("gh", "g"),
                    List.of("ch", "C"),
                    List.of("sh", "S"),
                    List.of("th", "T"),
                    List.of("ce", "se"),
                    List.of("ci", "si"),
                    List.of("cy", "si"),
                    List.of("ge", "je"),
                    List.of("gi", "ji"),
                    List.of("qu", "kw"),
                    List.of("x", "ks"),
                    List.of("c", "k"),
                    List.of("z", "s"),
                    List.of("v", "f"));

    /** What it costs to take one letter for another: by ear, by hand or by a scanner's eye. */
    private static final Map<String, Double> ALIKE =
            Map.ofEntries(
                    Map.entry("il", 0.4),
                    Map.entry("bh", 0.6),
                    Map.entry("ce", 0.8),
                    Map.entry("nu", 0.7),
                    Map.entry("ck", 0.3),
                    Map.entry("sz", 0.3),
                    Map.entry("cs", 0.3),
                    Map.entry("ks", 0.8),
                    Map.entry("kq", 0.3),
                    Map.entry("gj", 0.4),
                    Map.entry("fv", 0.5),
                    Map.entry("dt", 0.7),
                    Map.entry("mn", 0.7),
                    Map.entry("ow", 0.6),
                    Map.entry("uw", 0.5),
                    Map.entry("iy", 0.3),
                    Map.entry("ei", 0.4),
                    Map.entry("ae", 0.45),
                    Map.entry("ou", 0.45));

    private static final double[][] OTHERS = others();

    private final Vocabulary vocabulary;
    private final Map<String, Double> frequency = new TreeMap<>();
    private final Map<String, String[]> bySound;
    private final Map<String, String[]> byLetters;

    private NearestWord(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        var sounds = new HashMap<String, Set<String>>();
        var letters = new HashMap<String, Set<String>>();
        for (String line : Vocabulary.lines("common.txt")) {
            int space = line.indexOf(' ');
            String word = line.substring(0, space);
            frequency.put(word, Math.log(Integer.parseInt(line.substring(space + 1))));
            add(sounds, sound(word), word);
            if (word.length() >= SHORT) {
                withoutOne(word).forEach(part -> add(letters, part, word));
            }
        }
        bySound = packed(sounds);
        byLetters = packed(letters);
    }

    /** Loaded once, when first asked for. */
    private static final class Shipped {
        private static final NearestWord NEAREST = new NearestWord(Vocabulary.SHIPPED);
    }

    /** With the words that ship. */
    public static NearestWord shipped() {
        return Shipped.NEAREST;
    }

    private static void add(Map<String, Set<String>> words, String key, String word) {
        words.computeIfAbsent(key, any -> new HashSet<>()).add(word);
    }

    private static Map<String, String[]> packed(Map<String, Set<String>> words) {
        var packed = HashMap.<String, String[]>newHashMap(words.size());
        words.forEach((key, all) -> packed.put(key, all.toArray(String[]::new)));
        return packed;
    }

    @Override
    public @Nullable String to(String strange) {
        int length = strange.length();
        double most = MOST[Math.min(length, MOST.length - 1)];
        if (most == 0
                || length > LONGEST
                || !isPlain(strange)
                || vocabulary.kind(strange) != Vocabulary.Kind.STRANGE) {
            return null;
        }
        var best = new Best();
        // What scanners make of an m is put right first: it would be two errors otherwise.
        String read = strange.replace("rn", "m");
        var seen = new HashSet<String>();
        consider(strange, read, bySound.get(sound(strange)), most, seen, best);
        for (String part : withoutOne(read)) {
            consider(strange, read, byLetters.get(part), most, seen, best);
        }
        return best.lead() > LEAD ? best.word : null;
    }

    private void consider(
            String strange,
            String read,
            String @Nullable [] candidates,
            double most,
            Set<String> seen,
            Best best) {
        if (candidates == null) {
            return;
        }
        for (String candidate : candidates) {
            if (seen.add(candidate)) {
                double distance = distance(strange, candidate, most);
                if (!read.equals(strange)) {
                    distance = Math.min(distance, 0.3 + distance(read, candidate, most));
                }
                if (candidate.length() < SHORT) {
                    distance += SHORT_COSTS;
                }
                if (distance <= most) {
                    best.offer(
                            candidate,
                            frequency.getOrDefault(candidate, 0.0) - DISTANCE_COUNTS * distance);
                }
            }
        }
    }

    /** The best of what was offered, and how good the second best was. */
    private static final class Best {
        private @Nullable String word;
        private double worth = Double.NEGATIVE_INFINITY;
        private double second = Double.NEGATIVE_INFINITY;

        void offer(String offered, double worthOfIt) {
            if (worthOfIt > worth) {
                second = worth;
                worth = worthOfIt;
                word = offered;
            } else {
                second = Math.max(second, worthOfIt);
            }
        }

        double lead() {
            return word == null ? 0 : worth - second;
        }
    }

    private static boolean isPlain(String word) {
        return word.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    private static Set<String> withoutOne(String word) {
        var parts = new HashSet<String>();
        parts.add(word);
        for (int i = 0; i < word.length(); i++) {
            parts.add(word.substring(0, i) + word.substring(i + 1));
        }
        return parts;
    }

    /** The consonants that are heard, and whether it begins with a vowel. */
    static String sound(String word) {
        String sound = word;
        for (List<String> same : SOUNDS) {
            sound = sound.replace(same.getFirst(), same.getLast());
        }
        var heard = new StringBuilder(sound.length());
        for (int i = 0; i < sound.length(); i++) {
            char c = sound.charAt(i);
            if (i == 0) {
                c = "aeiou".indexOf(c) >= 0 ? 'a' : c;
            } else if ("aeiouyhwr".indexOf(c) >= 0) {
                continue;
            }
            if (heard.isEmpty() || heard.charAt(heard.length() - 1) != c) {
                heard.append(c);
            }
        }
        return heard.toString();
    }

    /**
     * A weighted edit distance (Wagner and Fischer 1974, with neighbours swapped as one error).
     *
     * @return anything above {@code most} where it is more than that
     */
    private static double distance(String a, String b, double most) {
        if (Math.abs(a.length() - b.length()) > 3) {
            return Double.POSITIVE_INFINITY;
        }
        int width = b.length() + 1;
        var before = new double[width];
        var row = new double[width];
        var next = new double[width];
        for (int j = 1; j < width; j++) {
            row[j] = row[j - 1] + extra(b, j - 1);
        }
        for (int i = 1; i <= a.length(); i++) {
            char ofA = a.charAt(i - 1);
            next[0] = row[0] + extra(a, i - 1);
            double least = next[0];
            for (int j = 1; j < width; j++) {
                char ofB = b.charAt(j - 1);
                double other =
                        ofA == ofB
                                ? 0
                                : OTHERS[ofA - 'a'][ofB - 'a'] + (i == 1 ? OTHER_BEGINNING : 0);
                double cost =
                        Math.min(
                                row[j - 1] + other,
                                Math.min(row[j] + extra(a, i - 1), next[j - 1] + extra(b, j - 1)));
                if (i > 1 && j > 1 && ofA == b.charAt(j - 2) && a.charAt(i - 2) == ofB) {
                    cost = Math.min(cost, before[j - 2] + SWAPPED);
                }
                next[j] = cost;
                least = Math.min(least, cost);
            }
            if (least > most) {
                return Double.POSITIVE_INFINITY;
            }
            double[] free = before;
            before = row;
            row = next;
            next = free;
        }
        return row[width - 1];
    }

    private static double[][] others() {
        var costs = new double[26][26];
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                costs[a - 'a'][b - 'a'] =
                        a == b ? 0 : isVowel(a) && isVowel(b) ? OTHER_VOWEL : OTHER_LETTER;
            }
        }
        ALIKE.forEach((pair, cost) -> {
            costs[pair.charAt(0) - 'a'][pair.charAt(1) - 'a'] = cost;
            costs[pair.charAt(1) - 'a'][pair.charAt(0) - 'a'] = cost;
        });
        return costs;
    }

    private static boolean isVowel(char c) {
        return "aeiouy".indexOf(c) >= 0;
    }

    /** What it costs that a letter is there which might not be, or the other way round. */
    private static double extra(String word, int at) {
        char c = word.charAt(at);
        char before = at > 0 ? word.charAt(at - 1) : ' ';
        char after = at + 1 < word.length() ? word.charAt(at + 1) : ' ';
        if (c == before || c == after) {
            return 0.3;
        }
        boolean silent =
                switch (c) {
                    case 'c' -> "khie".indexOf(after) >= 0 || before == 's';
                    case 'k' -> after == 'n';
                    case 't' -> after == 'c';
                    case 'd' -> after == 'g' || after == 'j';
                    case 'b' -> before == 'm';
                    case 'g' -> after == 'n' || after == 'h' || before == 'n';
                    case 'e', 'h', 'r', 'w' -> true;
                    default -> false;
                };
        return silent ? 0.5 : isVowel(c) ? 0.6 : 1;
    }
}
