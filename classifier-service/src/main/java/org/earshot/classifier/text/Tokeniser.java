package org.earshot.classifier.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a text into words and sentences in one pass. Letters come wrapped by typewriters and
 * scanners, as lists, forms and dictation, so a line break ends a sentence only when it looks like
 * one: too few breaks let context reach too far, too many tear a cry for help in two. Where a line
 * is long only because another sentence stands before this one on it, the break is left open
 * ({@link Token#line}), so that sentences before this one never change how it is read.
 */
public final class Tokeniser {

    /** Words no line of thought ends on: the next line goes on. */
    private static final Set<String> OPEN =
            Set.copyOf(
                    List.of(
                            ("a an the my your his her our their this that these those and or but"
                                 + " nor so to of in on at by for from with without into about"
                                 + " after before until since as than if when while because that"
                                 + " which who whom i we he she they it am is are was were be been"
                                 + " being have has had do does did not can could will would shall"
                                 + " should may might must want wanted think thought feel felt"
                                 + " going gonna no any just ever even very too more myself such am"
                                 + " like up yn y yr a ac o i fy ei dy eu ein eich ar am gan wedi"
                                 + " ddim")
                                    .split(" ")));

    private static final Set<String> TITLES =
            Set.of("mr", "mrs", "ms", "dr", "st", "prof", "rev", "cllr", "messrs", "mx");

    private final Spelling spelling;

    public Tokeniser(Spelling spelling) {
        this.spelling = spelling;
    }

    public Words read(String text) {
        var tokens = new ArrayList<Token>(text.length() / 5);
        var sentences = new ArrayList<Sentence>();
        int sentenceFrom = 0;
        int previousEnd = 0;
        int lineStart = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!beginsWord(text, at, c)) {
                at += Character.charCount(c);
                continue;
            }
            int end = wordEnd(text, at);
            Gap gap = Gap.read(text, previousEnd, at);
            String written = text.substring(at, end);
            int joined = joinedEnd(text, at, end);
            if (joined > end) {
                written = written + text.substring(joinStart(text, end), joined);
                end = joined;
            }
            boolean line = false;
            if (!tokens.isEmpty()) {
                int sentenceStart = tokens.get(sentenceFrom).start();
                boolean newSentence = ends(text, tokens, gap, lineStart, previousEnd, at, end);
                line =
                        !newSentence
                                && sentenceStart > lineStart
                                && ends(text, tokens, gap, sentenceStart, previousEnd, at, end);
                if (newSentence) {
                    sentences.add(new Sentence(sentenceFrom, tokens.size(), gap.question));
                    sentenceFrom = tokens.size();
                }
            }
            boolean lower = Character.isLowerCase(text.codePointAt(at));
            boolean stop = gap.stop;
            boolean comma = gap.comma;
            var reading = spelling.readInText(written);
            for (String form : reading.words()) {
                tokens.add(
                        new Token(
                                at,
                                end,
                                form,
                                reading.certainty(),
                                stop,
                                comma,
                                gap.label,
                                line,
                                lower));
                stop = false;
                comma = false;
                line = false;
            }
            if (gap.lastLineStart > 0) {
                lineStart = gap.lastLineStart;
            }
            previousEnd = end;
            at = end;
        }
        if (tokens.size() > sentenceFrom) {
            Gap rest = Gap.read(text, previousEnd, text.length());
            sentences.add(new Sentence(sentenceFrom, tokens.size(), rest.question));
        }
        return new Words(text, List.copyOf(tokens), List.copyOf(sentences));
    }

    private static boolean beginsWord(String text, int at, int c) {
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        // Scanners read a lone capital I as a bar, and the first person matters here.
        return c == '|'
                && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))
                && at + 1 < text.length()
                && (text.charAt(at + 1) == ' ' || Spelling.isApostrophe(text.charAt(at + 1)));
    }

    private static int wordEnd(String text, int at) {
        int end = at;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            int type = Character.getType(c);
            boolean inside =
                    Character.isLetterOrDigit(c)
                            || type == Character.NON_SPACING_MARK
                            || type == Character.COMBINING_SPACING_MARK
                            || type == Character.FORMAT
                            || c == '|'
                            || (Spelling.isApostrophe(c) && nextIsLetter(text, end));
            if (!inside) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static boolean nextIsLetter(String text, int at) {
        return at + 1 < text.length() && Character.isLetter(text.codePointAt(at + 1));
    }

    /** The end of a word broken by a hyphen at the end of a line, if rules know the whole word. */
    private int joinedEnd(String text, int at, int end) {
        int next = joinStart(text, end);
        if (next < 0 || !Character.isLetter(text.codePointAt(next))) {
            return end;
        }
        int last = wordEnd(text, next);
        String whole = Spelling.fold(text.substring(at, end) + text.substring(next, last));
        return spelling.knows(whole) ? last : end;
    }

    private static int joinStart(String text, int end) {
        if (end + 2 >= text.length() || text.charAt(end) != '-') {
            return -1;
        }
        int next = end + 1;
        boolean line = false;
        while (next < text.length()
                && next < end + 8
                && Character.isWhitespace(text.charAt(next))) {
            line |= text.charAt(next) == '\n';
            next++;
        }
        return line && next < text.length() ? next : -1;
    }

    private static boolean ends(
            String text,
            List<Token> tokens,
            Gap gap,
            int lineStart,
            int previousEnd,
            int at,
            int end) {
        Token last = tokens.getLast();
        boolean lower = Character.isLowerCase(text.codePointAt(at));
        if (gap.ender) {
            if (gap.ellipsis) {
                return !lower || !OPEN.contains(last.form());
            }
            if (!gap.point) {
                return true;
            }
            if (TITLES.contains(last.form()) && gap.newlines == 0) {
                return false;
            }
            if (gap.spaced) {
                return true;
            }
            // "the end.I want": a forgotten space, but not "gov.uk", "e.g." or "3.50".
            return Character.isLetter(text.codePointAt(at))
                    && last.end() - last.start() > 1
                    && (end - at > 3 || text.substring(at, end).equals("I"))
                    && (Character.isUpperCase(text.codePointAt(at))
                            || (last.lowerCase() && !domain(text, end)));
        }
        if (gap.newlines == 0) {
            return false;
        }
        if (gap.bullet || numbered(text, at, end)) {
            return true;
        }
        boolean open = OPEN.contains(last.form()) && !gap.punctuated;
        if (gap.newlines > 1) {
            return !(open && lower);
        }
        if (open) {
            return false;
        }
        int lineLength = previousEnd - lineStart;
        if (gap.punctuated) {
            return !gap.comma;
        }
        return lower ? lineLength < 28 : lineLength < 45;
    }

    private static boolean domain(String text, int end) {
        return end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == '/');
    }

    private static boolean numbered(String text, int at, int end) {
        return end - at <= 2
                && end + 1 < text.length()
                && (text.charAt(end) == ')' || text.charAt(end) == '.')
                && Character.isLetterOrDigit(text.charAt(at))
                && Character.isWhitespace(text.charAt(end + 1))
                && Character.isDigit(text.charAt(at));
    }

    /** What stands between two words. */
    private static final class Gap {
        boolean ender;
        boolean point;
        boolean ellipsis;
        boolean question;
        boolean spaced;
        boolean stop;
        boolean comma;
        boolean label;
        boolean bullet;
        boolean punctuated;
        int newlines;
        int lastLineStart;

        static Gap read(String text, int from, int to) {
            var gap = new Gap();
            int points = 0;
            boolean space = false;
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '.', '\u3002' -> points++;
                    case '\u2026' -> points += 3;
                    case '!' -> gap.ender = true;
                    case '?' -> {
                        gap.ender = true;
                        gap.question = true;
                        gap.label = true;
                    }
                    case '\n', '\u2028', '\u2029' -> {
                        gap.newlines++;
                        gap.lastLineStart = i + 1;
                        space = true;
                    }
                    case ',' -> gap.comma = true;
                    case ';', '(', ')', '[', ']', '\u2013', '\u2014' -> gap.stop = true;
                    case ':', '=' -> {
                        gap.stop = true;
                        gap.label = true;
                    }
                    case '-', '*', '\u2022', '\u00b7' -> {
                        gap.bullet |= gap.newlines > 0;
                        gap.stop |= space || c != '-';
                    }
                    default -> space |= Character.isWhitespace(c);
                }
                if (!Character.isWhitespace(c) && gap.newlines == 0) {
                    gap.punctuated = true;
                }
            }
            if (points > 0 && !gap.ender) {
                gap.ender = true;
                gap.point = points == 1;
                gap.ellipsis = points > 1;
            }
            gap.spaced = space;
            return gap;
        }
    }
}
