package org.earshot.classifier.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.earshot.events.Band;

/** The sample mailbag, as tests read it. */
final class Letters {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Path MAILBAG = Path.of("..", "letters", "mailbag.jsonl");

    private Letters() {}

    record Quote(String code, String words) {}

    record Letter(
            String id,
            String text,
            String language,
            String form,
            Band band,
            Set<String> categories,
            List<Quote> quotes) {
        @Override
        public String toString() {
            return id;
        }
    }

    static List<Letter> mailbag() {
        return read(MAILBAG);
    }

    /** Of the mailbag and of the corpus, if it is there. */
    static List<Letter> all() {
        return Stream.of(MAILBAG, Path.of("..", "letters", "corpus.jsonl"))
                .filter(Files::exists)
                .flatMap(file -> read(file).stream())
                .toList();
    }

    private static List<Letter> read(Path file) {
        try {
            return Files.readAllLines(file).stream().map(Letters::letter).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Letter letter(String line) {
        try {
            var json = JSON.readTree(line);
            var labels = json.required("labels");
            var categories = new TreeSet<String>();
            labels.required("categories").forEach(code -> categories.add(code.asText()));
            var quotes = new ArrayList<Quote>();
            for (JsonNode span : labels.required("spans")) {
                quotes.add(
                        new Quote(span.required("code").asText(), span.required("quote").asText()));
            }
            String body = json.required("body").asText();
            return new Letter(
                    json.required("id").asText(),
                    json.has("subject") ? json.get("subject").asText() + "\n\n" + body : body,
                    json.path("language").asText("en"),
                    labels.required("form").asText(),
                    Band.valueOf(labels.required("band").asText()),
                    categories,
                    quotes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
