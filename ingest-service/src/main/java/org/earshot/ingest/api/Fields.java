package org.earshot.ingest.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.earshot.problems.Problem;
import org.earshot.problems.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, taken one by one by name. Whatever is wrong is collected, so that a
 * caller learns of everything at once; whatever nobody asked for is wrong too. {@code null} is the
 * same as absent.
 */
public final class Fields {

    private static final int MOST_VIOLATIONS = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private final ObjectNode object;
    private final String path;
    private final List<Violation> violations;
    private final Set<String> known = new HashSet<>();

    public Fields(ObjectNode object) {
        this(object, "", new ArrayList<>());
    }

    private Fields(ObjectNode object, String path, List<Violation> violations) {
        this.object = object;
        this.path = path;
        this.violations = violations;
    }

    /**
     * A text, exactly as it came.
     *
     * @param longest in Unicode code points
     */
    public @Nullable String text(String name, int longest) {
        var value = take(name, JsonNodeType.STRING, "a string");
        if (value == null) {
            return null;
        }
        var text = value.textValue();
        if (text.indexOf('\0') >= 0) {
            violation(name, "must not contain the character U+0000");
        } else if (hasUnpairedSurrogate(text)) {
            violation(name, "must be valid Unicode: it has half of a surrogate pair");
        } else if (text.codePointCount(0, text.length()) > longest) {
            violation(name, "must be at most " + longest + " characters long");
        }
        return text;
    }

    /** The same, where it must be there. */
    public String required(String name, int longest) {
        var text = text(name, longest);
        if (text == null) {
            missing(name);
            return "";
        }
        return text;
    }

    /**
     * A value written as a string, if it can be read as one.
     *
     * @param mustBe what it is told to be otherwise
     * @param parse throws IllegalArgumentException where it is not
     */
    public <T> @Nullable T value(
            String name, String mustBe, Function<String, ? extends @Nullable T> parse) {
        var value = take(name, JsonNodeType.STRING, "a string");
        if (value == null) {
            return null;
        }
        try {
            var parsed = parse.apply(value.textValue());
            if (parsed != null) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the value.
        }
        violation(name, "must be " + mustBe);
        return null;
    }

    public @Nullable Boolean bool(String name) {
        var value = take(name, JsonNodeType.BOOLEAN, "true or false");
        return value == null ? null : value.booleanValue();
    }

    /** The fields of an object inside this one; its violations are collected here. */
    public @Nullable Fields object(String name) {
        var value = take(name, JsonNodeType.OBJECT, "an object");
        return value == null ? null : new Fields((ObjectNode) value, path + name + ".", violations);
    }

    /** The elements of an array of strings. */
    public List<String> texts(String name, int most) {
        var value = take(name, JsonNodeType.ARRAY, "an array of strings");
        if (value == null) {
            missing(name);
            return List.of();
        }
        if (value.size() > most) {
            violation(name, "must have at most " + most + " elements");
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var element : value) {
            if (!element.isTextual()) {
                violation(name, "must be an array of strings");
                return List.of();
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    public void violation(String name, String message) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(path + name, message));
        }
    }

    /** Says that a field must be there, unless something worse has been said of it. */
    public void missing(String name) {
        if (violations.stream().noneMatch(v -> v.field().equals(path + name))) {
            violation(name, "is missing");
        }
    }

    /** Says of every field that nobody asked for that it is not known. */
    public void refuseOthers() {
        object.fieldNames()
                .forEachRemaining(name -> {
                    if (!known.contains(name)) {
                        violation(
                                NAME.matcher(name).matches() ? name : "(another name)",
                                "is not a field of this request");
                    }
                });
    }

    /** Throws everything that was found wrong. */
    public void check() {
        if (!violations.isEmpty()) {
            throw Problem.invalid(List.copyOf(violations));
        }
    }

    private @Nullable JsonNode take(String name, JsonNodeType type, String mustBe) {
        known.add(name);
        var value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.getNodeType() != type) {
            violation(name, "must be " + mustBe);
            return null;
        }
        return value;
    }

    private static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean isPair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
