package org.earshot.ingest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.earshot.events.About;
import org.earshot.events.Channel;
import org.earshot.events.MessageStatus;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The messages: everything about them but their keys. */
@ApplicationScoped
public class Messages {

    private static final Logger LOG = Logger.getLogger(Messages.class);

    private static final int REFERENCES_TO_TRY = 10;
    private static final int ROWS_AT_A_TIME = 8;
    private static final String EXTRACTED = "extracted";
    private static final String PLACES = "places";
    private static final JsonMapper JSON = new JsonMapper();

    private final DataSource database;
    private final MessageKeys keys;

    Messages(DataSource database, MessageKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** A message that is to be stored, with its words and the key they are kept under. */
    public record New(Message message, Content content, MessageKey key) {}

    /**
     * What a new message was given.
     *
     * @param reference for people
     * @param digest see {@link MessageKey#digest}
     */
    public record Added(String reference, String digest) {}

    /** How a message stands, as its submitter may know it. */
    public record Status(String reference, String status, Instant receivedAt) {}

    /** Which messages have no words any more, and which cannot be decrypted. */
    public record NotRead(List<UUID> missing, List<UUID> failed) {}

    /**
     * A day's messages, counted.
     *
     * @param idsDigest hex SHA-256 over their ids in order, each followed by a line feed
     */
    public record Day(long received, String idsDigest) {}

    /** Stores new messages, in the caller's transaction; each is given a reference of its own. */
    public Map<UUID, Added> add(Collection<New> messages) throws SQLException {
        var added = new HashMap<UUID, Added>();
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into message (id, reference, channel, submitter, received_at,
                                    accepted_at, language, service_line, site, nation, about,
                                    safe_to_contact, digest, content)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (reference) do nothing\
                                """)) {
            var left = List.copyOf(messages);
            for (int i = 0; i < REFERENCES_TO_TRY && !left.isEmpty(); i++) {
                var given = new ArrayList<Added>();
                for (var message : left) {
                    given.add(set(insert, message));
                    insert.addBatch();
                }
                var inserted = insert.executeBatch();
                var again = new ArrayList<New>();
                for (int row = 0; row < inserted.length; row++) {
                    if (inserted[row] == 1) {
                        added.put(left.get(row).message().id(), given.get(row));
                    } else {
                        again.add(left.get(row));
                    }
                }
                left = again;
            }
            if (!left.isEmpty()) {
                throw new IllegalStateException("no free reference was found");
            }
        }
        return added;
    }

    private static Added set(PreparedStatement insert, New added) throws SQLException {
        var message = added.message();
        var reference = Reference.random();
        var digest = added.key().digest(added.content().text());
        insert.setObject(1, message.id());
        insert.setString(2, reference);
        insert.setString(3, Codes.of(message.channel()));
        insert.setString(4, message.submitter());
        insert.setObject(5, message.receivedAt().atOffset(ZoneOffset.UTC));
        insert.setObject(6, message.acceptedAt().atOffset(ZoneOffset.UTC));
        insert.setString(7, message.language());
        insert.setString(8, message.serviceLine());
        insert.setString(9, message.site());
        insert.setString(10, Codes.ofNullable(message.nation()));
        insert.setString(11, Codes.ofNullable(message.about()));
        insert.setObject(12, message.safeToContact());
        insert.setString(13, digest);
        insert.setBytes(14, added.key().seal(toJson(added.content())));
        return new Added(reference, digest);
    }

    /**
     * Names the blobs of a new message and has them read, in the caller's transaction.
     *
     * @param blobIds in the order of its attachments
     */
    public void addDocuments(UUID messageId, List<UUID> blobIds, Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var document =
                        connection.prepareStatement(
                                """
                                insert into document (blob_id, message_id, number)
                                values (?, ?, ?)\
                                """);
                var extraction =
                        connection.prepareStatement(
                                """
                                insert into extraction (message_id, not_before) values (?, ?)\
                                """)) {
            for (int i = 0; i < blobIds.size(); i++) {
                document.setObject(1, blobIds.get(i));
                document.setObject(2, messageId);
                document.setInt(3, i + 1);
                document.addBatch();
            }
            document.executeBatch();
            extraction.setObject(1, messageId);
            extraction.setObject(2, now.atOffset(ZoneOffset.UTC));
            extraction.executeUpdate();
        }
    }

    /**
     * Stores what the documents of a message say, in the caller's transaction.
     *
     * @param places where the words of each document's pages are, in the order of the documents
     * @return the digest of the message text as it is now; null when the message cannot be opened
     *     any more
     */
    public @Nullable String addTexts(UUID id, DocumentTexts texts, List<byte[]> places)
            throws SQLException {
        var key = keys.find(List.of(id)).get(id);
        if (key == null) {
            return null;
        }
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement("select content from message where id = ?");
                var update =
                        connection.prepareStatement(
                                "update message set extracted = ?, digest = ? where id = ?");
                var placed =
                        connection.prepareStatement(
                                """
                                update document set places = ?
                                where message_id = ? and number = ?\
                                """)) {
            select.setObject(1, id);
            Content content;
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                content = JSON.readValue(key.open(row.getBytes(1)), Content.class);
            } catch (CannotBeOpened | IOException e) {
                LOG.errorf("the content cannot be opened messageId=%s", id);
                return null;
            }
            var digest = key.digest(ReadableMessage.textOf(content, texts));
            update.setBytes(1, key.seal(EXTRACTED, toJson(texts)));
            update.setString(2, digest);
            update.setObject(3, id);
            update.executeUpdate();
            for (int i = 0; i < places.size(); i++) {
                placed.setBytes(1, key.seal(PLACES, places.get(i)));
                placed.setObject(2, id);
                placed.setInt(3, i + 1);
                placed.addBatch();
            }
            placed.executeBatch();
            return digest;
        }
    }

    /** The digest of a message's text as it is now; none when there is no such message. */
    public @Nullable String digestOf(UUID id) throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement("select digest from message where id = ?")) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** How a message stands, if this client submitted it. */
    public @Nullable Status statusFor(String submitter, UUID id) throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select reference, status, received_at from message
                                where id = ? and submitter = ?\
                                """)) {
            select.setObject(1, id);
            select.setString(2, submitter);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? new Status(row.getString(1), row.getString(2), instant(row, 3))
                        : null;
            }
        }
    }

    /** The references of messages; one that does not exist has none. */
    public Map<UUID, String> referencesOf(Collection<UUID> ids) throws SQLException {
        var references = new HashMap<UUID, String>();
        if (ids.isEmpty()) {
            return references;
        }
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                "select id, reference from message where id = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    references.put(rows.getObject(1, UUID.class), rows.getString(2));
                }
            }
        }
        return references;
    }

    /**
     * Moves a message's status forward; a status that comes late or twice changes nothing.
     *
     * @return whether it moved
     */
    public boolean advance(UUID id, MessageStatus status) throws SQLException {
        var before =
                Arrays.stream(MessageStatus.values())
                        .filter(earlier -> earlier.compareTo(status) < 0)
                        .map(Codes::of)
                        .toArray();
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                "update message set status = ? where id = ? and status = any"
                                        + " (?)")) {
            update.setString(1, Codes.of(status));
            update.setObject(2, id);
            update.setArray(3, connection.createArrayOf("text", before));
            return update.executeUpdate() == 1;
        }
    }

    /**
     * Hands over the messages one after the other, so that a batch of long ones is never in memory
     * at once. Not to be called in a transaction: it keeps a cursor of its own.
     */
    public NotRead read(Collection<UUID> ids, Consumer<ReadableMessage> reader)
            throws SQLException {
        var missing = new LinkedHashSet<>(ids);
        var failed = new ArrayList<UUID>();
        var found = keys.find(missing);
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select id, channel, received_at, about, safe_to_contact, content,
                                    extracted
                                from message where id = any (?)\
                                """)) {
            connection.setAutoCommit(false);
            select.setFetchSize(ROWS_AT_A_TIME);
            select.setArray(1, connection.createArrayOf("uuid", found.keySet().toArray()));
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    var id = row.getObject(1, UUID.class);
                    missing.remove(id);
                    var readable = open(row, id, found.get(id));
                    if (readable == null) {
                        failed.add(id);
                    } else {
                        reader.accept(readable);
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        return new NotRead(List.copyOf(missing), failed);
    }

    /** Counts the messages accepted on a day, from midnight to midnight in London. */
    public Day count(LocalDate day) throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                """
                                select count(*), encode(sha256(convert_to(
                                    coalesce(string_agg(id::text || E'\\n', '' order by id), ''),
                                    'UTF8')), 'hex')
                                from message
                                where accepted_at >= ?::timestamp at time zone 'Europe/London'
                                  and accepted_at < ?::timestamp at time zone 'Europe/London'\
                                """)) {
            select.setObject(1, day.atStartOfDay());
            select.setObject(2, day.plusDays(1).atStartOfDay());
            try (var row = select.executeQuery()) {
                row.next();
                return new Day(row.getLong(1), row.getString(2));
            }
        }
    }

    private static @Nullable ReadableMessage open(ResultSet row, UUID id, @Nullable MessageKey key)
            throws SQLException {
        if (key == null) {
            return null;
        }
        try {
            var content = JSON.readValue(key.open(row.getBytes(6)), Content.class);
            var about = row.getString(4);
            byte @Nullable [] extracted = row.getBytes(7);
            return new ReadableMessage(
                    id,
                    Codes.find(Channel.class, row.getString(2)).orElseThrow(),
                    instant(row, 3),
                    about == null ? null : Codes.find(About.class, about).orElseThrow(),
                    row.getObject(5, Boolean.class),
                    content,
                    extracted == null
                            ? null
                            : JSON.readValue(key.open(EXTRACTED, extracted), DocumentTexts.class));
        } catch (CannotBeOpened | IOException e) {
            // Neither the exception nor its message is logged: Jackson's could quote the words.
            LOG.errorf("the content cannot be opened messageId=%s", id);
            return null;
        }
    }

    private static byte[] toJson(Object words) {
        try {
            return JSON.writeValueAsBytes(words);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers can always be written as JSON");
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
