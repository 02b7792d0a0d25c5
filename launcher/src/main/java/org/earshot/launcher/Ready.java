package org.earshot.launcher;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.earshot.localstack.Readiness;

/** Whether the parts of a suite answer, seen from outside. */
final class Ready {

    static final String PATH = "/q/health/ready";
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Children children;
    private final Home home;
    private final Map<String, URI> addresses = new LinkedHashMap<>();

    Ready(Home home, Ports ports) {
        this.home = home;
        children = new Children(home);
        addresses.put(
                "keycloak", URI.create("http://127.0.0.1:" + ports.keycloak() + "/realms/earshot"));
        for (var service : Service.values()) {
            addresses.put(
                    service.label(),
                    URI.create("http://127.0.0.1:" + ports.managementOf(service) + PATH));
        }
    }

    Map<String, URI> addresses() {
        return addresses;
    }

    boolean isReady(String name) {
        var address = addresses.get(name);
        return address != null && Readiness.answers(address);
    }

    /**
     * @param news told the name of each part when it is ready
     */
    void await(Duration longest, Consumer<String> news) {
        await(longest, news, () -> {});
    }

    /**
     * @param news told the name of each part when it is ready
     * @param check run again and again; throws when waiting on is of no use
     */
    void await(Duration longest, Consumer<String> news, Runnable check) {
        var until = Instant.now().plus(longest);
        var waiting = new LinkedHashMap<>(addresses);
        while (!waiting.isEmpty()) {
            for (var part : Map.copyOf(waiting).entrySet()) {
                if (Readiness.answers(part.getValue())) {
                    waiting.remove(part.getKey());
                    news.accept(part.getKey());
                } else if (children.all().containsKey(part.getKey())
                        && !children.isAlive(part.getKey())) {
                    throw new Failure(
                            part.getKey() + " ended; see " + home.log(part.getKey()) + ".");
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            check.run();
            if (Instant.now().isAfter(until)) {
                throw new Failure(
                        "Not ready within %d s: %s; see %s."
                                .formatted(
                                        longest.toSeconds(),
                                        String.join(", ", waiting.keySet()),
                                        home.log(waiting.keySet().iterator().next())));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new Failure("Interrupted.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
