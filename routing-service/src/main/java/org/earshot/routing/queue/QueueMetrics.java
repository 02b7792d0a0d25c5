package org.earshot.routing.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * How the pile does, by band and never by category. Every replica shows the same pile: take the
 * largest, not the sum.
 */
@ApplicationScoped
public class QueueMetrics {

    private static final Waiting NONE = new Waiting(0, null);

    private final EntityManager database;
    private final ParkedRecords parkedRecords;
    private final MeterRegistry registry;
    private volatile Map<Band, Waiting> waiting = Map.of();
    private volatile long parked;

    QueueMetrics(EntityManager database, ParkedRecords parkedRecords, MeterRegistry registry) {
        this.database = database;
        this.parkedRecords = parkedRecords;
        this.registry = registry;
        for (var band : Band.values()) {
            Gauge.builder("earshot.work.items.undecided", () -> of(band).count())
                    .description("Messages that no person has decided yet")
                    .tag("band", band.name())
                    .register(registry);
            Gauge.builder("earshot.work.items.oldest", () -> of(band).age().toMillis() / 1000.0)
                    .description("For how long the oldest of them has been waiting")
                    .baseUnit("seconds")
                    .tag("band", band.name())
                    .register(registry);
        }
        Gauge.builder("earshot.records.parked", () -> parked)
                .description("Records that could not be read")
                .register(registry);
    }

    @Scheduled(every = "{earshot.routing.watchdog-every:15s}")
    @Transactional
    @SuppressWarnings("unchecked") // the query names its result
    void count() {
        var rows =
                (List<Object[]>)
                        database.createNativeQuery(
                                        """
                                        select band, count(*), min(clock_from) from work_item
                                        where decided_at is null group by band
                                        """,
                                        Object[].class)
                                .getResultList();
        var counted = new EnumMap<Band, Waiting>(Band.class);
        for (var row : rows) {
            counted.put(
                    Band.valueOf((String) row[0]),
                    new Waiting(((Number) row[1]).longValue(), (Instant) row[2]));
        }
        waiting = counted;
        parked = parkedRecords.count();
    }

    void claimed(WorkItem item) {
        counter("earshot.work.items.claimed", "Messages given to a person", item.band())
                .increment();
    }

    public void decided(Band band) {
        counter("earshot.work.items.decided", "Messages a person decided", band).increment();
    }

    long parked() {
        return parked;
    }

    private Counter counter(String name, String description, Band band) {
        return Counter.builder(name)
                .description(description)
                .tag("band", band.name())
                .register(registry);
    }

    private Waiting of(Band band) {
        return waiting.getOrDefault(band, NONE);
    }

    private record Waiting(long count, @Nullable Instant oldest) {
        Duration age() {
            return oldest == null ? Duration.ZERO : Duration.between(oldest, Instant.now());
        }
    }
}
