package org.earshot.classifier.rules;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kinds of number that patterns can ask for. */
enum WordKind {
    /** {@code #}: any number, in figures or words. */
    NUMBER,
    /** {@code #minor}: 4 to 17, the age of somebody who is a child and can write. */
    MINOR,
    /** {@code #past}: a year that is certainly over. */
    PAST;

    /**
     * Years up to this one are past. In the data's hands nothing would replay: it moves by release.
     */
    static final int LAST_PAST_YEAR = 2024;

    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("two", 2),
                    Map.entry("three", 3),
                    Map.entry("four", 4),
                    Map.entry("five", 5),
                    Map.entry("six", 6),
                    Map.entry("seven", 7),
                    Map.entry("eight", 8),
                    Map.entry("nine", 9),
                    Map.entry("ten", 10),
                    Map.entry("eleven", 11),
                    Map.entry("twelve", 12),
                    Map.entry("thirteen", 13),
                    Map.entry("fourteen", 14),
                    Map.entry("fifteen", 15),
                    Map.entry("sixteen", 16),
                    Map.entry("seventeen", 17),
                    Map.entry("eighteen", 18),
                    Map.entry("nineteen", 19),
                    Map.entry("twenty", 20),
                    Map.entry("thirty", 30),
                    Map.entry("forty", 40),
                    Map.entry("fifty", 50),
                    Map.entry("sixty", 60),
                    Map.entry("hundred", 100));

    static @Nullable WordKind named(String name) {
        return switch (name) {
            case "#" -> NUMBER;
            case "#minor" -> MINOR;
            case "#past" -> PAST;
            default -> null;
        };
    }

    boolean holds(String form) {
        int number = number(form);
        return switch (this) {
            case NUMBER -> number >= 0;
            case MINOR -> number >= 4 && number <= 17;
            case PAST -> number >= 1900 && number <= LAST_PAST_YEAR;
        };
    }

    /** The number a word says, ordinals included; −1 when it says none. */
    private static int number(String form) {
        int digits = 0;
        while (digits < form.length() && Character.isDigit(form.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            return NUMBERS.getOrDefault(form, -1);
        }
        if (digits > 9) {
            return Integer.MAX_VALUE;
        }
        String rest = form.substring(digits);
        boolean plain =
                rest.isEmpty()
                        || rest.equals("st")
                        || rest.equals("nd")
                        || rest.equals("rd")
                        || rest.equals("th");
        return plain ? Integer.parseInt(form.substring(0, digits)) : -1;
    }
}
