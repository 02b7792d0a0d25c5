package org.earshot.ingest.store;

import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The messages' keys, wrapped, in a database of their own: its backups live shorter than those of
 * the messages, so that a key once destroyed does not come back. Each statement commits by itself.
 * A key is there before its message; one whose message never came opens nothing.
 */
@ApplicationScoped
public class MessageKeys {

    private static final Logger LOG = Logger.getLogger(MessageKeys.class);

    private final javax.sql.DataSource database;
    private final KeyEncryptionKeys keyEncryptionKeys;

    MessageKeys(@DataSource("keys") javax.sql.DataSource database, KeyEncryptionKeys keys) {
        this.database = database;
        this.keyEncryptionKeys = keys;
    }

    /** New keys, durable when this returns. */
    public Map<UUID, MessageKey> create(Collection<UUID> messageIds) throws SQLException {
        var wrapping = keyEncryptionKeys.current();
        var created = new LinkedHashMap<UUID, MessageKey>();
        messageIds.forEach(id -> created.put(id, MessageKey.random(id)));
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into message_key (message_id, key_encryption_key, wrapped)
                                select message_id, ?, wrapped
                                from unnest(?::uuid[], ?::bytea[]) as new (message_id, wrapped)\
                                """)) {
            insert.setString(1, wrapping.id());
            insert.setArray(2, connection.createArrayOf("uuid", created.keySet().toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea",
                            created.values().stream()
                                    .map(key -> key.wrappedBy(wrapping))
                                    .toArray(byte[][]::new)));
            insert.executeUpdate();
        }
        return created;
    }

    /** Destroys keys. What they sealed cannot be read again by anybody. */
    public void destroy(Collection<UUID> messageIds) throws SQLException {
        try (var connection = database.getConnection();
                var delete =
                        connection.prepareStatement(
                                "delete from message_key where message_id = any (?)")) {
            delete.setArray(1, connection.createArrayOf("uuid", messageIds.toArray()));
            delete.executeUpdate();
        }
    }

    /**
     * The keys that exist. One that cannot be unwrapped is there without its key, to be told from
     * one that was destroyed.
     */
    Map<UUID, @Nullable MessageKey> find(Collection<UUID> messageIds) throws SQLException {
        var found = new HashMap<UUID, @Nullable MessageKey>();
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select message_id, key_encryption_key, wrapped
                                from message_key where message_id = any (?)\
                                """)) {
            select.setArray(1, connection.createArrayOf("uuid", messageIds.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    var messageId = rows.getObject(1, UUID.class);
                    found.put(messageId, unwrap(messageId, rows.getString(2), rows.getBytes(3)));
                }
            }
        }
        return found;
    }

    private @Nullable MessageKey unwrap(UUID messageId, String wrappingId, byte[] wrapped) {
        var wrapping = keyEncryptionKeys.withId(wrappingId);
        if (wrapping == null) {
            LOG.errorf(
                    "no such key-encryption key messageId=%s keyEncryptionKey=%s",
                    messageId, wrappingId);
            return null;
        }
        try {
            return new MessageKey(messageId, wrapping.unwrap(messageId, wrapped));
        } catch (CannotBeOpened e) {
            LOG.errorf("the key cannot be unwrapped messageId=%s", messageId);
            return null;
        }
    }
}
