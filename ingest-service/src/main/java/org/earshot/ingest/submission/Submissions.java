package org.earshot.ingest.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.earshot.events.MessageReceived;
import org.earshot.ingest.store.Codes;
import org.earshot.ingest.store.Message;
import org.earshot.ingest.store.MessageKey;
import org.earshot.ingest.store.MessageKeys;
import org.earshot.ingest.store.Messages;
import org.earshot.outbox.Outbox;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes a submission a message: durable, encrypted and announced, or not there at all. */
@ApplicationScoped
class Submissions {

    private static final Logger LOG = Logger.getLogger(Submissions.class);

    private final Messages messages;
    private final MessageKeys keys;
    private final IdempotencyKeys idempotencyKeys;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry metrics;

    Submissions(
            Messages messages,
            MessageKeys keys,
            IdempotencyKeys idempotencyKeys,
            Outbox outbox,
            Clock clock,
            MeterRegistry metrics) {
        this.messages = messages;
        this.keys = keys;
        this.idempotencyKeys = idempotencyKeys;
        this.outbox = outbox;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * A message that is stored.
     *
     * @param replayed it was stored by an earlier request with the same Idempotency-Key
     */
    record Accepted(UUID id, String reference, boolean replayed) {}

    /** Stores a submission; when this returns it is committed. */
    Accepted accept(
            String submitter, Submission submission, IdempotencyKeys.@Nullable Use idempotencyUse)
            throws SQLException {
        if (idempotencyUse != null) {
            var earlier = idempotencyKeys.find(idempotencyUse);
            if (earlier != null) {
                return replayed(earlier);
            }
        }
        var id = UUID.randomUUID();
        // First and by itself: it is another database. If what follows fails, the key opens
        // nothing.
        var key = keys.create(id);
        // PostgreSQL keeps microseconds: the row and the event are to say the same instant.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var message = message(id, submitter, submission, now);
        var added =
                QuarkusTransaction.requiringNew()
                        .call(() -> store(message, submission, key, idempotencyUse));
        if (added == null) {
            keys.destroy(id);
            return sentTwiceAtOnce(submitter, submission, idempotencyUse);
        }
        metrics.counter("earshot.messages.received", "channel", Codes.of(submission.channel()))
                .increment();
        LOG.infof("received messageId=%s", id);
        return new Accepted(id, added.reference(), false);
    }

    private Messages.@Nullable Added store(
            Message message,
            Submission submission,
            MessageKey key,
            IdempotencyKeys.@Nullable Use idempotencyUse)
            throws SQLException {
        if (idempotencyUse != null
                && !idempotencyKeys.take(idempotencyUse, message.id(), message.acceptedAt())) {
            return null;
        }
        var added = messages.add(message, submission.content(), key);
        outbox.publish(
                new MessageReceived(
                        UUID.randomUUID(),
                        message.acceptedAt(),
                        message.id(),
                        message.channel(),
                        message.receivedAt(),
                        added.digest(),
                        message.language(),
                        message.serviceLine(),
                        message.site(),
                        message.nation(),
                        message.about(),
                        message.safeToContact()));
        return added;
    }

    /** The other request was first; unless its key was swept in this very moment, it answers. */
    private Accepted sentTwiceAtOnce(
            String submitter, Submission submission, IdempotencyKeys.@Nullable Use use)
            throws SQLException {
        var winner = use == null ? null : idempotencyKeys.find(use);
        return winner == null ? accept(submitter, submission, use) : replayed(winner);
    }

    private Accepted replayed(UUID id) throws SQLException {
        return new Accepted(id, messages.referenceOf(id), true);
    }

    private static Message message(UUID id, String submitter, Submission submission, Instant now) {
        var receivedAt = submission.receivedAt();
        return new Message(
                id,
                submission.channel(),
                receivedAt == null ? now : receivedAt.truncatedTo(ChronoUnit.MICROS),
                now,
                submitter,
                submission.language(),
                submission.serviceLine(),
                submission.site(),
                submission.nation(),
                submission.about(),
                submission.safeToContact());
    }
}
