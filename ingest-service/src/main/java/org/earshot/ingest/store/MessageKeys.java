package org.earshot.ingest.store;

import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
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

    /** A new key, durable when this returns. */
    public MessageKey create(UUID messageId) throws SQLException {
        var key = MessageKey.random(messageId);
        var wrapping = keyEncryptionKeys.current();
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into message_key (message_id, key_encryption_key, wrapped)
                                values (?, ?, ?)\
                                """)) {
            insert.setObject(1, messageId);
            insert.setString(2, wrapping.id());
            insert.setBytes(3, key.wrappedBy(wrapping));
            insert.executeUpdate();
        }
        return key;
    }

    /** Destroys a key. What it sealed cannot be read again by anybody. */
    public void destroy(UUID messageId) throws SQLException {
        try (var connection = database.getConnection();
                var delete =
                        connection.prepareStatement(
                                "delete from message_key where message_id = ?")) {
            delete.setObject(1, messageId);
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
