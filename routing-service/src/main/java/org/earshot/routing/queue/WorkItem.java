package org.earshot.routing.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.earshot.events.About;
import org.earshot.events.Band;
import org.earshot.events.BandRaised;
import org.earshot.events.Channel;
import org.earshot.events.Event;
import org.earshot.events.EventIds;
import org.earshot.events.MarkAdded;
import org.earshot.events.MarkResolved;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageReceived;
import org.earshot.events.MessageStatus;
import org.earshot.events.MessageStatusChanged;
import org.earshot.events.MessageViewed;
import org.earshot.events.Nation;
import org.earshot.events.NotAssessed;
import org.earshot.events.Person;
import org.earshot.events.WorkItemClaimed;
import org.earshot.events.WorkItemQueued;
import org.earshot.events.WorkItemReopened;
import org.earshot.events.WorkItemReturned;
import org.jspecify.annotations.Nullable;

/**
 * One message in the pile. Its band is the highest that anything gave; no method lowers what was
 * given. Only the mark for a late assessment goes again, and it never touched what was given. Each
 * method answers with the events that its effect is, to be published in the same transaction.
 */
@Entity
@Table(name = "work_item")
public class WorkItem {

    @Id UUID messageId;

    @Nullable Instant acceptedAt;
    @Nullable Instant receivedAt;

    @Enumerated(EnumType.STRING)
    @Nullable Channel channel;

    @Nullable String language;
    @Nullable String serviceLine;
    @Nullable String site;

    @Enumerated(EnumType.STRING)
    @Nullable Nation nation;

    @Enumerated(EnumType.STRING)
    @Nullable About about;

    @Nullable Boolean safeToContact;

    @Nullable Instant queuedAt;

    /** The receipt, or the first thing heard of the message as long as that has not arrived. */
    @Column Instant clockFrom;

    /** Since when the public body has had it: which of two that are equally urgent is first. */
    @Column Instant waitingSince;

    @Nullable Instant assessedAt;

    @Enumerated(EnumType.STRING)
    Band assessedBand = Band.S;

    @Enumerated(EnumType.STRING)
    @Nullable Band raisedBand;

    boolean notWhollyAssessed;
    boolean late;
    boolean recordUnreadable;

    @Enumerated(EnumType.STRING)
    Band band = Band.S;

    @Column Instant openBy;

    @Nullable Instant openedAt;

    @Nullable Person claimedBy;
    @Nullable Instant claimedAt;
    @Nullable Instant leaseUntil;
    int leaseExtensions;

    /** Of the claim's read grant, extensions included; a view under another is of another claim. */
    @Nullable UUID grantId;

    boolean openedByHolder;
    boolean shownToHolder;
    @Nullable Person returnedBy;

    @Nullable Instant decidedAt;

    @Enumerated(EnumType.STRING)
    @Nullable Band decidedBand;

    boolean answered;

    /** For Hibernate. */
    protected WorkItem() {}

    /** A message of which something was heard for the first time. */
    WorkItem(UUID messageId, Instant firstHeard, OpenWithin openWithin) {
        this.messageId = messageId;
        this.clockFrom = firstHeard;
        this.waitingSince = firstHeard;
        this.openBy = openWithin.openBy(firstHeard, band);
    }

    List<Event> received(MessageReceived event, OpenWithin openWithin, Instant now) {
        if (acceptedAt != null) {
            return List.of();
        }
        acceptedAt = event.occurredAt();
        receivedAt = event.receivedAt();
        channel = event.channel();
        language = event.language();
        serviceLine = event.serviceLine();
        site = event.site();
        nation = event.nation();
        about = event.about();
        safeToContact = event.safeToContact();
        clockFrom = earlier(clockFrom, event.occurredAt());
        waitingSince = earlier(clockFrom, event.receivedAt());
        var events = settle(given(), null, event.eventId(), openWithin, now);
        events.add(statusChanged(MessageStatus.RECEIVED, now));
        return events;
    }

    /** An assessment that was not heard of before; which stage made it does not matter. */
    List<Event> assessed(MessageAssessed event, OpenWithin openWithin, Instant now) {
        var before = given();
        boolean firstWordOfB0 = event.band() == Band.B0 && assessedBand != Band.B0;
        boolean wasLate = late;
        assessedBand = Band.highest(assessedBand, event.band());
        assessedAt = assessedAt == null ? event.occurredAt() : assessedAt;
        notWhollyAssessed |= event.notWhollyAssessed();
        late = false;
        var events = settle(before, null, event.eventId(), openWithin, now);
        if (wasLate) {
            var id = EventIds.of("MarkResolved", event.eventId().toString());
            events.addFirst(new MarkResolved(id, now, messageId, NotAssessed.LATE, openBy));
        }
        if (firstWordOfB0 && decidedAt != null) {
            events.add(reopened(event.eventId(), now));
        }
        return events;
    }

    List<Event> viewed(MessageViewed event, OpenWithin openWithin, Instant now) {
        var events = settle(given(), null, event.eventId(), openWithin, now);
        if (event.by().equals(claimedBy) && event.grantId().equals(grantId)) {
            openedByHolder = true;
            shownToHolder |= event.shown();
        }
        if (!event.shown()) {
            return events;
        }
        if (openedAt == null) {
            events.add(statusChanged(MessageStatus.READ, now));
        }
        openedAt = openedAt == null ? event.occurredAt() : earlier(openedAt, event.occurredAt());
        return events;
    }

    /** No assessment came in time: in doubt, towards a person. */
    List<Event> assessmentIsLate(OpenWithin openWithin, Instant now) {
        late = true;
        var id = EventIds.of("MarkAdded", messageId.toString(), "late");
        return marked(id, NotAssessed.LATE, openWithin, now);
    }

    /** A record about this message cannot be read; it may have been the one that mattered. */
    List<Event> recordIsUnreadable(UUID record, OpenWithin openWithin, Instant now) {
        if (recordUnreadable) {
            return List.of();
        }
        recordUnreadable = true;
        var id = EventIds.of("MarkAdded", record.toString());
        return marked(id, NotAssessed.UNREADABLE_RECORD, openWithin, now);
    }

    private List<Event> marked(
            UUID eventId, NotAssessed reason, OpenWithin openWithin, Instant now) {
        var events = settle(given(), null, eventId, openWithin, now);
        int afterQueued = !events.isEmpty() && events.getFirst() instanceof WorkItemQueued ? 1 : 0;
        events.add(afterQueued, new MarkAdded(eventId, now, messageId, reason, openBy));
        return events;
    }

    /** A person moves it up. */
    List<Event> raise(
            Person person,
            Band to,
            String reason,
            UUID eventId,
            OpenWithin openWithin,
            Instant now) {
        var before = given();
        raisedBand = Band.highest(before, to);
        return settle(before, new ByPerson(person, reason), eventId, openWithin, now);
    }

    WorkItemClaimed claim(Person by, Instant now, Duration lease) {
        claimedBy = by;
        claimedAt = now;
        leaseUntil = now.plus(lease);
        leaseExtensions = 0;
        grantId = UUID.randomUUID();
        openedByHolder = false;
        shownToHolder = false;
        returnedBy = null;
        return new WorkItemClaimed(UUID.randomUUID(), now, messageId, by, leaseUntil);
    }

    /** The same person for the same time again, which the log hears like a first claim. */
    WorkItemClaimed extend(Person by, Instant now, Duration lease, int atMost) {
        mustBeHeldBy(by, now);
        if (leaseExtensions >= atMost) {
            throw new WorkItemProblems.LeaseAtItsEnd(messageId);
        }
        leaseExtensions++;
        leaseUntil = now.plus(lease);
        return new WorkItemClaimed(UUID.randomUUID(), now, messageId, by, leaseUntil);
    }

    WorkItemReturned giveBack(Person by, String reason, Instant now) {
        mustBeHeldBy(by, now);
        release();
        returnedBy = by;
        return new WorkItemReturned(UUID.randomUUID(), now, messageId, by, reason);
    }

    WorkItemReturned leaseEnded(Person holder, Instant now) {
        release();
        return new WorkItemReturned(
                UUID.randomUUID(), now, messageId, holder, WorkItemReturned.LEASE_ENDED);
    }

    public boolean isDecided() {
        return decidedAt != null;
    }

    boolean isHeldBy(Person person, Instant now) {
        return person.equals(claimedBy) && leaseUntil != null && leaseUntil.isAfter(now);
    }

    public void mustBeHeldBy(Person person, Instant now) {
        if (!isHeldBy(person, now)) {
            throw new WorkItemProblems.NotHolding(messageId);
        }
    }

    /** Whether its holder has opened it since they took it, were there words to see or not. */
    public boolean isOpenedByHolder() {
        return openedByHolder;
    }

    /** Whether its holder has been given its words since they took it. */
    public boolean isShownToHolder() {
        return shownToHolder;
    }

    UUID grantId() {
        return Objects.requireNonNull(grantId);
    }

    public UUID messageId() {
        return messageId;
    }

    public Band band() {
        return band;
    }

    /** Its holder has decided: it leaves the pile, and its submitter may know once. */
    public List<Event> decided(Instant now) {
        release();
        decidedAt = now;
        decidedBand = band;
        if (answered) {
            return List.of();
        }
        answered = true;
        return List.of(statusChanged(MessageStatus.ANSWERED, now));
    }

    boolean decidedBefore() {
        return answered && decidedAt == null;
    }

    boolean isMarked() {
        return late || recordUnreadable || notWhollyAssessed;
    }

    boolean isAwaiting() {
        return assessedAt == null;
    }

    /** The highest that assessments and persons gave: the ratchet itself. */
    Band given() {
        return raisedBand == null ? assessedBand : Band.highest(assessedBand, raisedBand);
    }

    /** Brings band and time into line with what was given, and says what that changed. */
    private record ByPerson(Person person, String reason) {}

    private List<Event> settle(
            Band before, @Nullable ByPerson by, UUID cause, OpenWithin openWithin, Instant now) {
        band = isMarked() ? Band.highest(given(), Band.B1) : given();
        openBy = openWithin.openBy(clockFrom, band);
        var events = new ArrayList<Event>();
        if (queuedAt == null) {
            queuedAt = now;
            var id = EventIds.of("WorkItemQueued", messageId.toString());
            events.add(new WorkItemQueued(id, now, messageId, band, openBy));
        } else if (given().isAbove(before)) {
            var id = by == null ? EventIds.of("BandRaised", cause.toString()) : cause;
            var person = by == null ? null : by.person;
            var reason = by == null ? null : by.reason;
            events.add(new BandRaised(id, now, messageId, before, given(), openBy, person, reason));
        }
        if (decidedBand != null && band.isAbove(decidedBand)) {
            events.add(reopened(cause, now));
        }
        return events;
    }

    private WorkItemReopened reopened(UUID cause, Instant now) {
        decidedAt = null;
        decidedBand = null;
        var id = EventIds.of("WorkItemReopened", cause.toString());
        return new WorkItemReopened(id, now, messageId, band, openBy);
    }

    private MessageStatusChanged statusChanged(MessageStatus status, Instant now) {
        var id = EventIds.of("MessageStatusChanged", messageId.toString(), status.name());
        return new MessageStatusChanged(id, now, messageId, status);
    }

    private void release() {
        claimedBy = null;
        claimedAt = null;
        leaseUntil = null;
        leaseExtensions = 0;
        grantId = null;
        openedByHolder = false;
        shownToHolder = false;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
