package org.earshot.audit.log;

import java.sql.Connection;
import java.sql.SQLException;
import org.earshot.transparency.Frontier;

/** Where the log ends: how many entries there are, and what the next is appended to. */
public final class Head {
    private Head() {}

    /** The end of the log as it is now. */
    public static Frontier read(Connection connection) throws SQLException {
        return read(connection, "select size, frontier from head");
    }

    /** The end of the log, which stays there until the transaction of this connection ends. */
    static Frontier lock(Connection connection) throws SQLException {
        return read(connection, "select size, frontier from head for update");
    }

    private static Frontier read(Connection connection, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            var row = select.executeQuery();
            if (!row.next()) {
                throw new IllegalStateException("the log has no head");
            }
            return Frontier.of(row.getLong(1), row.getBytes(2));
        }
    }

    static void moveTo(Frontier frontier, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("update head set size = ?, frontier = ?")) {
            update.setLong(1, frontier.size());
            update.setBytes(2, frontier.toBytes());
            update.executeUpdate();
        }
    }
}
