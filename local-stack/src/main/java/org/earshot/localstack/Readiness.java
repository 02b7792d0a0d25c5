package org.earshot.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a server to answer over HTTP. */
public final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Readiness() {}

    /**
     * Returns when the address answers 200.
     *
     * @param alive whether waiting on is of any use
     */
    public static void await(URI address, BooleanSupplier alive, Duration longest) {
        var until = Instant.now().plus(longest);
        while (!answers(address)) {
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException("Ended before it answered at " + address);
            }
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException(
                        "No answer at " + address + " within " + longest.toSeconds() + " s");
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for " + address);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Whether the address answers 200 now. */
    public static boolean answers(URI address) {
        try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
