package org.earshot.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a suite lives: the clone with the programs, and the folder with all it remembers (ports,
 * secrets, data, logs), which only its owner may enter.
 *
 * @param root the root of the repository, built
 * @param state the folder of what is remembered; {@code .earshot} in the clone for {@code
 *     ./earshot}
 */
public record Home(Path root, Path state) {

    public Home {
        root = root.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
        try {
            Files.createDirectories(state);
            if (Files.getFileStore(state).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
            }
            Files.createDirectories(state.resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + state, e);
        }
    }

    /** The suite of a clone, as {@code ./earshot} keeps it. */
    public static Home of(Path clone) {
        return new Home(clone, clone.resolve(".earshot"));
    }

    /** The clone around the working directory, for tests, which run in their module's folder. */
    public static Path cloneAroundHere() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; ) {
            if (Files.exists(folder.resolve("earshot"))
                    && Files.exists(folder.resolve("pom.xml"))) {
                return folder;
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException("Not inside a clone of Earshot");
    }

    Path log(String name) {
        return state.resolve("logs").resolve(name + ".log");
    }

    Path file(String name) {
        return state.resolve(name);
    }

    /** What Maven unpacked: PostgreSQL's programs go beside it. */
    Path keycloakDistribution() {
        return root.resolve("local-stack/target/keycloak");
    }

    Path postgresPrograms() {
        return root.resolve("local-stack/target/postgresql");
    }

    Path runner(String service) {
        return root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
