package org.earshot.routing.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.earshot.events.Band;
import org.earshot.events.MessageAssessed;
import org.earshot.events.NotAssessed;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a message is told about it: codes, offsets and times, and with which grant to
 * fetch its words.
 *
 * @param receivedAt when the public body first had it; absent until its receipt has arrived
 * @param safeToContact false when nothing may be sent until a person has found a safe way
 * @param why in plain sentences, why this message and not another
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection // it leaves in a Response, which does not say so
record Claim(
        UUID messageId,
        Band band,
        boolean notWhollyAssessed,
        List<MessageAssessed.Category> categories,
        List<MessageAssessed.Indicator> indicators,
        List<String> modifiers,
        @Nullable Instant receivedAt,
        @Nullable Boolean safeToContact,
        Instant openBy,
        @Nullable Instant leaseUntil,
        String readGrant,
        List<String> why) {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMMM HH:mm", Locale.UK);

    static Claim of(WorkItem item, Findings.Found found, String readGrant, Instant now) {
        return new Claim(
                item.messageId,
                item.band,
                item.isMarked(),
                found.categories(),
                found.indicators(),
                found.modifiers(),
                item.receivedAt,
                item.safeToContact,
                item.openBy,
                item.leaseUntil,
                readGrant,
                why(item, found, now));
    }

    private static List<String> why(WorkItem item, Findings.Found found, Instant now) {
        var why = new ArrayList<String>();
        var codes =
                found.categories().stream()
                        .map(MessageAssessed.Category::code)
                        .collect(Collectors.joining(", "));
        why.add(
                "Band %s, %s: %s."
                        .formatted(
                                item.band,
                                meaning(item.band),
                                codes.isEmpty()
                                        ? "no category was found by the machine"
                                        : codes + " found by the machine"));
        if (item.raisedBand != null && !item.assessedBand.isAbove(item.raisedBand)) {
            why.add("A person raised it to " + item.raisedBand + ".");
        }
        if (item.late) {
            why.add("Its assessment did not come in time, so a person looks first.");
        }
        if (item.recordUnreadable) {
            why.add("A record about it could not be read, so a person looks first.");
        }
        if (item.notWhollyAssessed) {
            why.add(
                    "The machine could not assess all of it: "
                            + found.notAssessed().stream()
                                    .map(Claim::reason)
                                    .collect(Collectors.joining(", "))
                            + ".");
        } else if (item.isAwaiting() && !item.late) {
            why.add("It has not been assessed yet.");
        }
        if (item.decidedBefore()) {
            why.add("It was decided before, and something more urgent was found later.");
        }
        why.add(
                "Waiting %s; to be opened by %s."
                        .formatted(
                                waiting(Duration.between(item.clockFrom, now)),
                                time(item.openBy, now)));
        return why;
    }

    private static String meaning(Band band) {
        return switch (band) {
            case B0 -> "immediate human contact";
            case B1 -> "the same day";
            case B2 -> "priority";
            case B3 -> "a support need";
            case S -> "the ordinary standard";
        };
    }

    private static String reason(NotAssessed reason) {
        return switch (reason) {
            case BLANK -> "there are no words in it";
            case LANGUAGE -> "a language it does not know";
            case FAILED -> "the assessment failed";
            case LATE -> "the assessment came late";
            case UNREADABLE_RECORD -> "a record could not be read";
            case DOCUMENT_UNREAD -> "a document that came with it was not wholly read";
        };
    }

    private static String waiting(Duration time) {
        if (time.toDays() > 1) {
            return time.toDays() + " days";
        }
        if (time.toHours() > 1) {
            return time.toHours() + " hours";
        }
        return time.toMinutes() == 1 ? "1 minute" : time.toMinutes() + " minutes";
    }

    private static String time(Instant at, Instant now) {
        var today = LocalDate.ofInstant(now, LONDON);
        boolean isToday = LocalDate.ofInstant(at, LONDON).equals(today);
        return (isToday ? TIME : DAY_AND_TIME).format(at.atZone(LONDON));
    }
}
