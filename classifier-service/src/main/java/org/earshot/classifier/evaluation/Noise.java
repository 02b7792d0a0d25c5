package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Spoils a text as scanners or hurried fingers do, so that one can see what that costs. The same
 * text, name and seed give the same errors.
 */
public final class Noise {

    /** A text with errors in it, and how many characters had to change to make them. */
    public record Spoilt(String text, int edits) {}

    /** An error that could be made: the characters from start to end become others. */
    private record Slip(int start, int end, String instead, double weight) {

        /** Insertions, deletions and substitutions at most. */
        int edits() {
            return Math.max(end - start, instead.length());
        }
    }

    private record Confusion(String seen, String read, double weight) {}

    /** What scanners take for what; a lone capital I read as a bar is the commonest by far. */
    private static final List<Confusion> CONFUSIONS =
            List.of(
                    new Confusion("I", "|", 20),
                    new Confusion("I", "l", 4),
                    new Confusion("I", "1", 2),
                    new Confusion("l", "1", 2),
                    new Confusion("l", "I", 2),
                    new Confusion("1", "l", 3),
                    new Confusion("rn", "m", 12),
                    new Confusion("m", "rn", 3),
                    new Confusion("cl", "d", 10),
                    new Confusion("d", "cl", 1.5),
                    new Confusion("O", "0", 6),
                    new Confusion("0", "O", 3),
                    new Confusion("e", "c", 2),
                    new Confusion("c", "e", 1),
                    new Confusion("h", "b", 1),
                    new Confusion("S", "5", 2),
                    new Confusion("w", "vv", 2),
                    new Confusion("fi", "h", 2),
                    new Confusion("ti", "u", 1),
                    new Confusion(".", ",", 1),
                    new Confusion(" ", "", 1.5),
                    new Confusion(" ", "\n", 0.8));

    private Noise() {}

    /**
     * As a scanner misreads.
     *
     * @param rate wrong characters for each character of the text
     * @param name of the text, so that each has errors of its own
     */
    public static Spoilt scanned(String text, double rate, String name, long seed) {
        var slips = new ArrayList<Slip>();
        for (Confusion confusion : CONFUSIONS) {
            String seen = confusion.seen();
            for (int at = text.indexOf(seen); at >= 0; at = text.indexOf(seen, at + 1)) {
                slips.add(new Slip(at, at + seen.length(), confusion.read(), confusion.weight()));
            }
        }
        for (int at = 2; at < text.length() - 2; at++) {
            if (letters(text, at - 2, at + 2)) {
                slips.add(new Slip(at, at, "-\n", 0.02));
            }
        }
        return made(text, slips, rate * text.length(), Slip::edits, random(name, seed, rate));
    }

    /**
     * As people mistype and misspell: letters swapped, dropped, doubled, undoubled, apostrophes
     * forgotten.
     *
     * @param rate misspelt words for each word of the text
     */
    public static Spoilt misspelt(String text, double rate, String name, long seed) {
        var random = random(name, seed, rate);
        var slips = new ArrayList<Slip>();
        int words = 0;
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && inWord(text.charAt(end))) {
                end++;
            }
            if (end > start) {
                words++;
            }
            if (end - start >= 4) {
                slips.add(misspelling(text, start, end, random));
            }
            start = Math.max(end, start + 1);
        }
        Spoilt spoilt = made(text, slips, rate * words, slip -> 1, random);
        return spoilt;
    }

    private static boolean inWord(char c) {
        return Character.isLetter(c) || c == '\'' || c == '\u2019';
    }

    /** One way to misspell this word; its first letter is right, as it mostly is. */
    private static Slip misspelling(String text, int start, int end, Random random) {
        for (int at = start + 1; at < end - 1; at++) {
            if (!Character.isLetter(text.charAt(at))) {
                return new Slip(at, at + 1, "", 3);
            }
            if (text.charAt(at) == text.charAt(at + 1)) {
                return new Slip(at, at + 1, "", 3);
            }
            if (text.startsWith("ie", at) || text.startsWith("ei", at)) {
                return new Slip(at, at + 2, swapped(text, at), 3);
            }
        }
        int at = start + 1 + random.nextInt(end - start - 2);
        return switch (random.nextInt(3)) {
            case 0 -> new Slip(at, at + 2, swapped(text, at), 1);
            case 1 -> new Slip(at, at + 1, "", 1);
            default -> new Slip(at, at, text.substring(at, at + 1), 1);
        };
    }

    private static String swapped(String text, int at) {
        return "" + text.charAt(at + 1) + text.charAt(at);
    }

    private static boolean letters(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(Character::isLetter);
    }

    private static Random random(String name, long seed, double rate) {
        return new Random(seed * 31 + name.hashCode() * 1_000_003L + Math.round(rate * 10_000));
    }

    /** Makes slips, the likelier ones sooner, until their cost is what was allowed. */
    private static Spoilt made(
            String text,
            List<Slip> slips,
            double allowed,
            Function<Slip, Integer> cost,
            Random random) {
        int left = (int) Math.floor(allowed);
        if (random.nextDouble() < allowed - left) {
            left++;
        }
        record Drawn(Slip slip, double key) {}
        var drawn = new ArrayList<Drawn>();
        for (Slip slip : slips) {
            drawn.add(new Drawn(slip, -Math.log(1 - random.nextDouble()) / slip.weight()));
        }
        drawn.sort(Comparator.comparingDouble(Drawn::key));
        var taken = new boolean[text.length() + 1];
        var chosen = new ArrayList<Slip>();
        for (Drawn next : drawn) {
            Slip slip = next.slip();
            int last = Math.max(slip.end(), slip.start() + 1);
            boolean free = cost.apply(slip) <= left;
            for (int at = slip.start(); free && at < last; at++) {
                free = !taken[at];
            }
            if (free) {
                left -= cost.apply(slip);
                chosen.add(slip);
                for (int at = slip.start(); at < last; at++) {
                    taken[at] = true;
                }
            }
        }
        chosen.sort(Comparator.comparingInt(Slip::start));
        var spoilt = new StringBuilder();
        int edits = 0;
        int at = 0;
        for (Slip slip : chosen) {
            spoilt.append(text, at, slip.start()).append(slip.instead());
            at = slip.end();
            edits += slip.edits();
        }
        return new Spoilt(spoilt.append(text, at, text.length()).toString(), edits);
    }
}
