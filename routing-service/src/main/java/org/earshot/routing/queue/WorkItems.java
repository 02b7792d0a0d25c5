package org.earshot.routing.queue;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.events.Band;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageReceived;
import org.earshot.events.MessageViewed;
import org.earshot.events.Person;
import org.earshot.outbox.Outbox;
import org.earshot.routing.RoutingConfig;
import org.jspecify.annotations.Nullable;

/**
 * The pile. Whatever changes an item first locks its row, so that what is heard of one message has
 * its effect one after the other; the effect, what decides that it is new, and the events that say
 * so are one transaction.
 */
@ApplicationScoped
public class WorkItems implements PanacheRepositoryBase<WorkItem, UUID> {

    private static final int SWEEP = 200;

    private final Outbox outbox;
    private final RoutingConfig config;
    private final QueueMetrics metrics;
    private final OpenWithin openWithin;

    WorkItems(Outbox outbox, RoutingConfig config, QueueMetrics metrics) {
        this.outbox = outbox;
        this.config = config;
        this.metrics = metrics;
        this.openWithin = new OpenWithin(config.openWithin());
    }

    @Transactional
    void receive(MessageReceived event) {
        var now = now();
        var item = heardOf(event.messageId(), event.occurredAt(), now);
        outbox.publish(item.received(event, openWithin, now));
    }

    @Transactional
    void assess(MessageAssessed event) {
        var now = now();
        var item = heardOf(event.messageId(), event.occurredAt(), now);
        if (isNew(event)) {
            outbox.publish(item.assessed(event, openWithin, now));
        }
    }

    @Transactional
    void view(MessageViewed event) {
        var now = now();
        var item = heardOf(event.messageId(), event.occurredAt(), now);
        outbox.publish(item.viewed(event, openWithin, now));
    }

    /**
     * A record that cannot be read is a visible row, and a mark on its message when its key says
     * which.
     *
     * @param recordId the same for every delivery of the record, and for no other record
     */
    @Transactional
    void park(
            UUID recordId,
            String topic,
            int partition,
            long offset,
            @Nullable UUID messageId,
            String reason) {
        var now = now();
        int added =
                getEntityManager()
                        .createNativeQuery(
                                """
                                insert into parked_record (record_id, topic, kafka_partition, kafka_offset, message_id, reason, parked_at)
                                values (:recordId, :topic, :partition, :offset, cast(cast(:messageId as text) as uuid), :reason, :now)
                                on conflict do nothing
                                """)
                        .setParameter("recordId", recordId)
                        .setParameter("topic", topic)
                        .setParameter("partition", partition)
                        .setParameter("offset", offset)
                        .setParameter("messageId", messageId == null ? null : messageId.toString())
                        .setParameter("reason", reason)
                        .setParameter("now", now)
                        .executeUpdate();
        if (added == 1 && messageId != null) {
            var item = heardOf(messageId, now, now);
            outbox.publish(item.recordIsUnreadable(recordId, openWithin, now));
        }
    }

    /** The message that this person holds, or else the first of the pile. */
    @Transactional
    Optional<WorkItem> next(Person person) {
        var now = now();
        oneAtATime(person);
        returnEnded(now);
        var held = heldBy(person, now);
        if (held.isPresent()) {
            return held;
        }
        var first = first(person).map(id -> getEntityManager().find(WorkItem.class, id));
        first.ifPresent(item -> {
            outbox.publish(item.claim(person, now, config.lease()));
            metrics.claimed(item);
        });
        return first;
    }

    @Transactional
    WorkItem extend(UUID messageId, Person person) {
        var now = now();
        var item = locked(messageId);
        outbox.publish(item.extend(person, now, config.lease(), config.leaseExtensions()));
        return item;
    }

    @Transactional
    void giveBack(UUID messageId, Person person, ReturnReason reason) {
        outbox.publish(locked(messageId).giveBack(person, Codes.code(reason), now()));
    }

    /**
     * @param asSupervisor who may raise any item; everybody else only the one they hold
     */
    @Transactional
    WorkItem raise(
            UUID messageId, Person person, boolean asSupervisor, Band to, RaiseReason reason) {
        var now = now();
        var item = locked(messageId);
        if (!asSupervisor) {
            item.mustBeHeldBy(person, now);
        }
        if (item.given().isAbove(to)) {
            throw new WorkItemProblems.BandOnlyRises(messageId);
        }
        if (to.isAbove(item.given())) {
            var eventId = UUID.randomUUID();
            var why = Codes.code(reason);
            outbox.publish(item.raise(person, to, why, eventId, openWithin, now));
        }
        return item;
    }

    /**
     * Marks what waited too long for its assessment.
     *
     * @return whether there may be more
     */
    @Transactional
    boolean markLate() {
        var now = now();
        var late =
                lock(
                        """
                        select message_id from work_item
                        where assessed_at is null and not late and decided_at is null and clock_from < :before
                        order by clock_from limit :limit for update skip locked
                        """,
                        now.minus(config.assessmentWithin()));
        for (var item : late) {
            outbox.publish(item.assessmentIsLate(openWithin, now));
        }
        return late.size() == SWEEP;
    }

    /**
     * Takes back what was held for longer than its lease.
     *
     * @return whether there may be more
     */
    @Transactional
    boolean returnEnded() {
        return returnEnded(now());
    }

    private boolean returnEnded(Instant now) {
        var ended =
                lock(
                        """
                        select message_id from work_item where claimed_by is not null and lease_until <= :before
                        order by lease_until limit :limit for update skip locked
                        """,
                        now);
        for (var item : ended) {
            var holder = item.claimedBy;
            if (holder != null) {
                outbox.publish(item.leaseEnded(holder, now));
            }
        }
        return ended.size() == SWEEP;
    }

    /**
     * An item for a change, its row locked until the transaction ends.
     *
     * @throws WorkItemProblems.NoSuchItem when there is none
     */
    public WorkItem locked(UUID messageId) {
        var item =
                getEntityManager().find(WorkItem.class, messageId, LockModeType.PESSIMISTIC_WRITE);
        if (item == null) {
            throw new WorkItemProblems.NoSuchItem();
        }
        return item;
    }

    /** To the microsecond, which is what a row keeps. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The item of a message, from the first thing heard of it, whatever that was. */
    private WorkItem heardOf(UUID messageId, Instant at, Instant now) {
        var first = new WorkItem(messageId, at.isBefore(now) ? at : now, openWithin);
        getEntityManager()
                .createNativeQuery(
                        """
                        insert into work_item (message_id, clock_from, waiting_since, assessed_band, not_wholly_assessed, late,
                            record_unreadable, band, open_by, lease_extensions, opened_by_holder, shown_to_holder, answered)
                        values (:messageId, :clockFrom, :clockFrom, :band, false, false, false, :band, :openBy, 0, false, false, false)
                        on conflict do nothing
                        """)
                .setParameter("messageId", messageId)
                .setParameter("clockFrom", first.clockFrom)
                .setParameter("band", first.band.name())
                .setParameter("openBy", first.openBy)
                .executeUpdate();
        return locked(messageId);
    }

    /** Kafka delivers at least once: the primary key, not a prior read, decides what is new. */
    private boolean isNew(MessageAssessed event) {
        return getEntityManager()
                        .createNativeQuery(
                                """
                                insert into assessment (event_id, message_id, occurred_at, event)
                                values (:eventId, :messageId, :occurredAt, cast(:event as jsonb))
                                on conflict do nothing
                                """)
                        .setParameter("eventId", event.eventId())
                        .setParameter("messageId", event.messageId())
                        .setParameter("occurredAt", event.occurredAt())
                        .setParameter("event", Stored.json(event))
                        .executeUpdate()
                == 1;
    }

    /** Two windows of one person ask one after the other. */
    private void oneAtATime(Person person) {
        getEntityManager()
                .createNativeQuery(
                        "select count(*) from pg_advisory_xact_lock(hashtextextended(:person, 0))",
                        Long.class)
                .setParameter("person", person.subject())
                .getSingleResult();
    }

    private Optional<WorkItem> heldBy(Person person, Instant now) {
        return find("claimedBy", person)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .filter(item -> item.isHeldBy(person, now));
    }

    /**
     * The first of the pile. If this person has just given it back, the next one of the same band,
     * if there is one: but no less urgent one, for nobody else may be there.
     */
    private Optional<UUID> first(Person person) {
        var first = pick("", null, null);
        if (first.isEmpty() || !person.subject().equals(first.get().returnedBy())) {
            return first.map(Picked::messageId);
        }
        return pick(
                        "and band = :band and returned_by is distinct from :person",
                        first.get().band(),
                        person)
                .or(() -> first)
                .map(Picked::messageId);
    }

    private Optional<Picked> pick(String and, @Nullable String band, @Nullable Person person) {
        var query =
                getEntityManager()
                        .createNativeQuery(
                                """
                                select message_id, band, returned_by from work_item
                                where decided_at is null and claimed_by is null %s
                                order by band, open_by, waiting_since, message_id limit 1 for update skip locked
                                """
                                        .formatted(and),
                                Object[].class);
        if (band != null && person != null) {
            query.setParameter("band", band).setParameter("person", person.subject());
        }
        for (var row : query.getResultList()) {
            var columns = (Object[]) row;
            return Optional.of(
                    new Picked((UUID) columns[0], (String) columns[1], (String) columns[2]));
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked") // the query names its result
    private List<WorkItem> lock(String query, Instant before) {
        var ids =
                (List<UUID>)
                        getEntityManager()
                                .createNativeQuery(query, UUID.class)
                                .setParameter("before", before)
                                .setParameter("limit", SWEEP)
                                .getResultList();
        return ids.isEmpty() ? List.of() : list("messageId in ?1", ids);
    }

    private record Picked(UUID messageId, String band, @Nullable String returnedBy) {}
}
