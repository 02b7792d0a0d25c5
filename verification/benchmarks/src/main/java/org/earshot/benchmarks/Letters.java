package org.earshot.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** The made-up letters of a file, drawn from by chance that a seed decides. */
final class Letters {

    private static final JsonMapper JSON = new JsonMapper();

    /** What the portal API takes of a line; labels stay behind. */
    private static final List<String> FIELDS = List.of("subject", "body", "language");

    /** Of the others, such as forms, it does not know: they come as letters do. */
    private static final Set<String> CHANNELS = Set.of("portal", "letter", "email", "phone-note");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int SENTENCES_IN_A_PARAGRAPH = 5;

    private final List<JsonNode> letters = new ArrayList<>();
    private final Random random;

    Letters(Path file, int seed) throws IOException {
        random = new Random(seed);
        try (var lines = Files.lines(file)) {
            for (var line : (Iterable<String>) lines.filter(l -> !l.isBlank())::iterator) {
                letters.add(JSON.readTree(line));
            }
        }
        if (letters.isEmpty()) {
            throw new IOException("There are no letters in " + file + ".");
        }
    }

    int size() {
        return letters.size();
    }

    /** That many messages for the portal API: each letter once before any comes again. */
    List<ObjectNode> messages(int count) {
        var messages = new ArrayList<ObjectNode>(count);
        while (messages.size() < count) {
            var round = new ArrayList<>(letters);
            Collections.shuffle(round, random);
            for (var letter : round.subList(0, Math.min(round.size(), count - messages.size()))) {
                ObjectNode message = JSON.createObjectNode();
                var channel = letter.path("channel").asText();
                message.put("channel", CHANNELS.contains(channel) ? channel : "letter");
                for (var field : FIELDS) {
                    if (letter.hasNonNull(field)) {
                        message.set(field, letter.get(field));
                    }
                }
                messages.add(message);
            }
        }
        return messages;
    }

    /** Every sentence there is, each once, in an order by chance. */
    List<String> sentences() {
        var sentences = new LinkedHashSet<String>();
        for (var letter : letters) {
            for (var sentence : SENTENCE_END.split(letter.path("body").asText(), -1)) {
                var line = SPACE.matcher(sentence).replaceAll(" ").strip();
                if (words(line) > 2) {
                    sentences.add(line);
                }
            }
        }
        var shuffled = new ArrayList<>(sentences);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    static int words(String text) {
        return text.isBlank() ? 0 : SPACE.split(text.strip(), -1).length;
    }

    /**
     * A text of exactly so many words, made of whole sentences but for the last. No text that one
     * list of sentences gives has a sentence of another, so that nothing is known beforehand.
     */
    static String text(int words, List<String> sentences) {
        var text = new StringBuilder();
        int left = words;
        int count = 0;
        while (left > 0) {
            if (sentences.isEmpty()) {
                throw new IllegalArgumentException("The letters hold too few sentences.");
            }
            var sentence = sentences.removeLast();
            var parts = SPACE.split(sentence, -1);
            if (parts.length > left) {
                sentence = String.join(" ", List.of(parts).subList(0, left)) + ".";
            }
            left -= Math.min(left, parts.length);
            if (!text.isEmpty()) {
                text.append(count % SENTENCES_IN_A_PARAGRAPH == 0 ? "\n\n" : " ");
            }
            text.append(sentence);
            count++;
        }
        return text.toString();
    }
}
