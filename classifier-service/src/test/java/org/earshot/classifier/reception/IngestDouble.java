package org.earshot.classifier.reception;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands in for ingest-service: gives the texts that a test put here to whoever brings a token, and
 * can be away. What it holds is in the system properties because Quarkus loads this class more than
 * once.
 */
public final class IngestDouble implements QuarkusTestResourceLifecycleManager {

    private static final String TEXTS = "earshot.test.texts";
    private static final String NEXT_ANSWERS = "earshot.test.next-answers";
    private static final String AWAY = "earshot.test.away";
    private static final String CALLS = "earshot.test.calls";
    private static final String CANNOT_BE_OPENED = "\0cannot be opened";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;

    public IngestDouble() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        System.getProperties().put(TEXTS, new ConcurrentHashMap<String, String>());
        System.getProperties().put(NEXT_ANSWERS, new ConcurrentLinkedQueue<String>());
        server.createContext("/internal/texts", IngestDouble::answer);
        server.start();
        return Map.of(
                "earshot.classifier.ingest-url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    static void holds(UUID messageId, String text) {
        texts().put(messageId.toString(), text);
    }

    static void cannotOpen(UUID messageId) {
        texts().put(messageId.toString(), CANNOT_BE_OPENED);
    }

    /** Answers so, once each, before it answers again from what it holds. */
    static void answersNext(String... documents) {
        nextAnswers().addAll(List.of(documents));
    }

    static void goAway() {
        System.setProperty(AWAY, "true");
    }

    static void comeBack() {
        System.clearProperty(AWAY);
    }

    static int calls() {
        return Integer.getInteger(CALLS, 0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> texts() {
        return (Map<String, String>) Objects.requireNonNull(System.getProperties().get(TEXTS));
    }

    @SuppressWarnings("unchecked")
    private static Queue<String> nextAnswers() {
        return (Queue<String>) Objects.requireNonNull(System.getProperties().get(NEXT_ANSWERS));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            System.setProperty(CALLS, Integer.toString(calls() + 1));
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization == null || !authorization.startsWith("Bearer ey")) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            if (Boolean.getBoolean(AWAY)) {
                return;
            }
            var request = JSON.readTree(exchange.getRequestBody());
            if (request.path("ids").size() > 100) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            var next = nextAnswers().poll();
            if (next != null) {
                send(exchange, next.getBytes(StandardCharsets.UTF_8));
                return;
            }
            var answer = JSON.createObjectNode();
            var found = answer.putArray("texts");
            var missing = answer.putArray("missing");
            var failed = answer.putArray("failed");
            for (var id : request.path("ids")) {
                var text = texts().get(id.asText());
                if (text == null) {
                    missing.add(id.asText());
                } else if (text.equals(CANNOT_BE_OPENED)) {
                    failed.add(id.asText());
                } else {
                    found.addObject()
                            .put("id", id.asText())
                            .put("text", text)
                            .put("channel", "letter");
                }
            }
            send(exchange, JSON.writeValueAsBytes(answer));
        }
    }

    private static void send(HttpExchange exchange, byte[] document) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, document.length);
        exchange.getResponseBody().write(document);
    }
}
