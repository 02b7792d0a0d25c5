package org.earshot.events;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What keeps prose and nothingness out of events: every string in one is a short code or an
 * identifier.
 */
final class Checks {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+:/-]{0,79}");

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    private Checks() {}

    /**
     * A code: letters, digits and a little punctuation, at most 80 characters, so that no sentence
     * fits in.
     */
    static String code(String field, @Nullable String value) {
        if (value == null || !CODE.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " is not a code of 1 to 80 characters");
        }
        return value;
    }

    static @Nullable String codeOrNull(String field, @Nullable String value) {
        return value == null ? null : code(field, value);
    }

    static List<String> codes(String field, @Nullable Collection<String> values) {
        if (values == null || values.size() > 100) {
            throw new IllegalArgumentException(field + " is missing or has more than 100 codes");
        }
        values.forEach(value -> code(field, value));
        return List.copyOf(values);
    }

    static String ascii(String field, @Nullable String value, int longest) {
        if (value == null
                || value.isBlank()
                || value.length() > longest
                || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(
                    field + " is not 1 to " + longest + " visible ASCII characters");
        }
        return value;
    }

    /** A time that every database and calculation can hold: 1970 to 2999. */
    static Instant time(String field, @Nullable Instant value) {
        if (value == null || value.isBefore(EARLIEST) || !value.isBefore(LATEST)) {
            throw new IllegalArgumentException(field + " is missing or not between 1970 and 2999");
        }
        return value;
    }

    static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }
}
