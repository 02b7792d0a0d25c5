package org.earshot.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.earshot.localstack.Processes;

/**
 * The processes a suite started, written down so that they can be found again should the process
 * that started them be killed. Each has a file of its own, as more than one process writes them. A
 * process is known by its number and the time it began, for numbers are used again.
 */
final class Children {

    static final String POSTGRES = "postgres";
    private static final String SUFFIX = ".json";
    private static final Duration SAME_START = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Path folder;

    Children(Home home) {
        folder = home.file("processes");
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

    /** All that were written down, in no order. */
    Map<String, Entry> all() {
        var all = new TreeMap<String, Entry>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (var file : files) {
                    var name = file.getFileName().toString();
                    all.put(
                            name.substring(0, name.length() - SUFFIX.length()),
                            Json.read(file, Entry.class));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    void add(String name, ProcessHandle process) {
        var started = process.info().startInstant().orElseGet(Instant::now);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Json.write(folder.resolve(name + SUFFIX), new Entry(process.pid(), started.toString()));
    }

    private void forget(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forgetAll() {
        all().keySet().forEach(this::forget);
    }

    boolean isAlive(String name) {
        var entry = all().get(name);
        return entry != null && entry.process().isPresent();
    }

    /** Ends whatever is left of a suite; the database goes last, when nobody needs it. */
    void endAll() {
        var left = all();
        var database = left.remove(POSTGRES);
        try (var tasks = Executors.newCachedThreadPool()) {
            left.values().forEach(entry -> tasks.execute(() -> end(entry)));
        }
        if (database != null) {
            end(database);
        }
        forgetAll();
    }

    private static void end(Entry entry) {
        entry.process().ifPresent(process -> Processes.end(process, GRACE));
    }
}
