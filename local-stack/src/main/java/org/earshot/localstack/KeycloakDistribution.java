package org.earshot.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An unpacked Keycloak, made ready once for every server that will run from it: built for the
 * database it uses, and started once with nothing in it, so that each new server begins with a copy
 * of a database whose tables are there. That halves what a first start costs.
 */
public final class KeycloakDistribution {

    private static final String READY = "earshot-ready";
    private static final String DATABASE = "data/h2/keycloakdb.mv.db";
    private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(5);

    /** The whole of the JVM's options: kc.sh adds its own only where none are given. */
    private static final String JVM =
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms64m -Xmx384m"
                    + " -XX:MaxMetaspaceSize=200m -Dfile.encoding=UTF-8";

    private final Path folder;

    private KeycloakDistribution(Path folder) {
        this.folder = folder;
    }

    /**
     * @param unpacked the folder that holds one unpacked distribution
     */
    public static KeycloakDistribution in(Path unpacked) {
        try (var folders = Files.newDirectoryStream(unpacked, "keycloak-*")) {
            for (var folder : folders) {
                return new KeycloakDistribution(folder.toAbsolutePath().normalize());
            }
            throw new IllegalStateException("No Keycloak in " + unpacked + ": build local-stack");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what has to be done once; another JVM doing it is waited for. */
    public void prepare() {
        var lockFile = folder.resolveSibling("earshot-preparing.lock");
        try (var channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(folder.resolve(READY))) {
                build();
                startOnceEmpty();
                Files.createFile(folder.resolve(READY));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isPrepared() {
        return Files.exists(folder.resolve(READY));
    }

    /** A server's own folder, which shares the programs and has its database for itself. */
    void furnish(Path home) throws IOException {
        Files.createDirectories(home.resolve("data/h2"));
        Files.createDirectories(home.resolve("data/import"));
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("providers"));
        var programs = home.resolve("lib");
        Files.deleteIfExists(programs);
        Files.createSymbolicLink(programs, folder.resolve("lib"));
        if (!Files.exists(home.resolve(DATABASE)) && isPrepared()) {
            var copy = home.resolve(DATABASE + ".part");
            Files.copy(seed().resolve(DATABASE), copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, home.resolve(DATABASE), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Starts a server in its folder; nothing of this process's own Keycloak settings reaches it.
     */
    Process start(Path home, int port, Map<String, String> environment, Path log)
            throws IOException {
        var address = "http://127.0.0.1:" + port;
        return command(
                        environment,
                        log,
                        "-Dkc.home.dir=" + home.toAbsolutePath(),
                        "start",
                        "--optimized",
                        "--import-realm",
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=" + address)
                .start();
    }

    private void build() throws IOException {
        var process =
                command(
                                Map.of(),
                                folder.resolve("earshot-build.log"),
                                "build",
                                "--db=dev-file",
                                "--health-enabled=false",
                                "--metrics-enabled=false")
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "Keycloak could not be built; see " + folder.resolve("earshot-build.log"));
            }
        } catch (InterruptedException e) {
            Processes.end(process.toHandle(), Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak was built", e);
        }
    }

    private void startOnceEmpty() throws IOException {
        Folders.delete(seed());
        furnish(seed());
        int port = FreePorts.any();
        var process = start(seed(), port, Map.of(), folder.resolve("earshot-seed.log"));
        try {
            Readiness.await(
                    URI.create("http://127.0.0.1:" + port + "/realms/master"),
                    process::isAlive,
                    LONGEST_PREPARATION);
        } finally {
            Processes.end(process.toHandle(), Duration.ofSeconds(30));
        }
    }

    private Path seed() {
        return folder.resolve("earshot-seed");
    }

    private ProcessBuilder command(Map<String, String> environment, Path log, String... arguments) {
        var command = new ArrayList<String>(List.of(folder.resolve("bin/kc.sh").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", JVM);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
}
