package org.earshot.classifier.summary;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.rules.RuleBook;
import org.earshot.classifier.rules.RuleFiles;
import org.earshot.classifier.summary.AdverseAction.Span;
import org.earshot.classifier.summary.Selection.Found;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.classifier.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * Sums up a text that has been assessed: no input or output, no model, the same answer for the same
 * text. It chooses and points; it writes nothing, and no band depends on it.
 */
public final class Summariser {

    /** An adverse action with a barrier. */
    private static final String HOLD = "V19";

    /** Where these are spoken of, words that name a means are held back from lists. */
    private static final Set<String> HARM = Set.of("V01", "V02");

    private final RuleBook asks;

    /** Needs that, told with an adverse action, are a reason to ask for a hold on it. */
    private final Set<String> barriers;

    private Summariser(RuleBook asks, Set<String> barriers) {
        this.asks = asks;
        this.barriers = barriers;
    }

    /** The patterns that ship. */
    public static DataFile shippedFile() {
        return DataFile.resource("taxonomy/asks.yaml");
    }

    public static Summariser shipped(Taxonomy taxonomy) {
        var barriers = new HashSet<String>();
        for (var combination : taxonomy.combinations()) {
            if (combination.shows().equals(HOLD)) {
                barriers.addAll(combination.with());
            }
        }
        return new Summariser(book(taxonomy), Set.copyOf(barriers));
    }

    static RuleBook book(Taxonomy taxonomy) {
        // The context file first: what a sentence denies is not happening.
        return RuleFiles.read(
                taxonomy, List.of(RuleFiles.shipped().getFirst(), shippedFile()), Reader.names());
    }

    /**
     * Sums up a text.
     *
     * @param evidence everything the assessment found, counted or passed over
     * @param reference the day the text was written, if it is known: it gives dates their year
     */
    public Summary summarise(Words words, List<Evidence> evidence, @Nullable LocalDate reference) {
        if (words.tokens().isEmpty()) {
            return Summary.none(0);
        }
        var offsets = new Offsets(words);
        var reader = new Reader(words, asks.findings(words), reference);
        var found = new ArrayList<Found>();
        for (Evidence one : evidence) {
            found.add(new Found(one, offsets.words(one.start(), one.end())));
        }
        var actions = reader.actions();
        var wanted = new ArrayList<>(reader.asks());
        wanted.addAll(proposedHolds(found, actions, wanted, reader));
        wanted.sort(
                Comparator.comparingInt((Reader.FoundAsk ask) -> ask.words().from())
                        .thenComparingInt(ask -> ask.words().to())
                        .thenComparing(Reader.FoundAsk::kind));
        var passages = choose(words, reader, found, wanted, actions);
        return new Summary(
                passages(passages.chosen(), found, reader, offsets),
                passages.moreEvidence(),
                wanted.stream()
                        .map(ask ->
                                new Ask(
                                        offsets.openingStart(ask.words()),
                                        offsets.closingEnd(ask.words()),
                                        ask.kind(),
                                        ask.proposed()))
                        .toList(),
                reader.dates().stream()
                        .map(date ->
                                new DateMention(
                                        offsets.start(date.words()),
                                        offsets.end(date.words()),
                                        date.kind(),
                                        date.date()))
                        .toList(),
                actions.stream()
                        .map(action ->
                                new AdverseAction(
                                        offsets.start(action.words()),
                                        offsets.end(action.words()),
                                        action.kind(),
                                        span(action.who(), offsets),
                                        span(action.when(), offsets)))
                        .toList());
    }

    private static @Nullable Span span(@Nullable Stretch words, Offsets offsets) {
        return words == null ? null : new Span(offsets.start(words), offsets.end(words));
    }

    /** A hold on what is happening, where a need of the letter speaks for one. */
    private List<Reader.FoundAsk> proposedHolds(
            List<Found> found,
            List<Reader.FoundAction> actions,
            List<Reader.FoundAsk> asked,
            Reader reader) {
        var at = new ArrayList<Stretch>();
        boolean barrier = false;
        for (Found one : found) {
            @Nullable String code = one.evidence().code();
            if (code == null || !one.evidence().counts() || one.evidence().against()) {
                continue;
            }
            barrier |= barriers.contains(code) || code.equals(HOLD);
            if (code.equals(HOLD) && actions.isEmpty()) {
                at.add(one.words());
            }
        }
        if (!barrier) {
            return List.of();
        }
        actions.forEach(action -> at.add(action.words()));
        var asksHold = new HashSet<Integer>();
        for (Reader.FoundAsk ask : asked) {
            if (ask.kind() == Ask.Kind.HOLD_REQUEST) {
                asksHold.add(reader.sentenceOf(ask.words().from()));
            }
        }
        return at.stream()
                .distinct()
                .filter(words -> !asksHold.contains(reader.sentenceOf(words.from())))
                .map(words -> new Reader.FoundAsk(words, Ask.Kind.HOLD_REQUEST, true))
                .toList();
    }

    private static Selection choose(
            Words words,
            Reader reader,
            List<Found> found,
            List<Reader.FoundAsk> asks,
            List<Reader.FoundAction> actions) {
        var selection = new Selection(words, reader);
        selection.evidence(found);
        add(selection, asks, Ask.Kind.HOLD_REQUEST);
        for (Reader.FoundDate date : reader.dates()) {
            if (date.kind() == DateMention.Kind.DEADLINE) {
                selection.add(date.words());
            }
        }
        actions.forEach(action -> selection.add(action.words()));
        add(selection, asks, Ask.Kind.REQUEST);
        add(selection, asks, Ask.Kind.QUESTION);
        add(selection, asks, Ask.Kind.COMPLAINT);
        selection.central();
        return selection;
    }

    private static void add(Selection selection, List<Reader.FoundAsk> asks, Ask.Kind kind) {
        for (Reader.FoundAsk ask : asks) {
            if (ask.kind() == kind) {
                selection.add(ask.words());
            }
        }
    }

    private static List<Passage> passages(
            List<Stretch> chosen, List<Found> found, Reader reader, Offsets offsets) {
        var heldBack = new ArrayList<Stretch>();
        boolean speaksOfHarm = false;
        for (Found one : found) {
            @Nullable String code = one.evidence().code();
            speaksOfHarm |= code != null && one.evidence().counts() && HARM.contains(code);
            if (one.evidence().sensitive()) {
                heldBack.add(one.words());
            }
        }
        if (speaksOfHarm) {
            heldBack.addAll(reader.means());
        }
        var passages = new ArrayList<Passage>();
        int before = 0;
        for (Stretch words : chosen) {
            int start = Math.max(before, offsets.openingStart(words));
            int end = offsets.closingEnd(words);
            passages.add(new Passage(start, end, heldBack.stream().anyMatch(words::meets)));
            before = end;
        }
        return passages;
    }

    /** The answer where summing up failed: how much evidence the reader has to look for. */
    public static Summary failed(List<Evidence> evidence) {
        return Summary.none(
                (int)
                        evidence.stream()
                                .filter(Evidence::counts)
                                .map(one -> List.of(one.start(), one.end()))
                                .distinct()
                                .count());
    }
}
