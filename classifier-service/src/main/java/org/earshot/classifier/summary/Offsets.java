package org.earshot.classifier.summary;

import java.util.List;
import org.earshot.classifier.text.Token;
import org.earshot.classifier.text.Words;
import org.jspecify.annotations.Nullable;

/** From code points of a text to its words, and back. */
final class Offsets {

    /** What belongs to the word it stands before, or after. */
    private static final String OPENING = "£$€\"'(\u201c\u2018\u00ab#@";

    private static final String CLOSING = ".!?\u2026\"')\u201d\u2019\u00bb%";

    private final String text;
    private final List<Token> tokens;

    /** The code points before each UTF-16 unit; null where both count alike. */
    private final int @Nullable [] points;

    Offsets(Words words) {
        text = words.text();
        tokens = words.tokens();
        int length = text.length();
        if (text.codePointCount(0, length) == length) {
            points = null;
        } else {
            points = new int[length + 1];
            int count = 0;
            for (int i = 0; i < length; ) {
                int next = i + Character.charCount(text.codePointAt(i));
                while (i < next) {
                    points[i++] = count;
                }
                count++;
            }
            points[length] = count;
        }
    }

    int length() {
        return point(text.length());
    }

    private int point(int unit) {
        return points == null ? unit : points[unit];
    }

    /** The words that a span of code points touches; the nearest one before it if it has none. */
    Stretch words(int start, int end) {
        int from = first(start);
        int to = from;
        while (to < tokens.size() && point(tokens.get(to).start()) < end) {
            to++;
        }
        return from < to ? new Stretch(from, to) : new Stretch(Math.max(0, from - 1), from);
    }

    /** The first word that ends after this code point. */
    private int first(int start) {
        int low = 0;
        int high = tokens.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (point(tokens.get(middle).end()) <= start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int start(Stretch words) {
        return point(tokens.get(words.from()).start());
    }

    int end(Stretch words) {
        return point(tokens.get(words.to() - 1).end());
    }

    /** As {@link #start}, with what opens it: a pound sign, a quotation mark. */
    int openingStart(Stretch words) {
        int start = tokens.get(words.from()).start();
        int bound = words.from() == 0 ? 0 : tokens.get(words.from() - 1).end();
        while (start > bound && OPENING.indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        return point(start);
    }

    /** As {@link #end}, with what closes it: a full stop, a bracket. */
    int closingEnd(Stretch words) {
        int end = tokens.get(words.to() - 1).end();
        int bound = words.to() == tokens.size() ? text.length() : tokens.get(words.to()).start();
        while (end < bound && CLOSING.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return point(end);
    }
}
