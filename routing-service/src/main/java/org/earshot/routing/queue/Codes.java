package org.earshot.routing.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.earshot.events.Band;
import org.earshot.problems.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Closed lists of codes, as enums: {@code CONTACT_MADE} travels as {@code contact-made}. What staff
 * say to this service is chosen from lists, so that no prose gets into an event.
 */
public final class Codes {

    private Codes() {}

    public static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant with this code.
     *
     * @throws Problem naming the field and the codes there are
     */
    public static <E extends Enum<E>> E parse(String field, @Nullable String code, Class<E> type) {
        for (var constant : type.getEnumConstants()) {
            if (code(constant).equals(code)) {
                return constant;
            }
        }
        throw Problem.invalid(
                field,
                "is one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Codes::code)
                                .collect(Collectors.joining(", ")));
    }

    /**
     * The band of this name.
     *
     * @throws Problem naming the field and the bands there are
     */
    static Band band(String field, @Nullable String name) {
        for (var band : Band.values()) {
            if (band.name().equals(name)) {
                return band;
            }
        }
        throw Problem.invalid(field, "is one of B0, B1, B2, B3, S");
    }
}
