package org.earshot.routing.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.events.Band;
import org.earshot.events.Decided;
import org.earshot.events.Person;
import org.earshot.outbox.Outbox;
import org.earshot.routing.queue.Codes;
import org.earshot.routing.queue.QueueMetrics;
import org.earshot.routing.queue.Stored;
import org.earshot.routing.queue.WorkItem;
import org.earshot.routing.queue.WorkItems;

/** Decisions, each by a person who holds the message and has opened it. There is no other way. */
@ApplicationScoped
class Decisions {

    /** What one person alone may close a message of the most urgent band with. */
    private static final Set<Action> REACHING =
            EnumSet.of(
                    Action.CONTACT_MADE,
                    Action.EMERGENCY_SERVICES_CALLED,
                    Action.PASSED_TO_SAFEGUARDING);

    /** What says that the marked words need nobody. */
    private static final Set<Reason> DISMISSING =
            EnumSet.of(
                    Reason.IN_THE_PAST,
                    Reason.ABOUT_SOMEONE_ELSE,
                    Reason.FIGURE_OF_SPEECH,
                    Reason.QUOTED_TEXT,
                    Reason.ORDINARY_BUSINESS,
                    Reason.NOT_READABLE);

    /** What a person can know of somebody they reached without having seen the words. */
    private static final Set<Reason> KNOWN_WITHOUT_WORDS =
            EnumSet.of(Reason.IMMEDIATE_DANGER, Reason.NEED_CONFIRMED);

    private final WorkItems workItems;
    private final EntityManager database;
    private final Outbox outbox;
    private final QueueMetrics metrics;

    Decisions(WorkItems workItems, EntityManager database, Outbox outbox, QueueMetrics metrics) {
        this.workItems = workItems;
        this.database = database;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /** The decision that stands; asked for twice by the same person in the same words, once. */
    @Transactional
    Decided decide(
            UUID messageId,
            Person person,
            Action action,
            List<Reason> reasons,
            List<String> categories) {
        var now = WorkItems.now();
        var item = workItems.locked(messageId);
        var decided =
                new Decided(
                        UUID.randomUUID(),
                        now,
                        messageId,
                        person,
                        item.band(),
                        Codes.code(action),
                        reasons.stream().map(Codes::code).toList(),
                        categories);
        if (item.isDecided()) {
            return standing(messageId)
                    .filter(before -> isSame(before, decided))
                    .orElseThrow(() -> new DecisionProblems.AlreadyDecided(messageId));
        }
        item.mustBeHeldBy(person, now);
        mayBeDecided(item, action, reasons);
        store(decided);
        outbox.publish(decided);
        outbox.publish(item.decided(now));
        metrics.decided(decided.band());
        return decided;
    }

    private static void mayBeDecided(WorkItem item, Action action, List<Reason> reasons) {
        if (!item.isOpenedByHolder()) {
            throw new DecisionProblems.NotOpenedYet(item.messageId());
        }
        boolean isMostUrgent = item.band() == Band.B0;
        boolean dismisses = reasons.stream().anyMatch(DISMISSING::contains);
        if (isMostUrgent && (dismisses || !REACHING.contains(action))) {
            throw new DecisionProblems.TwoPeopleNeeded(item.messageId());
        }
        var withoutWords = isMostUrgent ? KNOWN_WITHOUT_WORDS : Set.of(Reason.NOT_READABLE);
        if (!item.isShownToHolder() && !withoutWords.containsAll(reasons)) {
            throw new DecisionProblems.WordsNotShown(item.messageId());
        }
    }

    private static boolean isSame(Decided one, Decided other) {
        return one.by().equals(other.by())
                && one.action().equals(other.action())
                && one.reasons().equals(other.reasons())
                && one.categories().equals(other.categories());
    }

    private void store(Decided decided) {
        database.createNativeQuery(
                        """
                        insert into decision (event_id, message_id, occurred_at, event)
                        values (:eventId, :messageId, :occurredAt, cast(:event as jsonb))
                        """)
                .setParameter("eventId", decided.eventId())
                .setParameter("messageId", decided.messageId())
                .setParameter("occurredAt", decided.occurredAt())
                .setParameter("event", Stored.json(decided))
                .executeUpdate();
    }

    private Optional<Decided> standing(UUID messageId) {
        return database.createNativeQuery(
                        "select cast(event as text) from decision where message_id = :messageId"
                                + " order by occurred_at desc limit 1",
                        String.class)
                .setParameter("messageId", messageId)
                .getResultStream()
                .map(event -> Stored.event((String) event, Decided.class))
                .findFirst();
    }
}
