package org.earshot.ingest.documents;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.earshot.ingest.IngestConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which messages' documents are to be read, and which reader has which of them. No transaction is
 * open while one is read: a claim is a lease, renewed as long as its process lives.
 */
@ApplicationScoped
class Claims {

    private static final Logger LOG = Logger.getLogger(Claims.class);

    private final DataSource database;
    private final Duration lease;
    private final Clock clock;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    Claims(DataSource database, IngestConfig config, Clock clock) {
        this.database = database;
        this.lease = config.extraction().lease();
        this.clock = clock;
    }

    /**
     * A message for one reader.
     *
     * @param id of the claim, another one for each attempt
     * @param attempt from 1
     */
    record Claim(UUID id, UUID messageId, int attempt) {}

    /** The next message; none when all are read, claimed, or waiting to be tried again. */
    @Nullable Claim next() throws SQLException {
        var id = UUID.randomUUID();
        var now = clock.instant();
        try (var connection = database.getConnection();
                var claim =
                        connection.prepareStatement(
                                """
                                update extraction
                                set claimed_by = ?, not_before = ?, attempts = attempts + 1
                                where message_id = (
                                    select message_id from extraction where not_before <= ?
                                    order by not_before limit 1 for update skip locked)
                                returning message_id, attempts\
                                """)) {
            claim.setObject(1, id);
            claim.setObject(2, at(now.plus(lease)));
            claim.setObject(3, at(now));
            try (var row = claim.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                held.add(id);
                return new Claim(id, row.getObject(1, UUID.class), row.getInt(2));
            }
        }
    }

    /**
     * Ends a claim with its work done, in the caller's transaction.
     *
     * @return false when somebody else has claimed the message meanwhile: their work counts
     */
    boolean done(Claim claim) throws SQLException {
        try (var connection = database.getConnection();
                var delete =
                        connection.prepareStatement(
                                "delete from extraction where message_id = ? and claimed_by = ?")) {
            delete.setObject(1, claim.messageId());
            delete.setObject(2, claim.id());
            return delete.executeUpdate() == 1;
        }
    }

    /** Ends a claim with its work to be tried again after a while. */
    void tryAgain(Claim claim, Duration after) throws SQLException {
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                """
                                update extraction set claimed_by = null, not_before = ?
                                where message_id = ? and claimed_by = ?\
                                """)) {
            update.setObject(1, at(clock.instant().plus(after)));
            update.setObject(2, claim.messageId());
            update.setObject(3, claim.id());
            update.executeUpdate();
        }
    }

    /** This process works on it no longer, however that ended. */
    void letGo(Claim claim) {
        held.remove(claim.id());
    }

    @Scheduled(every = "PT10S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renew() throws SQLException {
        if (held.isEmpty()) {
            return;
        }
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                "update extraction set not_before = ? where claimed_by = any"
                                        + " (?)")) {
            update.setObject(1, at(clock.instant().plus(lease)));
            update.setArray(2, heldIn(connection));
            update.executeUpdate();
        }
    }

    /** Who is told to stop is not to blame: what it had is given back at once and uncounted. */
    void giveBack() {
        if (held.isEmpty()) {
            return;
        }
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                """
                                update extraction
                                set claimed_by = null, not_before = ?, attempts = attempts - 1
                                where claimed_by = any (?)\
                                """)) {
            update.setObject(1, at(clock.instant()));
            update.setArray(2, heldIn(connection));
            update.executeUpdate();
        } catch (SQLException e) {
            LOG.warnf("claims end with their leases: %s", e.getClass().getSimpleName());
        }
    }

    private java.sql.Array heldIn(Connection connection) throws SQLException {
        return connection.createArrayOf("uuid", held.toArray());
    }

    private static java.time.OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
