package org.earshot.ingest.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import org.earshot.ingest.IngestConfig;
import org.earshot.problems.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Says 413 as a problem also where the server itself refuses: a request that announces more than
 * the server takes never gets to a resource, and the server's own answer is empty.
 */
@ApplicationScoped
class TooLarge {

    /** Its lines are limited and its whole is not. */
    private static final String STREAM = "/v1/batches";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of a request without documents; more than it may have, so that most senders are answered. */
    private static final long MOST_READ = 16L * 1024 * 1024;

    private final long servers;
    private final int ours;

    TooLarge(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize servers,
            IngestConfig config) {
        this.servers = servers.asLongValue();
        this.ours = Math.toIntExact(config.largestRequest().asLongValue());
    }

    static Problem problem(int largest) {
        return Problem.of(413, "too-large", "Too large", detail(largest));
    }

    /** The server's own limit, which it applies between the two, is not for a stream. */
    void register(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).handler(this::check);
        router.route(STREAM)
                .order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1)
                .handler(context -> {
                    context.remove(VertxInputStream.MAX_REQUEST_SIZE_KEY);
                    context.next();
                });
    }

    private void check(RoutingContext context) {
        if (context.normalizedPath().equals(STREAM)) {
            context.request().headers().remove(HttpHeaders.CONTENT_LENGTH);
            context.next();
            return;
        }
        if (announced(context) <= (hasDocuments(context) ? servers : MOST_READ)) {
            context.next();
            return;
        }
        if (context.request().getHeader(HttpHeaders.EXPECT) != null) {
            answer(context);
            return;
        }
        // A sender that is cut off while it sends never reads the answer, so what comes is thrown
        // away for a while.
        var patience = context.vertx().setTimer(PATIENCE.toMillis(), timer -> answer(context));
        context.request()
                .handler(ignored -> {})
                .endHandler(end -> {
                    context.vertx().cancelTimer(patience);
                    answer(context);
                })
                .exceptionHandler(gone -> context.vertx().cancelTimer(patience))
                .resume();
    }

    private void answer(RoutingContext context) {
        var problem =
                new JsonObject()
                        .put("type", Problem.TYPE + "too-large")
                        .put("title", "Too large")
                        .put("status", 413)
                        .put("detail", detail(hasDocuments(context) ? servers : ours));
        context.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(problem.encode())
                .onComplete(sent -> context.request().connection().close());
    }

    private static boolean hasDocuments(RoutingContext context) {
        var type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static long announced(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String detail(long largest) {
        return "A request has at most " + largest + " bytes.";
    }
}
