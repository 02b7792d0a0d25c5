package org.earshot.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a benchmark was called with: {@code --name value}; the last of a name counts. */
final class Options {

    private final Map<String, String> given = new HashMap<>();

    Options(String[] args, Set<String> known) {
        var left = List.of(args);
        for (int i = 0; i < left.size(); i += 2) {
            var name = left.get(i);
            if (!name.startsWith("--") || !known.contains(name.substring(2))) {
                throw new IllegalArgumentException("There is no option " + name + ".");
            }
            if (i + 1 == left.size()) {
                throw new IllegalArgumentException(name + " needs a value.");
            }
            given.put(name.substring(2), left.get(i + 1));
        }
    }

    Path path(String name) {
        var value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing.");
        }
        return Path.of(value);
    }

    int number(String name, int otherwise) {
        var value = given.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** In seconds. */
    Duration time(String name, Duration otherwise) {
        var value = given.get(name);
        return value == null ? otherwise : Duration.ofSeconds(Long.parseLong(value));
    }
}
