package org.earshot.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.launcher.Description;
import org.earshot.launcher.Service;

/** A portal that hands messages in, and again with the same key while it is asked for patience. */
final class Portal {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> TRY_AGAIN = Set.of(429, 500, 502, 503, 504);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Description suite;
    private final AtomicInteger triedAgain = new AtomicInteger();
    private String token = "";
    private Instant tokenUntil = Instant.EPOCH;

    Portal(Description suite) {
        this.suite = suite;
    }

    /** An answer after which trying again is of no use. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** How often a message had to be sent again. */
    int triedAgain() {
        return triedAgain.get();
    }

    /** Returns when it is accepted, with its id. */
    UUID send(JsonNode message) throws IOException, InterruptedException {
        var key = UUID.randomUUID().toString();
        var until = Instant.now().plus(PATIENCE);
        while (true) {
            var request =
                    HttpRequest.newBuilder(suite.at(Service.INGEST, "/v1/messages"))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + token())
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(message)))
                            .build();
            try {
                var response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 202) {
                    return UUID.fromString(JSON.readTree(response.body()).path("id").asText());
                }
                if (!TRY_AGAIN.contains(response.statusCode()) || Instant.now().isAfter(until)) {
                    throw new Refused("ingest-service answered " + response.statusCode());
                }
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                // Whether it was taken is not known; the key sees to it that it is taken once.
                if (Instant.now().isAfter(until)) {
                    throw e;
                }
            }
            triedAgain.incrementAndGet();
            Thread.sleep(PAUSE);
        }
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (Instant.now().isBefore(tokenUntil)) {
            return token;
        }
        var client = suite.client("portal");
        var form =
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(
                                client.id(),
                                URLEncoder.encode(client.secret(), StandardCharsets.UTF_8));
        var response =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                suite.issuer() + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("The issuer answered " + response.statusCode());
        }
        var answer = JSON.readTree(response.body());
        token = answer.path("access_token").asText();
        tokenUntil = Instant.now().plusSeconds(answer.path("expires_in").asLong() - 30);
        return token;
    }
}
