package org.earshot.audit.signing;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.earshot.audit.log.Head;
import org.earshot.audit.log.StoredEntry;
import org.earshot.audit.log.Tiles;
import org.earshot.events.CheckpointSigned;
import org.earshot.events.EventIds;
import org.earshot.outbox.Outbox;
import org.earshot.transparency.Checkpoint;
import org.earshot.transparency.Frontier;
import org.earshot.transparency.MalformedException;
import org.earshot.transparency.SignedCheckpoint;
import org.earshot.transparency.UnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Signs for the log's state, once it has found for itself that it may: beginning from the tree it
 * signed last, it hashes the stored bytes of every entry since and must arrive at the tree the
 * appends arrived at. The new tree so contains the old one by construction. If anything differs it
 * signs nothing: a log that has stopped is a smaller harm than a signature under a changed one.
 */
@ApplicationScoped
class Signer {
    /** The advisory lock of whoever signs, so that two replicas never sign at once. */
    static final long LOCK = 0x6175646974L;

    private final DataSource database;
    private final LogKey key;
    private final Outbox outbox;

    Signer(DataSource database, LogKey key, Outbox outbox) {
        this.database = database;
        this.key = key;
        this.outbox = outbox;
    }

    /**
     * What one attempt found.
     *
     * @param size entries in the log
     * @param signedSize entries under the newest checkpoint
     * @param refusal why nothing was signed, without any content; null if all agrees
     */
    record Outcome(
            long size, long signedSize, @Nullable Instant signedAt, @Nullable String refusal) {}

    /** A difference between what is stored and what was logged or signed. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    /**
     * Signs for entries that are under no checkpoint yet, if there are any.
     *
     * @return what it found; empty if another replica is signing at this moment
     */
    @Transactional
    @TransactionConfiguration(timeout = 900)
    Optional<Outcome> sign() {
        try (var connection = database.getConnection()) {
            return isTheOnlySigner(connection)
                    ? Optional.of(signUnderLock(connection))
                    : Optional.empty();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the log could not be read", e);
        }
    }

    private static boolean isTheOnlySigner(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            var got = lock.executeQuery();
            return got.next() && got.getBoolean(1);
        }
    }

    private Outcome signUnderLock(Connection connection) throws SQLException, IOException {
        long size = 0;
        long signedSize = 0;
        Instant signedAt = null;
        try {
            var head = Head.read(connection);
            size = head.size();
            var last = Checkpoints.latest(connection);
            var tree = new Frontier();
            if (last.isPresent()) {
                tree = last.get().frontier();
                signedSize = tree.size();
                signedAt = last.get().signedAt();
                requireSigned(tree, last.get().note());
            }
            if (size < signedSize) {
                throw new Refusal("the log is shorter than what was signed");
            }
            extend(tree, size, connection);
            if (!tree.root().equals(head.root())) {
                throw new Refusal("the stored entries do not give the root of the log");
            }
            if (last.isEmpty() || size > signedSize) {
                signedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
                sign(tree, signedAt, connection);
                signedSize = size;
            }
            return new Outcome(size, signedSize, signedAt, null);
        } catch (Refusal refusal) {
            return new Outcome(size, signedSize, signedAt, refusal.getMessage());
        } catch (MalformedException e) {
            return new Outcome(size, signedSize, signedAt, "stored hashes are not well-formed");
        }
    }

    /** The stored tree of the last checkpoint must be the one its note was signed for. */
    private void requireSigned(Frontier tree, String note) throws Refusal {
        try {
            var signed = SignedCheckpoint.open(note, key.vkey()).checkpoint();
            if (signed.size() != tree.size() || !signed.root().equals(tree.root())) {
                throw new Refusal("the stored tree is not the one that was signed last");
            }
        } catch (UnverifiedException e) {
            throw new Refusal("the last checkpoint is not signed by this log's key");
        }
    }

    /** Appends the entries from the end of {@code tree} to {@code size}, hashed anew. */
    private static void extend(Frontier tree, long size, Connection connection)
            throws SQLException, IOException, Refusal {
        long from = tree.size();
        var nodes = new ArrayList<Tiles.Node>();
        var refusals = new ArrayList<Refusal>();
        StoredEntry.read(
                connection,
                from,
                size,
                entry -> {
                    if (refusals.isEmpty()) {
                        reasonAgainst(entry, tree.size()).ifPresent(refusals::add);
                        nodes.addAll(Tiles.append(tree, entry.commitment()));
                    }
                });
        if (!refusals.isEmpty()) {
            throw refusals.getFirst();
        }
        if (tree.size() != size) {
            throw new Refusal("entry " + tree.size() + " is missing");
        }
        requireStored(nodes, connection);
    }

    private static Optional<Refusal> reasonAgainst(StoredEntry entry, long expected) {
        var opening = entry.opening();
        if (entry.index() != expected) {
            return Optional.of(new Refusal("entry " + expected + " is missing"));
        }
        if (opening == null) {
            return entry.erased()
                    ? Optional.empty()
                    : Optional.of(new Refusal("the event of entry " + expected + " is missing"));
        }
        return opening.commitment().equals(entry.commitment())
                ? Optional.empty()
                : Optional.of(new Refusal("entry " + expected + " is not what was logged"));
    }

    private static void requireStored(List<Tiles.Node> nodes, Connection connection)
            throws SQLException, Refusal {
        try (var select =
                connection.prepareStatement(
                        "select 1 from node where level = ? and index = ? and hash = ?")) {
            for (var node : nodes) {
                select.setInt(1, node.level());
                select.setLong(2, node.index());
                select.setBytes(3, node.hash().bytes());
                if (!select.executeQuery().next()) {
                    throw new Refusal("a stored node of the tree is not that of its leaves");
                }
            }
        }
    }

    private void sign(Frontier tree, Instant now, Connection connection) throws SQLException {
        var origin = key.vkey().name();
        var note = new Checkpoint(origin, tree.size(), tree.root()).sign(key.signingKey()).note();
        Checkpoints.add(new Checkpoints.Stored(tree, note, now), connection);
        var eventId = EventIds.of("CheckpointSigned", origin, Long.toString(tree.size()));
        outbox.publish(new CheckpointSigned(eventId, now, origin, tree.size(), note));
    }
}
