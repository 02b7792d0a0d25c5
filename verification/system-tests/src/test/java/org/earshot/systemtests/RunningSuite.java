package org.earshot.systemtests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.earshot.launcher.Home;
import org.earshot.launcher.Service;
import org.earshot.launcher.Suite;
import org.earshot.localstack.LocalStack;
import org.earshot.transparency.Verification;
import org.earshot.transparency.Verifier;
import org.earshot.transparency.Vkey;
import org.jspecify.annotations.Nullable;

/**
 * The packaged suite, started once for all system tests and ended with their JVM, and what an
 * outsider does with it: HTTP with tokens from the real realm, and a look at what Kafka holds.
 */
final class RunningSuite {

    static final JsonMapper JSON = new JsonMapper();

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(4);
    private static final RunningSuite THE_ONE = new RunningSuite();

    private final Suite suite;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private RunningSuite() {
        var root = Path.of("../..").toAbsolutePath().normalize();
        var state = Path.of("target/suite").toAbsolutePath();
        deleteAll(state);
        suite = Suite.start(new Home(root, state));
        Runtime.getRuntime().addShutdownHook(new Thread(suite::close));
        suite.awaitReady(STARTS_WITHIN);
    }

    static RunningSuite get() {
        return THE_ONE;
    }

    Suite suite() {
        return suite;
    }

    /** Everything the suite has on disk: data of the servers, logs, state. */
    Path files() {
        return suite.home().state();
    }

    Vkey auditKey() {
        return Vkey.parse(suite.description().auditVkey());
    }

    // ---- tokens

    private record Token(String value, Instant until) {}

    /** An access token of a client by its own credentials. */
    String clientToken(String name) {
        var client = suite.description().client(name);
        return token(
                name,
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", client.id(),
                        "client_secret", client.secret()));
    }

    /** An access token of the demo user with a role. */
    String personToken(String role) {
        var user = suite.description().user(role);
        var console = suite.description().client("console");
        return token(
                "person:" + role,
                Map.of(
                        "grant_type", "password",
                        "client_id", console.id(),
                        "client_secret", console.secret(),
                        "username", user.username(),
                        "password", user.password()));
    }

    private String token(String name, Map<String, String> form) {
        var known = tokens.get(name);
        if (known != null && known.until.isAfter(Instant.now())) {
            return known.value;
        }
        var body =
                form.entrySet().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        var response =
                send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                suite.description().issuer()
                                                        + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(body))
                                .build());
        if (response.statusCode() != 200) {
            throw new AssertionError("no token for " + name + ": " + response.body());
        }
        var answer = json(response.body());
        var fresh =
                new Token(
                        answer.get("access_token").asText(),
                        Instant.now().plusSeconds(answer.get("expires_in").asLong() - 30));
        tokens.put(name, fresh);
        return fresh.value;
    }

    // ---- HTTP

    HttpResponse<String> call(
            String method,
            Service service,
            String path,
            @Nullable String token,
            @Nullable String body,
            String... headers) {
        var request =
                HttpRequest.newBuilder(suite.description().at(service, path))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    HttpResponse<String> get(Service service, String path, @Nullable String token) {
        return call("GET", service, path, token, null);
    }

    HttpResponse<String> management(Service service, String path) {
        return send(HttpRequest.newBuilder(URI.create(suite.managementOf(service) + path)).build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Nobody answered, which some tests bring about. */
    static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable(IOException cause) {
            super(cause);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    // ---- what everybody does

    /** Submits a message and returns the answer to it. */
    JsonNode submit(String body) {
        var response = call("POST", Service.INGEST, "/v1/messages", clientToken("portal"), body);
        if (response.statusCode() != 202) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body());
    }

    /** The work item of a message as a supervisor sees it; null while there is none. */
    @Nullable JsonNode workItem(String messageId) {
        var response =
                get(Service.ROUTING, "/v1/work-items/" + messageId, personToken("supervisor"));
        return response.statusCode() == 200 ? json(response.body()) : null;
    }

    /** What one of the two counting services says of a day. */
    JsonNode reconciliation(Service service, String day) {
        var response = get(service, "/v1/reconciliation?day=" + day, personToken("supervisor"));
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body());
    }

    /** Fetches the whole log and verifies it with the public key alone. */
    Verification verifyLog() {
        try {
            return Verifier.verifyExport(export(), auditKey());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The log as an auditor exports it, in a file. */
    Path export() {
        var file = files().resolveSibling("log-export.txt");
        var request =
                HttpRequest.newBuilder(suite.description().at(Service.AUDIT, "/v1/log/export"))
                        .header("Authorization", "Bearer " + personToken("auditor"))
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofFile(file));
            if (response.statusCode() != 200) {
                throw new AssertionError("export: " + response.statusCode());
            }
            return file;
        } catch (IOException e) {
            throw new Unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Every record that a topic holds. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return LocalStack.records(suite.description().kafka(), topic);
    }

    /** The letters of the sample mailbag as the portal takes them. */
    static List<String> mailbag() {
        var letters = new ArrayList<String>();
        try {
            for (var line : Files.readAllLines(Path.of("../../letters/mailbag.jsonl"))) {
                var letter = (com.fasterxml.jackson.databind.node.ObjectNode) json(line);
                letter.remove(List.of("id", "labels"));
                letters.add(letter.toString());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return letters;
    }

    private static void deleteAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
