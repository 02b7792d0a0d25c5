package org.earshot.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a portal API that is at times too busy, and whose tokens end early. */
class SenderTest {

    private final HttpClient http = Api.client();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void thePortalApiIsUp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/realm/protocol/openid-connect/token",
                exchange ->
                        answer(
                                exchange,
                                200,
                                "{\"access_token\":\"t%d\",\"expires_in\":300}"
                                        .formatted(tokens.incrementAndGet())));
        server.createContext("/v1/messages", this::take);
        server.start();
    }

    @AfterEach
    void thePortalApiIsDown() {
        server.stop(0);
        http.close();
    }

    @Test
    void everyMessageIsAcceptedOnceInItsOrderHoweverOftenItTakes() {
        var sent = new ArrayList<Sender.Sent>();

        sender().send(IntStream.range(0, 50).mapToObj(SenderTest::message).iterator(), sent::add);

        assertThat(sent).hasSize(50).allMatch(Sender.Sent::accepted);
        assertThat(sent)
                .extracting(answer -> answer.line().path("line").asInt())
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
        assertThat(accepted).hasSize(50);
        assertThat(tokens.get()).isGreaterThan(1);
    }

    @Test
    void aRefusalIsSaidWithTheProblemAndTheOthersGoOn() {
        var sent = new ArrayList<Sender.Sent>();
        var wrong =
                new Sender.Outgoing.Message(
                        Json.object().put("line", 1), "k", Json.object().put("body", "refuse me"));

        sender().send(List.of((Sender.Outgoing) wrong, message(2)).iterator(), sent::add);

        assertThat(sent.get(0).accepted()).isFalse();
        assertThat(sent.get(0).line().at("/problem/title").asText()).isEqualTo("Refused");
        assertThat(sent.get(1).accepted()).isTrue();
    }

    private Sender sender() {
        var address = "http://127.0.0.1:" + server.getAddress().getPort();
        return new Sender(
                http,
                new Description(
                        Map.of("ingest-service", address),
                        Map.of(),
                        address + "/realm",
                        "none",
                        Map.of("portal", new Description.Client("portal", "secret")),
                        Map.of(),
                        "none"));
    }

    private static Sender.Outgoing message(int number) {
        return new Sender.Outgoing.Message(
                Json.object().put("line", number),
                "key-" + number,
                Json.object().put("body", "Message " + number));
    }

    /** Every fifth request finds it busy, and the first token is not believed for long. */
    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        int number = requests.incrementAndGet();
        if (body.contains("refuse me")) {
            answer(exchange, 400, "{\"title\":\"Refused\"}");
        } else if (number % 5 == 0) {
            answer(exchange, 503, "{}");
        } else if (number > 10 && "Bearer t1".equals(token)) {
            answer(exchange, 401, "{}");
        } else if (accepted.put(key, body) != null) {
            answer(exchange, 500, "{}");
        } else {
            answer(exchange, 202, "{\"id\":\"" + key + "\",\"reference\":\"EAR\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            var bytes = json.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
