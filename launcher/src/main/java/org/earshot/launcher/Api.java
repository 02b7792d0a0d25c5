package org.earshot.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The suite's APIs as one caller sees them. */
final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final Description suite;
    private final Tokens tokens;

    private Api(HttpClient http, Description suite, Tokens tokens) {
        this.http = http;
        this.suite = suite;
        this.tokens = tokens;
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    static Api asClient(HttpClient http, Description suite, String client) {
        return new Api(http, suite, Tokens.ofClient(http, suite, client));
    }

    static Api asPerson(HttpClient http, Description suite, String role) {
        return new Api(http, suite, Tokens.ofPerson(http, suite, role));
    }

    /** What came back: a status and, where there was one, a JSON document. */
    record Answer(int status, JsonNode body) {}

    Answer get(Service service, String path, Map<String, String> headers) {
        return answer("GET", service, path, headers, null);
    }

    Answer get(Service service, String path) {
        return get(service, path, Map.of());
    }

    Answer post(Service service, String path, @Nullable Object body) {
        return answer("POST", service, path, Map.of(), body);
    }

    /** The document of an address that must answer 200. */
    JsonNode required(Service service, String path) {
        var answer = get(service, path);
        if (answer.status() != 200) {
            throw new Failure(
                    "%s answered %d for %s: %s"
                            .formatted(service.label(), answer.status(), path, answer.body()));
        }
        return answer.body();
    }

    /** A stream for what may be long; the caller closes it. */
    InputStream stream(Service service, String path) {
        try {
            var response =
                    http.send(
                            request("GET", suite.at(service, path), Map.of(), null),
                            BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new Failure(service.label() + " answered " + response.statusCode() + ".");
            }
            return response.body();
        } catch (IOException e) {
            throw new Failure(service.label() + " cannot be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    private Answer answer(
            String method,
            Service service,
            String path,
            Map<String, String> headers,
            @Nullable Object body) {
        try {
            var response = send(method, suite.at(service, path), headers, body);
            return new Answer(response.statusCode(), document(response.body()));
        } catch (IOException e) {
            throw new Failure(service.label() + " cannot be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    /** One request; a token that has ended meanwhile is replaced once. */
    HttpResponse<String> send(
            String method, URI address, Map<String, String> headers, @Nullable Object body)
            throws IOException, InterruptedException {
        var response = http.send(request(method, address, headers, body), BodyHandlers.ofString());
        if (response.statusCode() != 401) {
            return response;
        }
        tokens.drop();
        return http.send(request(method, address, headers, body), BodyHandlers.ofString());
    }

    private HttpRequest request(
            String method, URI address, Map<String, String> headers, @Nullable Object body)
            throws IOException, InterruptedException {
        var publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.line(body));
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + tokens.current())
                        .method(method, publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return request.build();
    }

    static JsonNode document(String text) {
        try {
            return text.isBlank() ? Json.object() : Json.parse(text);
        } catch (JsonProcessingException e) {
            return Json.object().put("detail", "not JSON");
        }
    }
}
