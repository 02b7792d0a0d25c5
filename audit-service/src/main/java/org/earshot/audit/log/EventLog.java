package org.earshot.audit.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.earshot.transparency.Frontier;
import org.earshot.transparency.Opening;

/**
 * Appends to the log. A batch is one transaction under the lock of the head row: what is known is
 * dropped, the rest gets the next indexes without a gap, and leaves, events, tiles and head are
 * written together or not at all. So neither redelivery nor a second replica doubles or forks it.
 */
@ApplicationScoped
class EventLog {
    private static final byte[] NO_BYTES = {};

    private final DataSource database;
    private final SecureRandom random = new SecureRandom();

    EventLog(DataSource database) {
        this.database = database;
    }

    private record Key(String source, String eventId) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Arrival(Envelope envelope, String topic, byte[] bytes) {
        Key key() {
            return new Key(envelope.source(), envelope.eventId());
        }
    }

    /**
     * Logs what is new among these records.
     *
     * @return how many were
     */
    @Transactional
    int append(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        var arrivals = new LinkedHashMap<Key, Arrival>();
        for (var received : records) {
            byte[] value = received.value();
            byte[] bytes = value == null ? NO_BYTES : value;
            var arrival = new Arrival(Envelope.of(received, bytes), received.topic(), bytes);
            arrivals.putIfAbsent(arrival.key(), arrival);
        }
        try (var connection = database.getConnection()) {
            var frontier = Head.lock(connection);
            arrivals.keySet().removeAll(known(arrivals, connection));
            if (!arrivals.isEmpty()) {
                append(arrivals.values(), frontier, connection);
                Head.moveTo(frontier, connection);
            }
            return arrivals.size();
        } catch (SQLException e) {
            throw new IllegalStateException("the log could not be written", e);
        }
    }

    /** Which of these are logged already; asked under the lock, so the answer stays true. */
    private static Set<Key> known(Map<Key, Arrival> arrivals, Connection connection)
            throws SQLException {
        try (var select =
                connection.prepareStatement(
                        "select source, event_id from event where event_id = any (?)")) {
            var ids = arrivals.keySet().stream().map(Key::eventId).toArray();
            select.setArray(1, connection.createArrayOf("text", ids));
            var rows = select.executeQuery();
            var known = new HashSet<Key>();
            while (rows.next()) {
                known.add(new Key(rows.getString(1), rows.getString(2)));
            }
            return known;
        }
    }

    private void append(Collection<Arrival> arrivals, Frontier frontier, Connection connection)
            throws SQLException {
        try (var leaf =
                        connection.prepareStatement(
                                "insert into leaf (index, commitment) values (?, ?)");
                var event =
                        connection.prepareStatement(
                                """
                                insert into event (index, event_id, source, type, topic,
                                    message_id, occurred_at, salt, bytes)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                                """);
                var node =
                        connection.prepareStatement(
                                "insert into node (level, index, hash) values (?, ?, ?)")) {
            for (var arrival : arrivals) {
                long index = frontier.size();
                var opening = Opening.salted(arrival.bytes, random);
                var commitment = opening.commitment();
                leaf.setLong(1, index);
                leaf.setBytes(2, commitment.bytes());
                leaf.addBatch();
                add(event, index, arrival, opening);
                for (var completed : Tiles.append(frontier, commitment)) {
                    add(node, completed);
                }
            }
            leaf.executeBatch();
            event.executeBatch();
            node.executeBatch();
        }
    }

    private static void add(PreparedStatement event, long index, Arrival arrival, Opening opening)
            throws SQLException {
        event.setLong(1, index);
        event.setString(2, arrival.envelope.eventId());
        event.setString(3, arrival.envelope.source());
        event.setString(4, arrival.envelope.type());
        event.setString(5, arrival.topic);
        event.setObject(6, arrival.envelope.messageId());
        event.setObject(7, arrival.envelope.occurredAt());
        event.setBytes(8, opening.salt());
        event.setBytes(9, opening.event());
        event.addBatch();
    }

    private static void add(PreparedStatement node, Tiles.Node completed) throws SQLException {
        node.setInt(1, completed.level());
        node.setLong(2, completed.index());
        node.setBytes(3, completed.hash().bytes());
        node.addBatch();
    }
}
