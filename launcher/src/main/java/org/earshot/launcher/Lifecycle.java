package org.earshot.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.earshot.localstack.KeycloakDistribution;
import org.jspecify.annotations.Nullable;

/** Starting and ending the suite of a clone, and saying how it is. */
final class Lifecycle {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final Duration LONGEST_END = Duration.ofSeconds(60);

    private final Home home;
    private final Children children;

    Lifecycle(Home home) {
        this.home = home;
        children = new Children(home);
    }

    /** What takes long and is needed once in a clone; part of building it. */
    void prepare(Terminal terminal) {
        var keycloak = KeycloakDistribution.in(home.keycloakDistribution());
        if (!keycloak.isPrepared()) {
            terminal.say("Preparing Keycloak, once in a clone: about a minute.");
            keycloak.prepare();
        }
    }

    /**
     * Starts what does not run, and returns when all of it is ready. Interrupted, it leaves nothing
     * behind that it started.
     */
    Description up(Terminal terminal) {
        try (var alone = alone()) {
            var running = running();
            if (running != null && everyChildIsAlive()) {
                new Ready(home, running).await(LONGEST_START, name -> {});
                return Description.of(running, Secrets.of(home));
            }
            end();
            prepare(terminal);
            var ports = Ports.choose(home, System.getenv("EARSHOT_PORT_BASE"));
            Secrets.of(home);
            var begun = Instant.now();
            var supervisor = startSupervisor(ports);
            var ended = new Thread(this::end, "up was interrupted");
            Runtime.getRuntime().addShutdownHook(ended);
            try {
                children.add(Supervisor.NAME, supervisor);
                awaitReady(terminal, ports, supervisor);
            } catch (RuntimeException e) {
                end();
                throw e;
            } finally {
                dismiss(ended);
            }
            terminal.say(
                    "Everything is ready after %d s."
                            .formatted(Duration.between(begun, Instant.now()).toSeconds()));
            return Description.of(ports, Secrets.of(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Terminal terminal, Ports ports, ProcessHandle supervisor) {
        var ready = new Ready(home, ports);
        var names = String.join(", ", ready.addresses().keySet());
        terminal.progress("Starting " + names + " ...");
        var left = new LinkedHashSet<>(ready.addresses().keySet());
        ready.await(
                LONGEST_START,
                name -> {
                    left.remove(name);
                    terminal.progress("Starting " + String.join(", ", left) + " ...");
                },
                () -> {
                    if (!supervisor.isAlive()) {
                        throw new Failure(
                                "The suite did not start; see "
                                        + home.log(Supervisor.NAME)
                                        + ":\n"
                                        + lastLines(home.log(Supervisor.NAME)));
                    }
                });
    }

    private static String lastLines(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** False if it is too late: the JVM is ending, and the hook does what it is there for. */
    static boolean dismiss(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private ProcessHandle startSupervisor(Ports ports) throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Supervisor.class.getName(),
                        home.root().toString(),
                        home.state().toString(),
                        Integer.toString(ports.base()));
        return new ProcessBuilder(command)
                .directory(home.state().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(home.log(Supervisor.NAME).toFile())
                .start()
                .toHandle();
    }

    /** Ends everything; harmless when nothing runs. */
    void down() {
        try (var alone = alone()) {
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The supervisor ends its children in good order; what a killed one left is ended after it. For
     * a JVM that is ending: it asks nobody first.
     */
    void end() {
        var supervisor = children.all().get(Supervisor.NAME);
        if (supervisor != null) {
            supervisor
                    .process()
                    .ifPresent(process -> {
                        process.destroy();
                        try {
                            process.onExit().get(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } catch (ExecutionException | TimeoutException e) {
                            process.destroyForcibly();
                        }
                    });
        }
        children.endAll();
    }

    /** The ports of the suite that runs, if one does. */
    @Nullable Ports running() {
        return children.isAlive(Supervisor.NAME)
                ? Json.read(home.file("ports.json"), Ports.class)
                : null;
    }

    /** The suite that runs; a failure with advice if none does. */
    Description required() {
        var ports = running();
        if (ports == null) {
            throw new Failure("Nothing is running. Start it with: ./earshot up");
        }
        return Description.of(ports, Secrets.of(home));
    }

    private boolean everyChildIsAlive() {
        return children.all().keySet().stream().allMatch(children::isAlive);
    }

    /** Prints how each part is; true if all is well. */
    boolean status(Terminal terminal) {
        var ports = running();
        if (ports == null) {
            var left = children.all().keySet().stream().filter(children::isAlive).toList();
            terminal.say(
                    left.isEmpty()
                            ? "Nothing is running."
                            : "The supervisor was killed and left %s; ./earshot down ends them."
                                    .formatted(String.join(", ", left)));
            return false;
        }
        boolean well = true;
        var ready = new Ready(home, ports);
        terminal.say("%-20s %-8s".formatted("kafka", "in the supervisor"));
        for (var name : children.all().keySet()) {
            var state = "running";
            if (!children.isAlive(name)) {
                state = "ended; see " + home.log(name);
                well = false;
            } else if (ready.addresses().containsKey(name)) {
                var isReady = ready.isReady(name);
                well &= isReady;
                state = isReady ? "ready" : "not ready";
            }
            terminal.say("%-20s %s".formatted(name, state));
        }
        return well;
    }

    /** Holds the folder until it is closed; a failure, at once, if another holds it. */
    private FileChannel alone() throws IOException {
        var channel =
                FileChannel.open(
                        home.file("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException byThisJvm) {
            // As good as another's.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new Failure("Another ./earshot is at work here. Try again when it has finished.");
    }
}
