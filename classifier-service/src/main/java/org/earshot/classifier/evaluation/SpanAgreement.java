package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How far the words the machine points at are the words a reader marked, counted in words: a word
 * belongs to a passage that touches it.
 */
final class SpanAgreement {

    static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*(?:['\u2019]\\p{L}+)*");

    /**
     * @param marked words a reader marked
     * @param shown words the machine pointed at
     * @param both words in both
     * @param precision of the words shown, the share that was marked; NaN when none was shown
     * @param recall of the words marked, the share that was shown; NaN when none was marked
     * @param f1 the harmonic mean, as 2·both / (marked + shown)
     */
    record Agreement(int marked, int shown, int both, double precision, double recall, double f1) {

        static Agreement of(int marked, int shown, int both) {
            return new Agreement(
                    marked,
                    shown,
                    both,
                    shown == 0 ? Double.NaN : both / (double) shown,
                    marked == 0 ? Double.NaN : both / (double) marked,
                    marked + shown == 0 ? Double.NaN : 2.0 * both / (marked + shown));
        }
    }

    private static final class Count {
        int marked;
        int shown;
        int both;

        void add(BitSet marked, BitSet shown) {
            this.marked += marked.cardinality();
            this.shown += shown.cardinality();
            var both = (BitSet) marked.clone();
            both.and(shown);
            this.both += both.cardinality();
        }

        Agreement agreement() {
            return Agreement.of(marked, shown, both);
        }
    }

    private final Map<String, Count> byCode = new TreeMap<>();
    private final Count anyCode = new Count();
    private int letters;

    void add(Letter letter, Answer answer) {
        List<Letter.Span> spans = letter.spans();
        if (spans == null) {
            return;
        }
        letters++;
        List<int[]> words = words(letter.text());
        var marked = new TreeMap<String, BitSet>();
        var shown = new TreeMap<String, BitSet>();
        for (Letter.Span span : spans) {
            touch(marked, span.code(), words, span.start(), span.end());
        }
        for (Letter.Span passage : answer.passages()) {
            touch(shown, passage.code(), words, passage.start(), passage.end());
        }
        var codes = new TreeMap<String, BitSet>(marked);
        codes.putAll(shown);
        var allMarked = new BitSet();
        var allShown = new BitSet();
        for (String code : codes.keySet()) {
            BitSet ours = marked.getOrDefault(code, new BitSet());
            BitSet theirs = shown.getOrDefault(code, new BitSet());
            byCode.computeIfAbsent(code, c -> new Count()).add(ours, theirs);
            allMarked.or(ours);
            allShown.or(theirs);
        }
        anyCode.add(allMarked, allShown);
    }

    int letters() {
        return letters;
    }

    Map<String, Agreement> byCode() {
        var agreements = new TreeMap<String, Agreement>();
        byCode.forEach((code, count) -> agreements.put(code, count.agreement()));
        return agreements;
    }

    /** Every word once for each of its categories. */
    Agreement all() {
        int marked = 0;
        int shown = 0;
        int both = 0;
        for (Count count : byCode.values()) {
            marked += count.marked;
            shown += count.shown;
            both += count.both;
        }
        return Agreement.of(marked, shown, both);
    }

    /** Every word once, whichever category it was marked with or shown for. */
    Agreement anyCategory() {
        return anyCode.agreement();
    }

    /** Start and end of each word, in code points. */
    static List<int[]> words(String text) {
        var words = new ArrayList<int[]>();
        var matcher = WORD.matcher(text);
        int unit = 0;
        int point = 0;
        while (matcher.find()) {
            point += text.codePointCount(unit, matcher.start());
            int end = point + text.codePointCount(matcher.start(), matcher.end());
            words.add(new int[] {point, end});
            unit = matcher.end();
            point = end;
        }
        return words;
    }

    private static void touch(
            Map<String, BitSet> sets, String code, List<int[]> words, int start, int end) {
        BitSet set = sets.computeIfAbsent(code, c -> new BitSet());
        for (int i = 0; i < words.size(); i++) {
            int[] word = words.get(i);
            if (word[0] < end && start < word[1]) {
                set.set(i);
            }
        }
    }
}
