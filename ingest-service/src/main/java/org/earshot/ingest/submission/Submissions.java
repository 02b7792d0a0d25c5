package org.earshot.ingest.submission;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.earshot.events.MessageReceived;
import org.earshot.ingest.store.Codes;
import org.earshot.ingest.store.Content.Attachment;
import org.earshot.ingest.store.Message;
import org.earshot.ingest.store.MessageKey;
import org.earshot.ingest.store.MessageKeys;
import org.earshot.ingest.store.Messages;
import org.earshot.ingest.submission.IdempotencyKeys.Earlier;
import org.earshot.outbox.Outbox;
import org.earshot.problems.Problem;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes submissions messages: durable, encrypted and announced, or not there at all. */
@ApplicationScoped
public class Submissions {

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
     * A submission on its way in.
     *
     * @param use what it is recognised by when it is sent again
     * @param prepared when it comes with documents
     */
    public record Incoming(
            Submission submission, IdempotencyKeys.@Nullable Use use, @Nullable Prepared prepared) {

        public Incoming(Submission submission, IdempotencyKeys.@Nullable Use use) {
            this(submission, use, null);
        }
    }

    /**
     * What a submission has before it comes here, when its documents are stored already. Unless it
     * becomes a message, taking the key and the documents away is for whoever stored them.
     */
    public record Prepared(UUID id, MessageKey key) {}

    /** What became of a submission. */
    public sealed interface Outcome {}

    /**
     * A message that is stored.
     *
     * @param replayed it was stored by an earlier request with the same Idempotency-Key
     */
    public record Accepted(UUID id, String reference, boolean replayed) implements Outcome {}

    /** Its key was used for something else: nothing is stored. */
    public record Refused(Problem problem) implements Outcome {}

    /** Stores a submission; when this returns it is committed. */
    Accepted accept(
            String submitter, Submission submission, IdempotencyKeys.@Nullable Use idempotencyUse)
            throws SQLException {
        var incoming = new Incoming(submission, idempotencyUse);
        return switch (accept(submitter, List.of(incoming)).getFirst()) {
            case Accepted accepted -> accepted;
            case Refused refused -> throw refused.problem();
        };
    }

    /**
     * Stores submissions together, in a few statements and one transaction; when this returns all
     * that are accepted are committed.
     *
     * @param group with different keys, where they have one
     * @return what became of each, in their order
     */
    public List<Outcome> accept(String submitter, List<Incoming> group) throws SQLException {
        var earlier = earlier(submitter, group);
        var references =
                messages.referencesOf(
                        earlier.values().stream()
                                .filter(Earlier::sameRequest)
                                .map(Earlier::messageId)
                                .toList());
        var fresh = new LinkedHashMap<UUID, Incoming>();
        var outcomes = new ArrayList<Supplier<Outcome>>();
        var stored = new HashMap<UUID, Outcome>();
        for (var incoming : group) {
            var use = incoming.use();
            var before = use == null ? null : earlier.get(use.key());
            if (before == null) {
                var prepared = incoming.prepared();
                var id = prepared == null ? UUID.randomUUID() : prepared.id();
                fresh.put(id, incoming);
                outcomes.add(() -> requireNonNull(stored.get(id)));
            } else if (before.sameRequest()) {
                var id = before.messageId();
                var reference = requireNonNull(references.get(id), "a message lost its row");
                outcomes.add(() -> new Accepted(id, reference, true));
            } else {
                outcomes.add(() -> new Refused(SubmissionProblems.keyReused()));
            }
        }
        if (!fresh.isEmpty()) {
            stored.putAll(store(submitter, fresh));
        }
        return outcomes.stream().map(Supplier::get).toList();
    }

    private Map<String, Earlier> earlier(String submitter, List<Incoming> group)
            throws SQLException {
        var uses = new ArrayList<IdempotencyKeys.Use>();
        for (var incoming : group) {
            var use = incoming.use();
            if (use != null) {
                uses.add(use);
            }
        }
        return idempotencyKeys.find(submitter, uses);
    }

    private Map<UUID, Outcome> store(String submitter, Map<UUID, Incoming> fresh)
            throws SQLException {
        // First and by itself: it is another database. If what follows fails, the keys open
        // nothing.
        var prepared = new HashMap<UUID, MessageKey>();
        for (var incoming : fresh.values()) {
            var own = incoming.prepared();
            if (own != null) {
                prepared.put(own.id(), own.key());
            }
        }
        var needed = new HashSet<>(fresh.keySet());
        needed.removeAll(prepared.keySet());
        var messageKeys = new HashMap<>(prepared);
        if (!needed.isEmpty()) {
            messageKeys.putAll(keys.create(needed));
        }
        // PostgreSQL keeps microseconds: the row and the event are to say the same instant.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var stored = new LinkedHashMap<UUID, Messages.New>();
        fresh.forEach((id, incoming) ->
                stored.put(
                        id,
                        new Messages.New(
                                message(id, submitter, incoming.submission(), now),
                                incoming.submission().content(),
                                requireNonNull(messageKeys.get(id)))));
        var added =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            stored.keySet().removeAll(takeKeys(submitter, fresh, now));
                            return store(stored.values());
                        });
        var outcomes = new HashMap<UUID, Outcome>();
        added.forEach((id, given) -> {
            outcomes.put(id, new Accepted(id, given.reference(), false));
            var channel = requireNonNull(stored.get(id)).message().channel();
            metrics.counter("earshot.messages.received", "channel", Codes.of(channel)).increment();
            LOG.infof("received messageId=%s", id);
        });
        var lost = new ArrayList<>(fresh.keySet());
        lost.removeAll(added.keySet());
        if (!lost.isEmpty()) {
            needed.retainAll(lost);
            keys.destroy(needed);
            // Another request was first; unless its key was swept in this very moment, it answers.
            var again = accept(submitter, lost.stream().map(fresh::get).toList());
            for (int i = 0; i < lost.size(); i++) {
                outcomes.put(lost.get(i), again.get(i));
            }
        }
        return outcomes;
    }

    /** Takes the Idempotency-Keys; the messages whose keys were not free are returned. */
    private Set<UUID> takeKeys(String submitter, Map<UUID, Incoming> fresh, Instant now)
            throws SQLException {
        var uses = new LinkedHashMap<UUID, IdempotencyKeys.Use>();
        fresh.forEach((id, incoming) -> {
            var use = incoming.use();
            if (use != null) {
                uses.put(id, use);
            }
        });
        var notFree = new HashSet<>(uses.keySet());
        notFree.removeAll(idempotencyKeys.take(submitter, uses, now));
        return notFree;
    }

    private Map<UUID, Messages.Added> store(Collection<Messages.New> fresh) throws SQLException {
        var added = messages.add(fresh);
        for (var one : fresh) {
            var blobIds = one.content().attachments().stream().map(Attachment::blobId).toList();
            if (!blobIds.isEmpty()) {
                messages.addDocuments(one.message().id(), blobIds, one.message().acceptedAt());
            }
        }
        outbox.publish(
                fresh.stream()
                        .map(one ->
                                received(
                                        one,
                                        requireNonNull(added.get(one.message().id())).digest()))
                        .toList());
        return added;
    }

    private static MessageReceived received(Messages.New added, String digest) {
        var message = added.message();
        return new MessageReceived(
                UUID.randomUUID(),
                message.acceptedAt(),
                message.id(),
                message.channel(),
                message.receivedAt(),
                digest,
                message.language(),
                message.serviceLine(),
                message.site(),
                message.nation(),
                message.about(),
                message.safeToContact(),
                added.content().attachments().isEmpty()
                        ? null
                        : MessageReceived.Extraction.PENDING);
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
