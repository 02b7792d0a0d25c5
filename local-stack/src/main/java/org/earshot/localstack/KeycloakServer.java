package org.earshot.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Keycloak as a process of its own on loopback, with the realm every deployment uses and, as this
 * is a machine for trying things, the demo users. Its own folder keeps what was imported: secrets
 * and passwords are those of the first start.
 */
public final class KeycloakServer implements AutoCloseable {

    private static final String REALM = "earshot-realm.json";
    private static final String DEMO_USERS = "earshot-users-0.json";

    private final Process process;
    private final int port;

    private KeycloakServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and returns at once.
     *
     * @param environment values for the placeholders of the realm and its demo users
     */
    public static KeycloakServer start(
            KeycloakDistribution distribution,
            Path home,
            int port,
            Map<String, String> environment,
            Path log) {
        distribution.prepare();
        try {
            distribution.furnish(home);
            for (var file : new String[] {REALM, DEMO_USERS}) {
                try (var source =
                        Objects.requireNonNull(
                                KeycloakServer.class.getResourceAsStream("/realm/" + file))) {
                    Files.copy(
                            source,
                            home.resolve("data/import").resolve(file),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new KeycloakServer(distribution.start(home, port, environment, log), port);
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak did not start in " + home, e);
        }
    }

    /** The realm's address, as it stands in every token. */
    public String issuer() {
        return "http://127.0.0.1:" + port + "/realms/earshot";
    }

    public Process process() {
        return process;
    }

    public void awaitReady(Duration longest) {
        Readiness.await(URI.create(issuer()), process::isAlive, longest);
    }

    @Override
    public void close() {
        Processes.end(process.toHandle(), Duration.ofSeconds(30));
    }
}
