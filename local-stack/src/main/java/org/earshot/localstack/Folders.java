package org.earshot.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/** Temporary folders and their end. */
final class Folders {

    private static final String OWNER = "owner";

    private Folders() {}

    /**
     * A new folder for this JVM. What a JVM that was killed left under the same prefix is ended and
     * deleted first: a killed test run has no say in what happens to its servers.
     */
    static Path temporary(String prefix) {
        try {
            var folder = Files.createTempDirectory(prefix);
            Files.writeString(folder.resolve(OWNER), identity(ProcessHandle.current()));
            try (var siblings = Files.newDirectoryStream(folder.resolveSibling(""), prefix + "*")) {
                siblings.forEach(Folders::deleteIfLeftBehind);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String identity(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static void deleteIfLeftBehind(Path folder) {
        try {
            var owner = Files.readString(folder.resolve(OWNER));
            var process = ProcessHandle.of(Long.parseLong(owner.split(" ", 2)[0]));
            if (process.map(Folders::identity).filter(owner::equals).isEmpty()) {
                endDatabase(folder);
                delete(folder);
            }
        } catch (IOException | NumberFormatException e) {
            // Not a folder of ours, or one that is coming or going.
        }
    }

    /** PostgreSQL writes its number into its folder, and has the folder in its command line. */
    private static void endDatabase(Path folder) throws IOException {
        var file = folder.resolve("data/postmaster.pid");
        if (Files.exists(file)) {
            ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().trim()))
                    .filter(p -> p.info().commandLine().orElse("").contains(folder.toString()))
                    .ifPresent(p -> Processes.end(p, Duration.ofSeconds(5)));
        }
    }

    /** Deletes what is there; a server still writing its last file is no reason to fail. */
    static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // Already gone.
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(Folders.class.getName())
                    .log(System.Logger.Level.DEBUG, "Left behind: " + folder, e);
        }
    }
}
