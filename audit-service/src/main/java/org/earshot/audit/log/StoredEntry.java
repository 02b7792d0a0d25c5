package org.earshot.audit.log;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.earshot.transparency.Hash;
import org.earshot.transparency.Opening;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the database has it, which is not yet to say as it was logged.
 *
 * @param opening salt and bytes; null if there are none
 * @param erased whether the side table says why there are none
 */
public record StoredEntry(long index, Hash commitment, @Nullable Opening opening, boolean erased) {

    private static final int FETCH = 100;

    /** Takes entries one by one. */
    @FunctionalInterface
    public interface Reader {
        void read(StoredEntry entry) throws IOException, SQLException;
    }

    /**
     * Reads the entries there are from index {@code from} to before {@code to}, in order and a few
     * at a time. The connection must be in a transaction, or the driver fetches all of them.
     */
    public static void read(Connection connection, long from, long to, Reader reader)
            throws SQLException, IOException {
        try (var select =
                connection.prepareStatement(
                        """
                        select index, commitment, salt, bytes, erased_at is not null
                        from leaf left join event using (index)
                        where index >= ? and index < ? order by index\
                        """)) {
            select.setFetchSize(FETCH);
            select.setLong(1, from);
            select.setLong(2, to);
            var rows = select.executeQuery();
            while (rows.next()) {
                byte[] salt = rows.getBytes(3);
                byte[] bytes = rows.getBytes(4);
                reader.read(
                        new StoredEntry(
                                rows.getLong(1),
                                Hash.of(rows.getBytes(2)),
                                salt == null || bytes == null ? null : Opening.of(salt, bytes),
                                rows.getBoolean(5)));
            }
        }
    }
}
