package org.earshot.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.earshot.events.Event;
import org.earshot.events.EventCodec;
import org.earshot.events.EventType;

/**
 * Where a service says what happened. The event is a row of the service's own database, written in
 * the transaction that made it true; after the commit the {@link Relay} sends it. So nothing is
 * published that did not happen, and nothing that happened stays unpublished, whatever stops in
 * between.
 */
@ApplicationScoped
public class Outbox {

    private final DataSource database;
    private final TransactionSynchronizationRegistry transaction;
    private final Relay relay;

    Outbox(DataSource database, TransactionSynchronizationRegistry transaction, Relay relay) {
        this.database = database;
        this.transaction = transaction;
        this.relay = relay;
    }

    /**
     * Publishes an event if, and only if, the transaction commits.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void publish(Event event) {
        publish(List.of(event));
    }

    /** Publishes events, in their order, if, and only if, the transaction commits. */
    public void publish(Collection<? extends Event> events) {
        if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("an event is published from a transaction");
        }
        if (events.isEmpty()) {
            return;
        }
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into outbox (event_id, topic, key, value) values (?, ?, ?, ?)
                                on conflict (event_id) do nothing\
                                """)) {
            for (var event : events) {
                insert.setObject(1, event.eventId());
                insert.setString(2, EventType.of(event).topic());
                insert.setString(3, event.subject());
                insert.setBytes(4, EventCodec.toBytes(event));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox could not be written", e);
        }
        transaction.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {}

                    @Override
                    public void afterCompletion(int status) {
                        relay.wake();
                    }
                });
    }
}
