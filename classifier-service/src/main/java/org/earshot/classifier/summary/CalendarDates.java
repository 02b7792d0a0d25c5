package org.earshot.classifier.summary;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Token;
import org.earshot.classifier.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * Finds dates of the calendar as they are written in the United Kingdom, day first, in English and
 * Welsh: 3/11/26, 3rd Nov, Friday the 12th, the 3rd, dydd Gwener. Each word is looked at with a few
 * of its neighbours, so the work grows with the text and no faster. Patterns cannot say "between
 * two numbers stands the same stroke", and the same tables say what a date is and which.
 */
final class CalendarDates {

    private static final Map<String, Integer> MONTHS = new HashMap<>();
    private static final Map<String, DayOfWeek> DAYS = new HashMap<>();
    private static final Map<String, DayOfWeek> WELSH_DAYS =
            Map.of(
                    "llun", DayOfWeek.MONDAY,
                    "mawrth", DayOfWeek.TUESDAY,
                    "mercher", DayOfWeek.WEDNESDAY,
                    "iau", DayOfWeek.THURSDAY,
                    "gwener", DayOfWeek.FRIDAY,
                    "sadwrn", DayOfWeek.SATURDAY,
                    "sul", DayOfWeek.SUNDAY);
    private static final Map<String, Integer> ORDINALS = new HashMap<>();

    /** Also ordinary words or names: months only beside a number, or with a capital. */
    private static final Set<String> DOUBTFUL =
            words("may march mar mai medi jan june april august hydref awst dec sep fai fedi");

    /** Also ordinary words: days only after a word that leads to one. */
    private static final Set<String> DOUBTFUL_DAYS =
            words("mon tue tues wed weds thu thur thurs fri sat sun");

    private static final Set<String> BEFORE_DAY =
            words("on by until till before since next last this due ar erbyn cyn");

    private static final Set<String> SAT = words("sat sun mon wed");

    private static final Set<String> BEFORE_MONTH =
            words(
                    "in by since until till before during last next this of from early late mid fis"
                            + " mis ym erbyn ers");

    /** Led by one of these even a doubtful word is a month: "from Jan" may be from a person. */
    private static final Set<String> BEFORE_DOUBTFUL =
            words("in since until till during next last early late mid fis mis ym ers");

    private static final Set<String> BEFORE_PAIR =
            words("on by before until till since dated due ar erbyn ers cyn");

    /**
     * What may follow a day that stands alone; anything else is the third time, the third floor.
     */
    private static final Set<String> AFTER_DAY =
            words(
                    "of and but or at i we he she they it you to for so because if when is was will"
                            + " with as that then please which where unless instant inst ult came"
                            + " arrived says said has have had were did does o a ac"
                            + " ond i am or this next last in from");

    private static final Set<String> THE = words("the y yr");

    private static final Set<String> CODES =
            words("code sort ref reference account number tel phone");

    static {
        months(
                "january jan ionawr|february feb chwefror|march mar mawrth fawrth|april apr ebrill"
                        + "|may mai fai|june jun mehefin fehefin|july jul gorffennaf orffennaf"
                        + "|august aug awst|september sept sep medi fedi|october oct hydref"
                        + "|november nov tachwedd dachwedd|december dec rhagfyr ragfyr");
        for (DayOfWeek day : DayOfWeek.values()) {
            DAYS.put(day.name().toLowerCase(java.util.Locale.ROOT), day);
            DAYS.put(day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT), day);
        }
        DAYS.put("tues", DayOfWeek.TUESDAY);
        DAYS.put("weds", DayOfWeek.WEDNESDAY);
        DAYS.put("thur", DayOfWeek.THURSDAY);
        DAYS.put("thurs", DayOfWeek.THURSDAY);
        String[] ordinals =
                ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
                     + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
                     + " nineteenth twentieth")
                        .split(" ");
        for (int i = 0; i < ordinals.length; i++) {
            ORDINALS.put(ordinals[i], i + 1);
        }
        ORDINALS.put("thirtieth", 30);
    }

    private final String text;
    private final List<Token> tokens;
    private final List<WrittenDate> found = new ArrayList<>();

    private CalendarDates(Words words) {
        text = words.text();
        tokens = words.tokens();
    }

    static List<WrittenDate> of(Words words) {
        var dates = new CalendarDates(words);
        for (Sentence sentence : words.sentences()) {
            int at = sentence.from();
            while (at < sentence.to()) {
                @Nullable WrittenDate date = dates.at(at, sentence.from(), sentence.to());
                if (date == null) {
                    at++;
                } else {
                    dates.found.add(date);
                    at = date.words().to();
                }
            }
        }
        return dates.found;
    }

    private @Nullable WrittenDate at(int at, int from, int end) {
        @Nullable WrittenDate date = numeric(at, from, end);
        if (date == null) {
            date = weekday(at, from, end);
        }
        if (date == null) {
            date = dayAndMonth(at, at, end, null);
        }
        if (date == null) {
            date = monthFirst(at, from, end);
        }
        return date == null ? dayAlone(at, from, end) : date;
    }

    private @Nullable WrittenDate numeric(int at, int from, int end) {
        int first = plain(at);
        if (first < 0 || at + 1 >= end || plain(at + 1) < 0) {
            return null;
        }
        char stroke = between(at);
        if ((stroke != '/' && stroke != '-' && stroke != '.')
                || (at > from && plain(at - 1) >= 0 && between(at - 1) == stroke)) {
            return null;
        }
        int second = plain(at + 1);
        boolean three = at + 2 < end && plain(at + 2) >= 0 && between(at + 1) == stroke;
        if (!three) {
            boolean led = at > from && BEFORE_PAIR.contains(form(at - 1));
            return stroke == '/' && led && isDay(first) && isMonth(second)
                    ? date(at, at + 2, null, second, first)
                    : null;
        }
        boolean goesOn = at + 3 < end && plain(at + 3) >= 0 && between(at + 2) == stroke;
        if (goesOn || afterCode(at, from)) {
            return null;
        }
        int third = plain(at + 2);
        if (isYear(first) && isMonth(second) && isDay(third) && length(at) == 4) {
            return date(at, at + 3, first, second, third);
        }
        boolean shortYear = length(at + 2) == 2;
        if (!isDay(first) || !(shortYear || isYear(third))) {
            return null;
        }
        if (!isMonth(second)) {
            // Month first, as elsewhere: a date, but not one that is read here.
            return isMonth(first) && isDay(second)
                    ? new WrittenDate(new Stretch(at, at + 3), null, null, null, null, true)
                    : null;
        }
        int year = shortYear ? (third <= 40 ? 2000 : 1900) + third : third;
        boolean birth = shortYear && third <= 40 && speaksOfBirth(at, from);
        return new WrittenDate(new Stretch(at, at + 3), year, second, first, null, birth);
    }

    private boolean afterCode(int at, int from) {
        for (int i = Math.max(from, at - 3); i < at; i++) {
            if (CODES.contains(form(i))) {
                return true;
            }
        }
        return false;
    }

    /** A birth in '26 may be a hundred years ago. */
    private boolean speaksOfBirth(int at, int from) {
        for (int i = Math.max(from, at - 4); i < at; i++) {
            String form = form(i);
            if (form.equals("born") || form.equals("birth") || form.equals("dob")) {
                return true;
            }
        }
        return false;
    }

    private @Nullable WrittenDate weekday(int at, int from, int end) {
        String form = form(at);
        @Nullable DayOfWeek day = DAYS.get(form);
        int next = at + 1;
        if (day == null && isWelshDayWord(form) && next < end) {
            day = WELSH_DAYS.get(form(next));
            next++;
        }
        if (day == null
                || (DOUBTFUL_DAYS.contains(form)
                        && !isShortDay(at, from)
                        && !(next < end && dayNumber(next) > 0))) {
            return null;
        }
        boolean turned = at > from && (form(at - 1).equals("next") || form(at - 1).equals("last"));
        int start = turned || (at > from && form(at - 1).equals("this")) ? at - 1 : at;
        int number = next < end && form(next).equals("the") ? next + 1 : next;
        if (number < end && dayNumber(number) > 0) {
            @Nullable WrittenDate whole = dayAndMonth(start, number, end, day);
            if (whole != null) {
                return whole;
            }
            if (isOrdinal(number)) {
                return new WrittenDate(
                        new Stretch(start, number + 1), null, null, dayNumber(number), day, false);
            }
        }
        return new WrittenDate(new Stretch(start, next), null, null, null, day, turned);
    }

    /** "on thurs", "collection Tues": a short name of a day, and not "the sun" or "he sat". */
    private boolean isShortDay(int at, int from) {
        return led(at, from, BEFORE_DAY)
                || (at > from && !tokens.get(at).lowerCase() && !SAT.contains(form(at)));
    }

    private static boolean isWelshDayWord(String form) {
        return form.equals("dydd") || form.equals("ddydd") || form.equals("nos");
    }

    /** "3rd of November 2026"; {@code start} may lie before the number. */
    private @Nullable WrittenDate dayAndMonth(
            int start, int at, int end, @Nullable DayOfWeek weekday) {
        int day = dayNumber(at);
        if (day < 0 || (at > start && tokens.get(at).stop())) {
            return null;
        }
        int month = at + 1;
        boolean linked = false;
        while (month < end && month <= at + 2 && isLink(form(month))) {
            month++;
            linked = true;
        }
        if (month >= end || !MONTHS.containsKey(form(month))) {
            return null;
        }
        boolean plainWord = DOUBTFUL.contains(form(month)) && tokens.get(month).lowerCase();
        if (plainWord && !linked && !isOrdinal(at)) {
            return null;
        }
        @Nullable Integer year = month + 1 < end ? year(month + 1) : null;
        return new WrittenDate(
                new Stretch(start, year == null ? month + 1 : month + 2),
                year,
                MONTHS.get(form(month)),
                day,
                weekday,
                false);
    }

    private static boolean isLink(String form) {
        return form.equals("of") || form.equals("o") || form.equals("fis") || form.equals("mis");
    }

    private @Nullable WrittenDate monthFirst(int at, int from, int end) {
        @Nullable Integer month = MONTHS.get(form(at));
        if (month == null) {
            return null;
        }
        boolean doubtful = DOUBTFUL.contains(form(at)) && tokens.get(at).lowerCase();
        boolean led = led(at, from, DOUBTFUL.contains(form(at)) ? BEFORE_DOUBTFUL : BEFORE_MONTH);
        if (at + 1 < end && !doubtful) {
            int day = dayNumber(at + 1);
            if (day > 0 && !tokens.get(at + 1).stop()) {
                @Nullable Integer year = at + 2 < end ? year(at + 2) : null;
                return date(at, year == null ? at + 2 : at + 3, year, month, day);
            }
        }
        @Nullable Integer year = at + 1 < end ? year(at + 1) : null;
        if (year != null && (!doubtful || led)) {
            return date(at, at + 2, year, month, null);
        }
        return led && !doubtful ? date(at, at + 1, null, month, null) : null;
    }

    /** "the 3rd", or "on 3rd". */
    private @Nullable WrittenDate dayAlone(int at, int from, int end) {
        boolean article = THE.contains(form(at));
        int number = article ? at + 1 : at;
        if (article && number < end && !isDigitOrdinal(number)) {
            return dayAndMonth(at, number, end, null);
        }
        if (number >= end
                || !isDigitOrdinal(number)
                || dayNumber(number) < 0
                || (!article && !led(at, from, BEFORE_DAY))) {
            return null;
        }
        @Nullable WrittenDate whole = dayAndMonth(at, number, end, null);
        if (whole != null) {
            return whole;
        }
        int day = dayNumber(number);
        int next = number + 1;
        boolean alone =
                next >= end
                        || tokens.get(next).stop()
                        || tokens.get(next).comma()
                        || tokens.get(next).line()
                        || AFTER_DAY.contains(form(next));
        return alone ? date(at, next, null, null, day) : null;
    }

    private static WrittenDate date(
            int from,
            int to,
            @Nullable Integer year,
            @Nullable Integer month,
            @Nullable Integer day) {
        return new WrittenDate(new Stretch(from, to), year, month, day, null, false);
    }

    private String form(int at) {
        return tokens.get(at).form();
    }

    private boolean led(int at, int from, Set<String> by) {
        return at > from && by.contains(form(at - 1));
    }

    private int length(int at) {
        return tokens.get(at).end() - tokens.get(at).start();
    }

    /** A number of up to four digits and nothing else; −1 for any other word. */
    private int plain(int at) {
        return digits(form(at), form(at).length());
    }

    private static int digits(String form, int length) {
        if (length == 0 || length > 4) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < length; i++) {
            char c = form.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    /** The day of a month that a word says; −1 when it says none. */
    private int dayNumber(int at) {
        String form = form(at);
        @Nullable Integer word = ORDINALS.get(form);
        if (word != null) {
            return word;
        }
        int length = form.length();
        int number = digits(form, length);
        if (number < 0 && isDigitOrdinal(at)) {
            int figures = 0;
            while (figures < length && Character.isDigit(form.charAt(figures))) {
                figures++;
            }
            number = digits(form, figures);
        }
        return isDay(number) && (length < 3 || !Character.isDigit(form.charAt(2))) ? number : -1;
    }

    private boolean isOrdinal(int at) {
        return ORDINALS.containsKey(form(at)) || isDigitOrdinal(at);
    }

    private static final Set<String> SUFFIXES = words("st nd rd th af ail il ydd ed fed eg ain");

    /** 3rd, 21st, 4ydd. */
    private boolean isDigitOrdinal(int at) {
        String form = form(at);
        int figures = 0;
        while (figures < form.length() && Character.isDigit(form.charAt(figures))) {
            figures++;
        }
        return figures > 0 && figures <= 2 && SUFFIXES.contains(form.substring(figures));
    }

    /** A year of four digits, or of two after an apostrophe. */
    private @Nullable Integer year(int at) {
        int number = plain(at);
        if (number < 0 || tokens.get(at).stop()) {
            return null;
        }
        if (length(at) == 4 && isYear(number)) {
            return number;
        }
        int start = tokens.get(at).start();
        boolean apostrophe = start > 0 && "'\u2019\u2018".indexOf(text.charAt(start - 1)) >= 0;
        return apostrophe && length(at) == 2 ? (number <= 40 ? 2000 : 1900) + number : null;
    }

    private static boolean isYear(int number) {
        return number >= 1900 && number <= 2099;
    }

    private static boolean isMonth(int number) {
        return number >= 1 && number <= 12;
    }

    private static boolean isDay(int number) {
        return number >= 1 && number <= 31;
    }

    /** The one character between this word and the next; a space when there are more, or none. */
    private char between(int at) {
        int end = tokens.get(at).end();
        return tokens.get(at + 1).start() - end == 1 ? text.charAt(end) : ' ';
    }

    private static void months(String table) {
        String[] rows = table.split("\\|");
        for (int i = 0; i < rows.length; i++) {
            for (String name : rows[i].split(" ")) {
                MONTHS.put(name, i + 1);
            }
        }
    }

    private static Set<String> words(String list) {
        return Set.copyOf(List.of(list.split(" ")));
    }
}
