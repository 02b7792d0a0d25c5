package org.earshot.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody's access token, fetched when it is needed and again before it ends. */
final class Tokens {

    private static final long SECONDS_TO_SPARE = 30;

    private final HttpClient http;
    private final URI endpoint;
    private final Map<String, String> form;
    private @Nullable String token;
    private Instant until = Instant.EPOCH;

    private Tokens(HttpClient http, Description suite, Map<String, String> form) {
        this.http = http;
        this.form = form;
        endpoint = URI.create(suite.issuer() + "/protocol/openid-connect/token");
    }

    static Tokens ofClient(HttpClient http, Description suite, String name) {
        var client = suite.client(name);
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", client.id());
        form.put("client_secret", client.secret());
        return new Tokens(http, suite, form);
    }

    static Tokens ofPerson(HttpClient http, Description suite, String role) {
        var user = suite.user(role);
        var console = suite.client("console");
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "password");
        form.put("client_id", console.id());
        form.put("client_secret", console.secret());
        form.put("username", user.username());
        form.put("password", user.password());
        return new Tokens(http, suite, form);
    }

    synchronized String current() throws IOException, InterruptedException {
        if (token != null && Instant.now().isBefore(until)) {
            return token;
        }
        var body =
                form.entrySet().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("No token: HTTP " + response.statusCode());
        }
        try {
            var answer = Json.parse(response.body());
            until =
                    Instant.now()
                            .plusSeconds(answer.path("expires_in").asLong() - SECONDS_TO_SPARE);
            var fresh = answer.path("access_token").asText();
            token = fresh;
            return fresh;
        } catch (JsonProcessingException e) {
            throw new IOException("No token: not JSON", e);
        }
    }

    /** The next one is fetched anew, whatever this one's time. */
    synchronized void drop() {
        token = null;
    }
}
