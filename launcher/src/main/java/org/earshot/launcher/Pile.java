package org.earshot.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The head of the pile as a supervisor sees it: codes and times, no words. */
final class Pile {

    private final Api supervisor;

    Pile(Api supervisor) {
        this.supervisor = supervisor;
    }

    List<JsonNode> head(int limit) {
        var page = supervisor.required(Service.ROUTING, "/v1/work-items?limit=" + limit);
        return StreamSupport.stream(page.path("items").spliterator(), false).toList();
    }

    /** What each category is called in English, as classifier-service has it. */
    Map<String, String> categoryNames() {
        var names = new HashMap<String, String>();
        for (var category :
                supervisor.required(Service.CLASSIFIER, "/v1/taxonomy").path("categories")) {
            names.put(category.path("code").asText(), category.path("name").path("en").asText("?"));
        }
        return names;
    }

    void print(Terminal terminal, List<JsonNode> items) {
        var names = categoryNames();
        terminal.say(terminal.bold("  band  waiting  what the words show"));
        for (var item : items) {
            terminal.say(
                    "  %-4s  %7s  %s"
                            .formatted(
                                    band(item),
                                    waiting(item.path("waitingSince").asText()),
                                    categories(item, names)));
        }
    }

    static String band(JsonNode item) {
        return item.path("band").asText()
                + (item.path("notWhollyAssessed").asBoolean() ? " U" : "");
    }

    static String categories(JsonNode item, Map<String, String> names) {
        if (item.path("awaiting").asBoolean()) {
            return "not assessed yet";
        }
        var codes = new ArrayList<String>();
        item.path("categories").forEach(c -> codes.add(c.path("code").asText()));
        return codes.isEmpty()
                ? "no indicator found by the machine; still read by a person"
                : codes.stream()
                        .map(code -> code + " " + names.getOrDefault(code, ""))
                        .collect(Collectors.joining(", "));
    }

    private static String waiting(String since) {
        var time = Duration.between(Instant.parse(since), Instant.now());
        if (time.toHours() >= 48) {
            return time.toDays() + " d";
        }
        if (time.toMinutes() >= 120) {
            return time.toHours() + " h";
        }
        return time.toSeconds() >= 120 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
