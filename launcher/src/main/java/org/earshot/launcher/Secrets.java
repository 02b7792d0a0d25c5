package org.earshot.launcher;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earshot.transparency.SigningKey;

/**
 * Everything secret in this suite, made at its first start and kept beside its data: without the
 * one the other cannot be opened.
 *
 * @param databases the password of each database's role
 * @param clients the secret of each client of the realm
 * @param users the password of each demo user
 */
record Secrets(
        @JsonProperty("postgres") String postgres,
        @JsonProperty("databases") Map<String, String> databases,
        @JsonProperty("clients") Map<String, String> clients,
        @JsonProperty("users") Map<String, String> users,
        @JsonProperty("keyEncryptionKey") String keyEncryptionKey,
        @JsonProperty("readGrantKey") String readGrantKey,
        @JsonProperty("logSigningSeed") String logSigningSeed) {

    static final String LOG_ORIGIN = "earshot.localhost/log";

    private static final List<String> CLIENTS =
            List.of("portal", "portal-two", "classifier-service", "canary", "earshot-console");
    private static final List<String> USERS =
            List.of(
                    "caseworker",
                    "caseworker2",
                    "supervisor",
                    "dutymanager",
                    "auditor",
                    "analyst",
                    "approver",
                    "dpo");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String FILE = "secrets.json";

    static Secrets of(Home home) {
        var file = home.file(FILE);
        if (!Files.exists(file)) {
            Json.write(file, made());
            try {
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString("rw-------"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Json.read(file, Secrets.class);
    }

    private static Secrets made() {
        var databases = new LinkedHashMap<String, String>();
        Service.allDatabases().forEach(name -> databases.put(name, word(24)));
        var clients = new LinkedHashMap<String, String>();
        CLIENTS.forEach(name -> clients.put(name, word(24)));
        var users = new LinkedHashMap<String, String>();
        USERS.forEach(name -> users.put(name, word(12)));
        return new Secrets(
                word(24),
                databases,
                clients,
                users,
                key(32),
                ed25519(),
                key(SigningKey.SEED_LENGTH));
    }

    @JsonIgnore
    SigningKey logSigningKey() {
        return SigningKey.of(LOG_ORIGIN, Base64.getDecoder().decode(logSigningSeed));
    }

    String database(String name) {
        return required(databases, name);
    }

    String client(String name) {
        return required(clients, name);
    }

    String user(String name) {
        return required(users, name);
    }

    private static String required(Map<String, String> all, String name) {
        var found = all.get(name);
        if (found == null) {
            throw new Failure("No secret for " + name + " in " + FILE + ".");
        }
        return found;
    }

    private static String word(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(bytes));
    }

    private static String key(int bytes) {
        return Base64.getEncoder().encodeToString(random(bytes));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String ed25519() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Secrets are not for logs. */
    @Override
    public String toString() {
        return "Secrets";
    }
}
