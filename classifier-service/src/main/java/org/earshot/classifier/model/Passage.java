package org.earshot.classifier.model;

import java.util.ArrayList;
import java.util.List;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Words;

/**
 * A run of words that the encoder reads by itself, in UTF-16 units of the text, end exclusive: a
 * sentence, or a window of one that goes on and on. Where a passage begins and ends depends on its
 * own sentence alone, so sentences added before or after leave it as it is.
 *
 * @param from index of the first of its words
 * @param to index after the last
 */
public record Passage(int start, int end, int from, int to) {

    /** Words in the longest passage; about 60 word pieces, and at the very most 510. */
    static final int MOST_WORDS = 44;

    /** Each window of a long sentence begins this many words after the one before: they overlap. */
    private static final int STEP = 24;

    /** Characters in the longest passage, whatever a text calls a word: each is a piece at most. */
    private static final int MOST_CHARACTERS = 500;

    /** What the encoder reads of it: a word spelt otherwise than in books is a stranger to it. */
    public String text(Words words) {
        return words.respelt(start, end, from, to);
    }

    /** Every passage of a text, in order. Every word is in at least one. */
    public static List<Passage> of(Words words) {
        var passages = new ArrayList<Passage>(words.sentences().size());
        for (Sentence sentence : words.sentences()) {
            int from = sentence.from();
            for (int word = from + 1; word < sentence.to(); word++) {
                // A line that would end a sentence, had no other sentence stood before it there.
                if (words.tokens().get(word).line()) {
                    cut(words, from, word, passages);
                    from = word;
                }
            }
            cut(words, from, sentence.to(), passages);
        }
        return passages;
    }

    private static void cut(Words words, int first, int to, List<Passage> passages) {
        int from = first;
        while (to - from > MOST_WORDS) {
            add(words, from, from + MOST_WORDS, passages);
            from += STEP;
        }
        add(words, from, to, passages);
    }

    private static void add(Words words, int from, int to, List<Passage> passages) {
        int start = words.tokens().get(from).start();
        int end = words.tokens().get(to - 1).end();
        // The marks that follow belong to it: "Why?" is not "Why".
        String text = words.text();
        int limit = to < words.tokens().size() ? words.tokens().get(to).start() : text.length();
        while (end < limit && ".!?\u2026)\"'\u2019\u201d".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        for (; end - start > MOST_CHARACTERS; start += MOST_CHARACTERS / 2) {
            passages.add(new Passage(start, start + MOST_CHARACTERS, from, to));
        }
        passages.add(new Passage(start, end, from, to));
    }
}
