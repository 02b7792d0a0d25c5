package org.earshot.ingest.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Mends what Tesseract most often gets wrong on a clean page: the word "I" read as an upright
 * stroke. Who speaks of themselves is what the rules go by, so this matters more here than
 * elsewhere. Only where nothing else can be meant: a stroke that is no word before one that may
 * follow "I", never within a word.
 */
final class Repair {

    /** What follows "I" often, and a number hardly ever. */
    private static final Set<String> AFTER_I =
            Set.of(
                    "am",
                    "was",
                    "have",
                    "had",
                    "do",
                    "did",
                    "don't",
                    "didn't",
                    "can",
                    "can't",
                    "cannot",
                    "could",
                    "couldn't",
                    "will",
                    "won't",
                    "would",
                    "wouldn't",
                    "should",
                    "shall",
                    "must",
                    "may",
                    "might",
                    "need",
                    "want",
                    "wanted",
                    "feel",
                    "felt",
                    "think",
                    "thought",
                    "know",
                    "hope",
                    "wish",
                    "live",
                    "lost",
                    "get",
                    "got",
                    "go",
                    "went",
                    "said",
                    "told",
                    "asked",
                    "ask",
                    "write",
                    "wrote",
                    "never",
                    "just",
                    "also",
                    "still",
                    "really",
                    "only",
                    "cant",
                    "dont",
                    "enclose",
                    "understand",
                    "believe",
                    "understood",
                    "received",
                    "sent",
                    "tried",
                    "owe",
                    "paid",
                    "keep",
                    "hear",
                    "heard",
                    "see",
                    "saw",
                    "take",
                    "took",
                    "work",
                    "worked",
                    "hate",
                    "wasn't",
                    "haven't",
                    "hadn't",
                    "wouldn’t",
                    "don’t",
                    "can’t",
                    "didn’t",
                    "haven’t",
                    "won’t");

    /** What is left of a word that began with "I" when the stroke is taken away. */
    private static final Set<String> REST_OF_I_WORD =
            Set.of(
                    "'m", "'ve", "'ll", "'d", "’m", "’ve", "’ll", "’d", "‘m", "‘ve", "‘ll", "‘d",
                    "t", "t's", "t’s", "f", "n", "s", "sn't", "sn’t", "nto", "n,", "f,", "t.", "t,",
                    "ts");

    private Repair() {}

    static List<Word> repaired(List<Word> words) {
        var repaired = new ArrayList<Word>(words.size());
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            var next = i + 1 < words.size() ? words.get(i + 1).text() : "";
            var text = repaired(word.text(), next);
            repaired.add(text.equals(word.text()) ? word : word.saying(text));
        }
        return repaired;
    }

    static String repaired(String word, String next) {
        int begin = 0;
        while (begin < word.length() && "\"'(“‘".indexOf(word.charAt(begin)) >= 0) {
            begin++;
        }
        var opening = word.substring(0, begin);
        var core = word.substring(begin);
        if (core.isEmpty()) {
            return word;
        }
        var rest = core.substring(1);
        boolean stroke = core.charAt(0) == '|';
        boolean letter = core.charAt(0) == 'l';
        if (stroke && REST_OF_I_WORD.contains(rest)
                || letter
                        && rest.length() > 1
                        && "'’‘".indexOf(rest.charAt(0)) >= 0
                        && REST_OF_I_WORD.contains(rest)) {
            return opening + "I" + rest;
        }
        boolean alone = rest.isEmpty() || rest.equals(",");
        if (!alone) {
            return word;
        }
        boolean followed = followsI(next);
        boolean lower = !next.isEmpty() && Character.isLowerCase(next.charAt(0));
        if ((stroke || letter) && (followed || lower)) {
            return opening + "I" + rest;
        }
        if ((core.charAt(0) == '1' || core.charAt(0) == '!' || core.charAt(0) == ']')
                && rest.isEmpty()
                && followed
                && lower) {
            return opening + "I";
        }
        return word;
    }

    private static boolean followsI(String next) {
        int end = next.length();
        while (end > 0 && ",.;:!?)\"”".indexOf(next.charAt(end - 1)) >= 0) {
            end--;
        }
        return AFTER_I.contains(next.substring(0, end).toLowerCase(Locale.ROOT));
    }
}
