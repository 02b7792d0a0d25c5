package org.earshot.classifier.summary;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.rules.Finding;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Token;
import org.earshot.classifier.text.Words;
import org.jspecify.annotations.Nullable;

/** What the patterns of asks.yaml and the calendar find in one text, put together. */
final class Reader {

    /** What a pattern of asks.yaml can take out, besides the kinds of asks, dates and actions. */
    private enum Aid {
        DATE,
        DEADLINE_CUE,
        PAST_CUE,
        EVENT_CUE,
        PAST_TENSE,
        WHO,
        MEANS
    }

    /** An ask is shown to the end of its clause, and no further than so many words. */
    private static final int LONGEST_ASK = 30;

    /** What may stand between a cue and its date: "by the 3rd", "ers mis Mai". */
    private static final Set<String> BETWEEN =
            Set.of("the", "this", "next", "on", "about", "around", "y", "yr", "mis", "fis", "dydd");

    private static final Set<String> ADDRESSED =
            Set.of("i", "we", "me", "us", "my", "our", "you", "your", "dw", "fi", "chi", "ni");

    private static final Set<String> FIRST_PERSON =
            Set.of("i", "we", "me", "us", "my", "our", "dw", "fi", "ni");

    private static final Set<String> ANSWERS =
            Set.of("yes", "no", "none", "na", "not", "nac", "oes", "nid", "nil", "ydw", "ie");

    record FoundAsk(Stretch words, Ask.Kind kind, boolean proposed) {}

    record FoundDate(Stretch words, DateMention.Kind kind, @Nullable LocalDate date) {}

    record FoundAction(
            Stretch words,
            AdverseAction.Kind kind,
            @Nullable Stretch who,
            @Nullable Stretch when) {}

    private final Words words;
    private final List<Token> tokens;
    private final int[] sentenceOf;

    private final Map<Ask.Kind, List<Stretch>> askedFor = new EnumMap<>(Ask.Kind.class);
    private final Map<AdverseAction.Kind, List<Stretch>> done =
            new EnumMap<>(AdverseAction.Kind.class);
    private final List<Stretch> parties = new ArrayList<>();
    private final List<Stretch> means = new ArrayList<>();
    private final List<FoundDate> dates = new ArrayList<>();

    /** For each sentence, what it says of times. */
    private final boolean[] speaksOfEvent;

    private final boolean[] speaksOfPast;

    /** Which sentences are questions that a form asks. */
    private final boolean[] ofAForm;

    /** For each word, the kind of date that a cue ending at it leads to. */
    private final DateMention.@Nullable Kind[] cueEndsAt;

    private static final Map<String, Enum<?>> BY_NAME = byName();

    private static Map<String, Enum<?>> byName() {
        var names = new HashMap<String, Enum<?>>();
        for (Enum<?>[] kinds :
                List.of(
                        Ask.Kind.values(),
                        AdverseAction.Kind.values(),
                        // What takes place is told by cues around a date.
                        new DateMention.Kind[] {DateMention.Kind.DEADLINE, DateMention.Kind.PAST},
                        Aid.values())) {
            for (Enum<?> kind : kinds) {
                names.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), kind);
            }
        }
        return Map.copyOf(names);
    }

    /** Every name that asks.yaml may use in "takes". */
    static Set<String> names() {
        return BY_NAME.keySet();
    }

    Reader(Words words, List<Finding> findings, @Nullable LocalDate reference) {
        this.words = words;
        tokens = words.tokens();
        sentenceOf = new int[tokens.size()];
        var sentences = words.sentences();
        for (int s = 0; s < sentences.size(); s++) {
            Arrays.fill(sentenceOf, sentences.get(s).from(), sentences.get(s).to(), s);
        }
        speaksOfEvent = new boolean[sentences.size()];
        speaksOfPast = new boolean[sentences.size()];
        cueEndsAt = new DateMention.@Nullable Kind[tokens.size()];
        ofAForm = new boolean[sentences.size()];
        for (int s = 0; s < sentences.size(); s++) {
            ofAForm[s] = isOfAForm(s);
        }
        var told = new ArrayList<Finding>();
        for (Finding finding : findings) {
            sort(finding, told);
        }
        dates(told, reference);
    }

    private void sort(Finding finding, List<Finding> told) {
        @Nullable String takes = finding.rule().takes();
        if (takes == null) {
            return;
        }
        var at = new Stretch(finding.from(), finding.to());
        boolean against = finding.isCounterIndicated();
        switch (BY_NAME.get(takes)) {
            case Ask.Kind kind when !against ->
                    askedFor.computeIfAbsent(kind, _ -> new ArrayList<>()).add(at);
            case AdverseAction.Kind kind when !against ->
                    done.computeIfAbsent(kind, _ -> new ArrayList<>()).add(at);
            case DateMention.Kind _ when !against -> told.add(finding);
            case Aid aid -> {
                switch (aid) {
                    case DATE -> told.add(finding);
                    case DEADLINE_CUE -> cueEndsAt[at.to() - 1] = DateMention.Kind.DEADLINE;
                    case PAST_CUE -> {
                        if (cueEndsAt[at.to() - 1] == null) {
                            cueEndsAt[at.to() - 1] = DateMention.Kind.PAST;
                        }
                    }
                    case EVENT_CUE -> speaksOfEvent[sentenceOf[at.from()]] = true;
                    case PAST_TENSE -> speaksOfPast[sentenceOf[at.from()]] = true;
                    case WHO -> parties.add(at);
                    case MEANS -> means.add(at);
                }
            }
            case null, default -> {
                // the sentence speaks against it
            }
        }
    }

    int sentenceOf(int token) {
        return sentenceOf[token];
    }

    List<Stretch> means() {
        return means;
    }

    List<FoundDate> dates() {
        return dates;
    }

    private void dates(List<Finding> told, @Nullable LocalDate reference) {
        var all = new ArrayList<FoundDate>();
        for (WrittenDate date : CalendarDates.of(words)) {
            var kind = kindOf(date.words());
            @Nullable LocalDate day = date.resolve(kind, isLed(date.words()), reference);
            boolean over =
                    day != null
                            && reference != null
                            && day.isBefore(reference)
                            && kind == DateMention.Kind.EVENT;
            all.add(new FoundDate(date.words(), over ? DateMention.Kind.PAST : kind, day));
        }
        for (Finding finding : told) {
            var at = new Stretch(finding.from(), finding.to());
            if (BY_NAME.get(String.valueOf(finding.rule().takes()))
                    instanceof DateMention.Kind kind) {
                all.add(new FoundDate(at, kind, null));
            } else {
                all.add(relative(at, reference));
            }
        }
        // What says more of a time stands for what says less of it.
        all.sort(
                Comparator.comparingInt((FoundDate date) -> date.words().from())
                        .thenComparing(date -> -date.words().to())
                        .thenComparing(FoundDate::kind));
        for (FoundDate date : all) {
            if (dates.isEmpty() || !dates.getLast().words().meets(date.words())) {
                dates.add(date);
            }
        }
    }

    private FoundDate relative(Stretch at, @Nullable LocalDate reference) {
        String word = tokens.get(at.from()).form();
        int days =
                switch (word) {
                    case "tomorrow", "yfory" -> 1;
                    case "yesterday", "ddoe" -> -1;
                    default -> 0;
                };
        boolean one = at.length() == 1;
        @Nullable LocalDate day = reference == null || !one ? null : reference.plusDays(days);
        var kind = one && days < 0 ? DateMention.Kind.PAST : kindOf(at);
        return new FoundDate(
                at,
                one && days > 0 && kind == DateMention.Kind.PAST ? DateMention.Kind.EVENT : kind,
                day);
    }

    /** The cue close before a date, or in its own first word ("last Friday"). */
    private DateMention.@Nullable Kind cue(Stretch date) {
        int first = words.sentences().get(sentenceOf[date.from()]).from();
        int at = date.from();
        if (cueEndsAt[at] != null || at == first) {
            return cueEndsAt[at];
        }
        if (BETWEEN.contains(tokens.get(at - 1).form()) && cueEndsAt[at - 1] == null) {
            at--;
        }
        return at == first || tokens.get(at).stop() ? null : cueEndsAt[at - 1];
    }

    private boolean isLed(Stretch date) {
        return cue(date) != null;
    }

    private DateMention.Kind kindOf(Stretch date) {
        DateMention.@Nullable Kind led = cue(date);
        if (led != null) {
            return led;
        }
        int sentence = sentenceOf[date.from()];
        return speaksOfPast[sentence] && !speaksOfEvent[sentence]
                ? DateMention.Kind.PAST
                : DateMention.Kind.EVENT;
    }

    /** What is done to them, each with the nearest party and time of its sentence. */
    List<FoundAction> actions() {
        var times = bySentence(dates.stream().map(FoundDate::words).toList());
        var who = bySentence(parties);
        var actions = new ArrayList<FoundAction>();
        done.forEach((kind, all) -> {
            for (Stretch at : joined(all)) {
                int sentence = sentenceOf[at.from()];
                actions.add(
                        new FoundAction(
                                at,
                                kind,
                                nearest(at, who.get(sentence)),
                                nearest(at, times.get(sentence))));
            }
        });
        actions.sort(
                Comparator.comparingInt((FoundAction action) -> action.words().from())
                        .thenComparingInt(action -> action.words().to())
                        .thenComparing(FoundAction::kind));
        return actions;
    }

    private List<List<Stretch>> bySentence(List<Stretch> all) {
        var sorted = new ArrayList<List<Stretch>>();
        words.sentences().forEach(_ -> sorted.add(new ArrayList<>()));
        for (Stretch one : all) {
            sorted.get(sentenceOf[one.from()]).add(one);
        }
        return sorted;
    }

    /** The nearest of stretches in their order; a binary search, so that no text makes it slow. */
    private static @Nullable Stretch nearest(Stretch to, List<Stretch> ordered) {
        int low = 0;
        int high = ordered.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ordered.get(middle).from() < to.from()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        @Nullable Stretch before = low > 0 ? ordered.get(low - 1) : null;
        @Nullable Stretch after = low < ordered.size() ? ordered.get(low) : null;
        if (before == null || after == null) {
            return before == null ? after : before;
        }
        return to.gap(after) < to.gap(before) ? after : before;
    }

    private static List<Stretch> joined(List<Stretch> all) {
        var sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(Stretch::from).thenComparingInt(Stretch::to));
        var joined = new ArrayList<Stretch>();
        for (Stretch one : sorted) {
            if (!joined.isEmpty() && joined.getLast().meets(one)) {
                joined.add(joined.removeLast().joined(one));
            } else {
                joined.add(one);
            }
        }
        return joined;
    }

    /** What the writer asks for, each to the end of its clause. */
    List<FoundAsk> asks() {
        var asks = new ArrayList<FoundAsk>();
        var taken = new ArrayList<Stretch>();
        // "I wish to" is no request where it leads to "complain", nor "could you tell" to
        // "whether".
        var leads = new boolean[tokens.size() + 1];
        askedFor.getOrDefault(Ask.Kind.COMPLAINT, List.of())
                .forEach(at -> Arrays.fill(leads, at.from(), at.to(), true));
        askedFor.getOrDefault(Ask.Kind.QUESTION, List.of())
                .forEach(at -> Arrays.fill(leads, at.from(), at.to(), true));
        for (Ask.Kind kind : Ask.Kind.values()) {
            var all = new ArrayList<Stretch>();
            all.addAll(askedFor.getOrDefault(kind, List.of()));
            if (kind == Ask.Kind.REQUEST) {
                all.removeIf(at -> leads[at.to()] || leads[at.to() - 1]);
            }
            if (kind == Ask.Kind.QUESTION) {
                all.removeIf(at -> ofAForm[sentenceOf[at.from()]]);
            }
            all.replaceAll(this::toEndOfClause);
            if (kind == Ask.Kind.QUESTION) {
                questions(all);
            }
            // A request for a hold is no second request; a complaint stands beside what is asked.
            var fresh = kind == Ask.Kind.COMPLAINT ? joined(all) : without(joined(all), taken);
            fresh.forEach(at -> asks.add(new FoundAsk(at, kind, false)));
            taken.addAll(fresh);
            taken.sort(Comparator.comparingInt(Stretch::from));
        }
        asks.sort(
                Comparator.comparingInt((FoundAsk ask) -> ask.words().from())
                        .thenComparingInt(ask -> ask.words().to())
                        .thenComparing(FoundAsk::kind));
        return asks;
    }

    private static List<Stretch> without(List<Stretch> all, List<Stretch> taken) {
        var left = new ArrayList<Stretch>();
        int next = 0;
        for (Stretch one : all) {
            while (next < taken.size() && taken.get(next).to() <= one.from()) {
                next++;
            }
            if (next == taken.size() || !taken.get(next).meets(one)) {
                left.add(one);
            }
        }
        return left;
    }

    private Stretch toEndOfClause(Stretch at) {
        int end = words.sentences().get(sentenceOf[at.from()]).to();
        int to = at.to();
        while (to < end && to - at.from() < LONGEST_ASK && !tokens.get(to).stop()) {
            to++;
        }
        return new Stretch(at.from(), Math.max(at.to(), to));
    }

    /** Sentences that end with a question mark and speak to somebody. */
    private void questions(List<Stretch> into) {
        var sentences = words.sentences();
        for (int s = 0; s < sentences.size(); s++) {
            Sentence sentence = sentences.get(s);
            int from = Math.max(sentence.from(), sentence.to() - LONGEST_ASK);
            if (sentence.question() && !ofAForm[s] && says(ADDRESSED, from, sentence.to())) {
                into.add(new Stretch(from, sentence.to()));
            }
        }
    }

    /** "Do you have any savings? No": asked of the writer, not by them. */
    private boolean isOfAForm(int number) {
        var sentences = words.sentences();
        if (!sentences.get(number).question() || number + 1 == sentences.size()) {
            return false;
        }
        Sentence asked = sentences.get(number);
        Sentence answer = sentences.get(number + 1);
        boolean answered = ANSWERS.contains(tokens.get(answer.from()).form());
        return answered
                && !(answer.length() > 1 && tokens.get(answer.from() + 1).form().equals("one"))
                && !says(FIRST_PERSON, asked.from(), asked.to());
    }

    private boolean says(Set<String> forms, int from, int to) {
        for (int i = from; i < to; i++) {
            if (forms.contains(tokens.get(i).form())) {
                return true;
            }
        }
        return false;
    }
}
