package org.earshot.ingest.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.earshot.ingest.IngestConfig;

/**
 * How much each client has left: a token bucket for each, in this process. A portal that has gone
 * wild is slowed down without taking the others' turn. Clients come from verified tokens, so they
 * are few; buckets that are full again say nothing and are forgotten should they become many.
 */
@ApplicationScoped
public class RateLimits {

    private static final int MOST_BUCKETS = 10_000;
    private static final double NANOS = 1e9;

    /** Waiting in longer steps lets what is waited for come in groups. */
    private static final long SHORTEST_WAIT = Duration.ofMillis(100).toNanos();

    private final int perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    @Inject
    public RateLimits(IngestConfig config) {
        this(config.rateLimit().perSecond(), config.rateLimit().burst(), System::nanoTime);
    }

    RateLimits(int perSecond, int burst, LongSupplier nanoTime) {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "earshot.ingest.rate-limit: per-second and burst are at least 1");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /**
     * How a client stands after it asked.
     *
     * @param taken whether it may go on
     * @param left how many requests it has left now
     * @param after the time until it has one (not taken), or all of them (taken)
     */
    public record Standing(boolean taken, int left, Duration after) {}

    /** Takes a request from what the client has left, if it has one. */
    public Standing take(String client) {
        return bucket(client).take(0);
    }

    /**
     * Takes a line of a batch, as soon as there is one to spare: half of the burst is left to
     * single messages, which are not to be refused because their portal is sending a batch.
     */
    public void await(String client) throws InterruptedException {
        while (true) {
            var standing = bucket(client).take(burst / 2);
            if (standing.taken()) {
                return;
            }
            Thread.sleep(Duration.ofNanos(Math.max(standing.after().toNanos(), SHORTEST_WAIT)));
        }
    }

    /** The limit in words of the draft of IETF's RateLimit-Policy: how many in how many seconds. */
    public String policy() {
        return "\"portal\";q=%d;w=%d".formatted(burst, (burst + perSecond - 1) / perSecond);
    }

    private Bucket bucket(String client) {
        if (buckets.size() > MOST_BUCKETS) {
            buckets.values().removeIf(Bucket::isFull);
        }
        return buckets.computeIfAbsent(client, name -> new Bucket());
    }

    private final class Bucket {
        private double tokens = burst;
        private long at = nanoTime.getAsLong();

        synchronized Standing take(int leaving) {
            refill();
            double missing = leaving + 1 - tokens;
            if (missing > 0) {
                return new Standing(false, (int) tokens, timeFor(missing));
            }
            tokens--;
            return new Standing(true, (int) tokens, timeFor(burst - tokens));
        }

        synchronized boolean isFull() {
            refill();
            return tokens >= burst;
        }

        private void refill() {
            long now = nanoTime.getAsLong();
            tokens = Math.min(burst, tokens + (now - at) / NANOS * perSecond);
            at = now;
        }

        private Duration timeFor(double tokens) {
            return Duration.ofNanos((long) Math.ceil(tokens / perSecond * NANOS));
        }
    }
}
