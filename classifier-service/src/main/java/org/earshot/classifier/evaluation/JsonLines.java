package org.earshot.classifier.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON objects, one a line. A line that cannot be used is named with its number and
 * field; no line is passed over in silence, because figures of half a file would pass for figures
 * of the whole.
 */
final class JsonLines {

    /** More would not help a measurement and not fit a small machine. */
    static final int MOST_LINES = 200_000;

    static final int LONGEST_LINE = 4_000_000;
    static final long LARGEST_FILE = 1L << 29;
    static final int LONGEST_TEXT = 500_000;

    /** Of ids, codes and names, so that no prose gets into a report by way of them. */
    static final int LONGEST_CODE = 64;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private JsonLines() {}

    /** Why a line cannot be used. */
    record Problem(int line, String field, String why) {
        @Override
        public String toString() {
            return "line " + line + (field.isEmpty() ? "" : ", field " + field) + ": " + why;
        }
    }

    /** All lines of a file that can be used, all that cannot, and the digest of its bytes. */
    record Content<T>(List<T> values, List<Problem> problems, String sha256) {}

    interface Entry<T> {
        T of(Line line) throws BadLine;
    }

    static <T> Content<T> read(Path file, Entry<T> entry) throws IOException {
        var values = new ArrayList<T>();
        var problems = new ArrayList<Problem>();
        var digest = sha256();
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        if (Files.size(file) > LARGEST_FILE) {
            problems.add(new Problem(0, "", "the file is larger than " + LARGEST_FILE + " bytes"));
            return new Content<>(values, problems, "");
        }
        try (var in = new DigestInputStream(Files.newInputStream(file), digest);
                var reader = new BufferedReader(new InputStreamReader(in, decoder))) {
            int number = 0;
            for (String line = line(reader); line != null; line = line(reader)) {
                number++;
                if (number > MOST_LINES) {
                    problems.add(new Problem(number, "", "more than " + MOST_LINES + " lines"));
                    break;
                }
                if (!line.isBlank()) {
                    try {
                        values.add(entry.of(new Line(number, "", object(line, number))));
                    } catch (BadLine e) {
                        problems.add(e.problem);
                    }
                }
            }
        }
        return new Content<>(values, problems, HexFormat.of().formatHex(digest.digest()));
    }

    private static JsonNode object(String line, int number) throws BadLine {
        if (line.length() >= LONGEST_LINE) {
            throw new BadLine(
                    new Problem(number, "", "longer than " + LONGEST_LINE + " characters"));
        }
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            // Said below; the parser's own message would quote the letter.
        }
        throw new BadLine(new Problem(number, "", "not a JSON object"));
    }

    /** The next line; what is too long comes cut off at the limit. */
    private static @Nullable String line(Reader reader) throws IOException {
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        var line = new StringBuilder();
        while (c >= 0 && c != '\n') {
            if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            }
            c = reader.read();
        }
        return line.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class BadLine extends Exception {
        private static final long serialVersionUID = 1L;

        final transient Problem problem;

        BadLine(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }
    }

    /** The fields of one line, or of an object inside it. */
    static final class Line {
        private final int number;
        private final String path;
        private final JsonNode node;

        Line(int number, String path, JsonNode node) {
            this.number = number;
            this.path = path;
            this.node = node;
        }

        int number() {
            return number;
        }

        BadLine bad(String field, String why) {
            return new BadLine(new Problem(number, path + field, why));
        }

        boolean has(String field) {
            return node.hasNonNull(field);
        }

        String text(String field, int longest) throws BadLine {
            JsonNode value = node.path(field);
            if (!value.isTextual()) {
                throw bad(field, has(field) ? "must be a text" : "is missing");
            }
            if (value.asText().length() > longest) {
                throw bad(field, "is longer than " + longest + " characters");
            }
            return value.asText();
        }

        /** The name, as a file or a person gives it, of something to group letters by. */
        @Nullable String code(String field) throws BadLine {
            return has(field) ? code(node.path(field), field) : null;
        }

        private String code(JsonNode value, String field) throws BadLine {
            String code = value.asText();
            if (!value.isTextual() || code.isBlank() || code.length() > LONGEST_CODE) {
                throw bad(field, "must be a text of 1 to " + LONGEST_CODE + " characters");
            }
            if (code.chars().anyMatch(Character::isISOControl)) {
                throw bad(field, "must stand on one line");
            }
            return code;
        }

        String id() throws BadLine {
            JsonNode id = node.path("id");
            if (id.isMissingNode() || id.isNull()) {
                return "line-" + number;
            }
            return id.isIntegralNumber() ? id.asText() : code(id, "id");
        }

        Set<String> codes(String field) throws BadLine {
            var codes = new LinkedHashSet<String>();
            if (has(field)) {
                if (!node.path(field).isArray()) {
                    throw bad(field, "must be a list");
                }
                for (JsonNode value : node.path(field)) {
                    codes.add(code(value, field));
                }
            }
            return codes;
        }

        <E extends Enum<E>> @Nullable E oneOf(String field, Class<E> type) throws BadLine {
            if (!has(field)) {
                return null;
            }
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(node.path(field).asText())) {
                    return constant;
                }
            }
            throw bad(field, "is none of " + List.of(type.getEnumConstants()));
        }

        /** 0 or 1 as a number or as yes and no. */
        @Nullable Boolean yesOrNo(String field) throws BadLine {
            if (!has(field)) {
                return null;
            }
            JsonNode value = node.path(field);
            boolean number = value.isIntegralNumber() && (value.asInt() == 0 || value.asInt() == 1);
            if (!value.isBoolean() && !number) {
                throw bad(field, "must be 0 or 1");
            }
            return value.isBoolean() ? value.asBoolean() : value.asInt() == 1;
        }

        int number(String field) throws BadLine {
            JsonNode value = node.path(field);
            if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
                throw bad(field, "must be a whole number from 0");
            }
            return value.asInt();
        }

        Line object(String field) throws BadLine {
            JsonNode value = node.path(field);
            if (!value.isObject()) {
                throw bad(field, has(field) ? "must be an object" : "is missing");
            }
            return new Line(number, path + field + ".", value);
        }

        List<Line> objects(String field) throws BadLine {
            var objects = new ArrayList<Line>();
            if (has(field)) {
                if (!node.path(field).isArray()) {
                    throw bad(field, "must be a list");
                }
                for (JsonNode value : node.path(field)) {
                    String place = field + "[" + objects.size() + "]";
                    if (!value.isObject()) {
                        throw bad(place, "must be an object");
                    }
                    objects.add(new Line(number, path + place + ".", value));
                }
            }
            return objects;
        }
    }
}
