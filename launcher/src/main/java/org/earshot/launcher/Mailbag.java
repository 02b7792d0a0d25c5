package org.earshot.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Messages in files: a line of JSON each, or a text file as one letter. What the portal API does
 * not take, such as labels, stays behind.
 */
final class Mailbag {

    private static final List<String> FIELDS =
            List.of(
                    "channel",
                    "subject",
                    "body",
                    "language",
                    "serviceLine",
                    "site",
                    "nation",
                    "correspondent",
                    "about",
                    "receivedAt",
                    "safeToContact");
    private static final List<String> CORRESPONDENT = List.of("reference", "name", "contact");

    /** Sets one sending of the same file apart from another; empty if they are to be the same. */
    private final String occasion;

    private Mailbag(String occasion) {
        this.occasion = occasion;
    }

    /** Files sent a second time are recognised, and nothing is doubled. */
    static Mailbag sentOnce() {
        return new Mailbag("");
    }

    /** The same files on another occasion are other messages. */
    static Mailbag sentOn(String occasion) {
        return new Mailbag(occasion);
    }

    /** How many messages there are in a file. */
    static int size(Path file) {
        try (var messages = sentOnce().of(file)) {
            return Math.toIntExact(messages.count());
        }
    }

    /** The messages of a file, read as they are asked for; closing the stream closes the file. */
    Stream<Sender.Outgoing> of(Path file) {
        if (Files.isDirectory(file)) {
            throw new Failure(file + " is a folder; name its files.");
        }
        try {
            if (file.toString().endsWith(".txt")) {
                return Stream.of(letter(file));
            }
            BufferedReader reader = Files.newBufferedReader(file);
            return lines(reader, file).onClose(() -> close(reader));
        } catch (IOException e) {
            throw new Failure("Cannot read " + file + ".", e);
        }
    }

    private Sender.Outgoing letter(Path file) throws IOException {
        var origin = origin(file);
        try {
            var body = Json.object().put("channel", "letter").put("body", Files.readString(file));
            return new Sender.Outgoing.Message(origin, key(file, 1, body), body);
        } catch (CharacterCodingException e) {
            return new Sender.Outgoing.Unreadable(origin, "not UTF-8");
        }
    }

    private Stream<Sender.Outgoing> lines(BufferedReader reader, Path file) {
        var number = new int[1];
        return reader.lines()
                .map(line -> {
                    number[0]++;
                    return line.isBlank()
                            ? List.<Sender.Outgoing>of()
                            : List.of(line(file, number[0], line));
                })
                .flatMap(List::stream);
    }

    private Sender.Outgoing line(Path file, int number, String line) {
        var origin = origin(file).put("line", number);
        JsonNode read;
        try {
            read = Json.parse(line);
        } catch (JsonProcessingException e) {
            return new Sender.Outgoing.Unreadable(origin, "not JSON");
        }
        if (!read.isObject()) {
            return new Sender.Outgoing.Unreadable(origin, "not a JSON object");
        }
        if (read.path("id").isTextual()) {
            origin.set("sourceId", read.path("id"));
        }
        var body = only(FIELDS, read);
        if (body.path("correspondent").isObject()) {
            body.set("correspondent", only(CORRESPONDENT, body.path("correspondent")));
        }
        return new Sender.Outgoing.Message(origin, key(file, number, body), body);
    }

    private static ObjectNode only(List<String> fields, JsonNode from) {
        var chosen = Json.object();
        for (var field : fields) {
            if (from.hasNonNull(field)) {
                chosen.set(field, from.get(field));
            }
        }
        return chosen;
    }

    private static ObjectNode origin(Path file) {
        return Json.object().put("file", file.getFileName().toString());
    }

    private String key(Path file, int number, JsonNode body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var what =
                    occasion + "\n" + file.getFileName() + "\n" + number + "\n" + Json.line(body);
            return HexFormat.of().formatHex(digest.digest(what.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an iterator over several files, one after the other. */
    Iterator<Sender.Outgoing> of(List<Path> files) {
        return files.stream().flatMap(this::of).iterator();
    }
}
