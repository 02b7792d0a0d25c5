package org.earshot.ingest.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Takes away what an interrupted submission left behind: blobs that no message names, and keys that
 * no message uses. A blob that is named but not there is told, every time, until it is back.
 */
@ApplicationScoped
public class BlobSweep {

    private static final Logger LOG = Logger.getLogger(BlobSweep.class);

    /** A submission takes less, so what is older and unnamed will never be named. */
    private static final Duration OLD = Duration.ofHours(1);

    /** Older keys have been looked at before, many times. */
    private static final Duration VERY_OLD = Duration.ofDays(7);

    private static final int KEYS_AT_A_TIME = 1000;

    /**
     * More orphans than this, and than a tenth of what was looked at, are no accidents of
     * submissions: the database may be an older one than the blobs, restored and not caught up.
     */
    private static final int PLAUSIBLE = 100;

    private final Blobs blobs;
    private final javax.sql.DataSource messages;
    private final javax.sql.DataSource keys;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final AtomicLong missing = new AtomicLong();

    BlobSweep(
            Blobs blobs,
            javax.sql.DataSource messages,
            @DataSource("keys") javax.sql.DataSource keys,
            Clock clock,
            MeterRegistry metrics) {
        this.blobs = blobs;
        this.messages = messages;
        this.keys = keys;
        this.clock = clock;
        this.metrics = metrics;
        metrics.gauge("earshot.blobs.missing", missing);
    }

    /**
     * What a sweep found.
     *
     * @param deleted blobs that nothing named
     * @param missing blobs that are named but not there
     * @param keys that no message used, destroyed
     */
    public record Swept(int deleted, int missing, int keys) {}

    @Scheduled(
            every = "PT1H",
            delayed = "PT5M",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void everyHour() throws SQLException, IOException {
        sweep();
    }

    public Swept sweep() throws SQLException, IOException {
        blobs.sweepIncoming();
        var before = clock.instant().minus(OLD);
        var orphans = new ArrayList<UUID>();
        long seen = 0;
        int notThere = 0;
        for (int shard = 0; shard < 256; shard++) {
            // The names first: a blob is there before anything names it.
            var named = named(shard);
            var there = blobs.list(shard);
            seen += there.size();
            for (var id : named) {
                if (!there.containsKey(id) && !named(List.of(id)).isEmpty()) {
                    notThere++;
                    LOG.errorf("a blob is not there blobId=%s", id);
                }
            }
            there.forEach((id, since) -> {
                if (!named.contains(id) && since.isBefore(before)) {
                    orphans.add(id);
                }
            });
        }
        missing.set(notThere);
        int deleted = 0;
        if (isPlausible(orphans.size(), seen, "blobs")) {
            orphans.removeAll(named(orphans));
            for (var id : orphans) {
                blobs.delete(id);
                deleted++;
            }
        }
        int destroyed = sweepKeys(before);
        metrics.counter("earshot.blobs.swept").increment(deleted);
        LOG.infof("swept blobs=%d missing=%d keys=%d", deleted, notThere, destroyed);
        return new Swept(deleted, notThere, destroyed);
    }

    private static boolean isPlausible(int orphans, long seen, String what) {
        if (orphans <= PLAUSIBLE || orphans <= seen / 10) {
            return true;
        }
        LOG.errorf(
                "%d of %d %s are not known to the database: nothing is swept. Is it an older one?",
                orphans, seen, what);
        return false;
    }

    private Set<UUID> named(int firstByte) throws SQLException {
        try (var connection = messages.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select blob_id from document
                                where blob_id >= ?::uuid and blob_id <= ?::uuid\
                                """)) {
            select.setString(1, "%02x000000-0000-0000-0000-000000000000".formatted(firstByte));
            select.setString(2, "%02xffffff-ffff-ffff-ffff-ffffffffffff".formatted(firstByte));
            return ids(select);
        }
    }

    private Set<UUID> named(Collection<UUID> ids) throws SQLException {
        try (var connection = messages.getConnection();
                var select =
                        connection.prepareStatement(
                                "select blob_id from document where blob_id = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            return ids(select);
        }
    }

    private int sweepKeys(Instant before) throws SQLException {
        var orphans = new ArrayList<UUID>();
        long seen = 0;
        var after = new UUID(0, 0);
        for (; ; ) {
            var some = keysAfter(after, before.minus(VERY_OLD), before);
            if (some.isEmpty()) {
                break;
            }
            seen += some.size();
            after = some.getLast();
            orphans.addAll(unused(some));
        }
        if (!isPlausible(orphans.size(), seen, "keys")) {
            return 0;
        }
        orphans.retainAll(unused(orphans));
        try (var connection = keys.getConnection();
                var delete =
                        connection.prepareStatement(
                                "delete from message_key where message_id = any (?)")) {
            delete.setArray(1, connection.createArrayOf("uuid", orphans.toArray()));
            return delete.executeUpdate();
        }
    }

    private List<UUID> keysAfter(UUID after, Instant from, Instant to) throws SQLException {
        try (var connection = keys.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select message_id from message_key
                                where message_id > ? and created_at >= ? and created_at < ?
                                order by message_id limit ?\
                                """)) {
            select.setObject(1, after);
            select.setObject(2, from.atOffset(ZoneOffset.UTC));
            select.setObject(3, to.atOffset(ZoneOffset.UTC));
            select.setInt(4, KEYS_AT_A_TIME);
            var found = new ArrayList<UUID>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        }
    }

    private Set<UUID> unused(Collection<UUID> keyed) throws SQLException {
        try (var connection = messages.getConnection();
                var select =
                        connection.prepareStatement("select id from message where id = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", keyed.toArray()));
            var unused = new HashSet<>(keyed);
            unused.removeAll(ids(select));
            return unused;
        }
    }

    private static Set<UUID> ids(java.sql.PreparedStatement select) throws SQLException {
        var ids = new HashSet<UUID>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }
}
