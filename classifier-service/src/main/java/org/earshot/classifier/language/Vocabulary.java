package org.earshot.classifier.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words known to be English or Welsh: an English dictionary, and lists of our own. */
final class Vocabulary {

    /** What a word says about the language that it stands in. */
    enum Kind {
        /** No English letter does without it. */
        EVERYDAY,
        ENGLISH,
        WELSH,
        /** Other languages have it too. */
        SHARED,
        /** A place or a person. */
        NAME,
        STRANGE
    }

    static final Vocabulary SHIPPED = new Vocabulary();

    private final Set<String> everyday = new HashSet<>();
    private final Set<String> english = HashSet.newHashSet(70_000);
    private final Set<String> names = HashSet.newHashSet(10_000);
    private final Set<String> welsh = new HashSet<>();
    private final Set<String> shared = new HashSet<>();

    private Vocabulary() {
        read("english-everyday.txt", everyday);
        read("english.txt", english);
        read("english-spoken.txt", english);
        read("welsh.txt", welsh);
        read("shared.txt", shared);
        for (String word : english) {
            if (Character.isUpperCase(word.charAt(0))) {
                names.add(word.toLowerCase(Locale.ROOT));
            }
        }
        english.removeIf(word -> Character.isUpperCase(word.charAt(0)));
    }

    /**
     * @param form folded: lower case, without accents
     */
    Kind kind(String form) {
        if (shared.contains(form)) {
            return Kind.SHARED;
        }
        if (everyday.contains(form)) {
            return Kind.EVERYDAY;
        }
        // Welsh before the dictionary, which holds short words of every trade
        if (welsh.contains(form)) {
            return Kind.WELSH;
        }
        if (english.contains(form)) {
            return Kind.ENGLISH;
        }
        if (isMutated(form)) {
            return Kind.WELSH;
        }
        return names.contains(form) ? Kind.NAME : Kind.STRANGE;
    }

    /** Welsh words change their first letter after others: "llythyr" becomes "lythyr". */
    private boolean isMutated(String form) {
        if (form.length() < 4) {
            return false;
        }
        String one = form.substring(1);
        String two = form.substring(2);
        return switch (form.charAt(0)) {
            case 'b' -> welsh.contains("p" + one);
            case 'd' ->
                    form.charAt(1) == 'd' ? welsh.contains("d" + two) : welsh.contains("t" + one);
            case 'f' -> welsh.contains("b" + one) || welsh.contains("m" + one);
            case 'g' -> welsh.contains("c" + one);
            case 'l' -> welsh.contains("l" + form) || welsh.contains("g" + form);
            case 'r' -> welsh.contains("rh" + one) || welsh.contains("g" + form);
            case 'm' ->
                    welsh.contains("b" + one)
                            || (form.charAt(1) == 'h' && welsh.contains("p" + two));
            case 'n' -> isNasal(form, one, two);
            case 'p' -> form.charAt(1) == 'h' && welsh.contains("p" + two);
            case 't' -> form.charAt(1) == 'h' && welsh.contains("t" + two);
            case 'c' -> form.charAt(1) == 'h' && welsh.contains("c" + two);
            case 'h' -> welsh.contains(one);
            case 'a', 'e', 'i', 'o', 'u', 'w', 'y' -> welsh.contains("g" + form);
            default -> false;
        };
    }

    private boolean isNasal(String form, String one, String two) {
        if (form.startsWith("ngh")) {
            return welsh.contains("c" + form.substring(3));
        }
        return switch (form.charAt(1)) {
            case 'h' -> welsh.contains("t" + two);
            case 'g' -> welsh.contains("g" + two);
            default -> welsh.contains("d" + one);
        };
    }

    private static void read(String file, Set<String> words) {
        lines(file).forEach(line -> words.addAll(Set.of(line.split(" "))));
    }

    /** The lines of a list that ships, without its remarks. */
    static List<String> lines(String file) {
        try (InputStream in = Vocabulary.class.getResourceAsStream("/language/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no resource language/" + file);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
