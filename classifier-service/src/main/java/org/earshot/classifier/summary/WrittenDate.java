package org.earshot.classifier.summary;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A date as far as a text writes it: fields that it leaves out are null.
 *
 * @param unclear it can be read in more than one way whatever the day of reference: "next Tuesday"
 *     is this week's to one reader and next week's to another
 */
record WrittenDate(
        Stretch words,
        @Nullable Integer year,
        @Nullable Integer month,
        @Nullable Integer day,
        @Nullable DayOfWeek weekday,
        boolean unclear) {

    /** A date without its year means the nearest one only if that is within so many days. */
    private static final int HALF_A_YEAR = 183;

    /** A day of the month without its month is looked for so far away. */
    private static final int NEAR = 45;

    /** The day, if there is one reading only. */
    @Nullable LocalDate resolve(
            DateMention.Kind kind, boolean certain, @Nullable LocalDate reference) {
        if (unclear) {
            return null;
        }
        if (year != null && month != null && day != null) {
            return fitting(date(year, month, day));
        }
        if (reference == null || year != null) {
            return null;
        }
        if (month != null) {
            return day == null ? null : withoutYear(kind, reference, month, day);
        }
        if (day != null && weekday != null) {
            return only(candidates(reference, day));
        }
        if (!certain) {
            return null;
        }
        if (day != null) {
            return nearest(candidates(reference, day), kind, reference);
        }
        if (weekday == null
                || kind != DateMention.Kind.DEADLINE
                || reference.getDayOfWeek() == weekday) {
            return null;
        }
        return reference.with(TemporalAdjusters.next(weekday));
    }

    /**
     * The year that is left out: of what is over the last one, of anything else the one that is
     * near. What was due a short while ago may be due now or may have been missed: unclear.
     */
    private @Nullable LocalDate withoutYear(
            DateMention.Kind kind, LocalDate reference, int inMonth, int onDay) {
        var near = new ArrayList<LocalDate>();
        @Nullable LocalDate last = null;
        for (int y = reference.getYear() - 1; y <= reference.getYear() + 1; y++) {
            @Nullable LocalDate date = fitting(date(y, inMonth, onDay));
            if (date == null) {
                continue;
            }
            if (!date.isAfter(reference)) {
                last = date;
            }
            if (Math.abs(ChronoUnit.DAYS.between(reference, date)) <= HALF_A_YEAR) {
                near.add(date);
            }
        }
        if (kind == DateMention.Kind.PAST) {
            return last;
        }
        @Nullable LocalDate date = only(near);
        boolean missed =
                kind == DateMention.Kind.DEADLINE && date != null && date.isBefore(reference);
        return missed ? null : date;
    }

    /** The days of this number around the day of reference that fall on the weekday, if given. */
    private List<LocalDate> candidates(LocalDate reference, int onDay) {
        var dates = new ArrayList<LocalDate>();
        for (int m = -2; m <= 2; m++) {
            LocalDate month = reference.withDayOfMonth(1).plusMonths(m);
            @Nullable LocalDate date = fitting(date(month.getYear(), month.getMonthValue(), onDay));
            if (date != null && Math.abs(ChronoUnit.DAYS.between(reference, date)) <= NEAR) {
                dates.add(date);
            }
        }
        return dates;
    }

    private @Nullable LocalDate fitting(@Nullable LocalDate date) {
        return date == null || weekday == null || date.getDayOfWeek() == weekday ? date : null;
    }

    private static @Nullable LocalDate only(List<LocalDate> dates) {
        return dates.size() == 1 ? dates.getFirst() : null;
    }

    /** The last one that is over, or the first one that is not. */
    private static @Nullable LocalDate nearest(
            List<LocalDate> dates, DateMention.Kind kind, LocalDate reference) {
        @Nullable LocalDate nearest = null;
        for (LocalDate date : dates) {
            if (kind == DateMention.Kind.PAST && !date.isAfter(reference)) {
                nearest = date;
            } else if (kind != DateMention.Kind.PAST
                    && !date.isBefore(reference)
                    && nearest == null) {
                nearest = date;
            }
        }
        return nearest;
    }

    private static @Nullable LocalDate date(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null; // 31 June
        }
    }
}
