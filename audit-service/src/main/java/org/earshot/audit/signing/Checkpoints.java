package org.earshot.audit.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.earshot.transparency.Frontier;
import org.earshot.transparency.SignedCheckpoint;
import org.earshot.transparency.UnverifiedException;

/** What this log has signed. */
@ApplicationScoped
public class Checkpoints {
    private final DataSource database;
    private final LogKey key;

    Checkpoints(DataSource database, LogKey key) {
        this.database = database;
        this.key = key;
    }

    record Stored(Frontier frontier, String note, Instant signedAt) {}

    /** The newest checkpoint; none before the first is signed. */
    public Optional<SignedCheckpoint> latest() {
        try (var connection = database.getConnection()) {
            var stored = latest(connection);
            return stored.isEmpty()
                    ? Optional.empty()
                    : Optional.of(SignedCheckpoint.open(stored.get().note, key.vkey()));
        } catch (SQLException e) {
            throw new IllegalStateException("the checkpoints could not be read", e);
        } catch (UnverifiedException e) {
            throw new IllegalStateException("the stored checkpoint does not verify", e);
        }
    }

    static Optional<Stored> latest(Connection connection) throws SQLException {
        try (var select =
                connection.prepareStatement(
                        """
                        select size, frontier, note, signed_at from checkpoint
                        order by size desc limit 1\
                        """)) {
            var row = select.executeQuery();
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Stored(
                            Frontier.of(row.getLong(1), row.getBytes(2)),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant()));
        }
    }

    static void add(Stored checkpoint, Connection connection) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into checkpoint (size, frontier, note, signed_at)
                        values (?, ?, ?, ?)\
                        """)) {
            insert.setLong(1, checkpoint.frontier.size());
            insert.setBytes(2, checkpoint.frontier.toBytes());
            insert.setString(3, checkpoint.note);
            insert.setObject(4, checkpoint.signedAt.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
