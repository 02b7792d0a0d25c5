package org.earshot.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.earshot.localstack.Processes;

/**
 * The processes a suite started, written down so that they can be found again should the process
 * that started them be killed. A process is known by its number and the time it began, for numbers
 * are used again.
 */
final class Children {

    private static final String FILE = "children.json";
    private static final Duration SAME_START = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Home home;

    Children(Home home) {
        this.home = home;
    }

    /** A process as it is written down. */
    record Entry(@JsonProperty("pid") long pid, @JsonProperty("started") String started) {

        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(found ->
                            found.info().startInstant().map(this::isWhenItStarted).orElse(false));
        }

        private boolean isWhenItStarted(Instant found) {
            return Duration.between(Instant.parse(started), found).abs().compareTo(SAME_START) < 0;
        }
    }

    private record Entries(@JsonProperty("processes") Map<String, Entry> processes) {}

    synchronized Map<String, Entry> all() {
        var file = home.file(FILE);
        return Files.exists(file)
                ? new LinkedHashMap<>(Json.read(file, Entries.class).processes())
                : new LinkedHashMap<>();
    }

    synchronized void add(String name, ProcessHandle process) {
        var all = all();
        var started = process.info().startInstant().orElseGet(Instant::now);
        all.put(name, new Entry(process.pid(), started.toString()));
        Json.write(home.file(FILE), new Entries(all));
    }

    synchronized void forget() {
        try {
            Files.deleteIfExists(home.file(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive(String name) {
        var entry = all().get(name);
        return entry != null && entry.process().isPresent();
    }

    /** Ends whatever is left of a suite; the last started first, so databases go last. */
    void endAll() {
        var entries = all().values().stream().toList().reversed();
        for (var entry : entries) {
            entry.process().ifPresent(process -> Processes.end(process, GRACE));
        }
        forget();
    }
}
