package org.earshot.classifier.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Words;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the passages of a summary. Sentences with evidence come first; where there are more than
 * there is room for, every category keeps a place before any gets a second one. What is left of the
 * room goes to what is asked and what is happening, then to the most central sentence.
 */
final class Selection {

    /** A sentence of more words is shown as a window around what matters in it. */
    static final int LONG = 60;

    /** So many words of a long sentence are shown on either side. */
    private static final int MARGIN = 12;

    /** Adjacent sentences with evidence, together no longer than this, take one place. */
    private static final int JOINED = 40;

    /**
     * A sentence with evidence, or a window of a long one, or several joined.
     *
     * @param evidence the words from the first evidence in it to the last
     * @param pieces how many sentences or windows were joined
     */
    private record Unit(
            Stretch words,
            Stretch evidence,
            Set<String> codes,
            Band band,
            double strength,
            int pieces) {

        Unit with(Unit other, int together) {
            var both = new HashSet<>(codes);
            both.addAll(other.codes);
            Unit first = ORDER.compare(this, other) <= 0 ? this : other;
            return new Unit(
                    words.joined(other.words),
                    evidence.joined(other.evidence),
                    both,
                    first.band,
                    first.strength,
                    together);
        }

        Unit cutTo(int from, int to) {
            return new Unit(new Stretch(from, to), evidence, codes, band, strength, pieces);
        }
    }

    /** The most pressing first. */
    private static final Comparator<Unit> ORDER =
            Comparator.comparing(Unit::band)
                    .thenComparing(Unit::strength, Comparator.reverseOrder())
                    .thenComparingInt(unit -> unit.words().from());

    /** Evidence with its words. */
    record Found(Evidence evidence, Stretch words) {}

    private final Words words;
    private final Reader reader;
    private final List<Stretch> chosen = new ArrayList<>();
    private int moreEvidence;

    Selection(Words words, Reader reader) {
        this.words = words;
        this.reader = reader;
    }

    /** In the order of the text. */
    List<Stretch> chosen() {
        chosen.sort(Comparator.comparingInt(Stretch::from));
        return chosen;
    }

    int moreEvidence() {
        return moreEvidence;
    }

    void evidence(List<Found> found) {
        List<Unit> units = units(found);
        if (units.size() <= Summary.MOST_SENTENCES) {
            units.forEach(unit -> chosen.add(unit.words()));
            return;
        }
        units = adjacentJoined(units);
        List<Stretch> covering = mergedToFit(covering(units));
        units.sort(ORDER);
        for (Unit unit : units) {
            if (covering.stream().noneMatch(passage -> passage.covers(unit.words()))) {
                if (covering.size() < Summary.MOST_SENTENCES) {
                    covering.add(unit.words());
                } else {
                    moreEvidence += unit.pieces();
                }
            }
        }
        chosen.addAll(covering);
    }

    private List<Unit> units(List<Found> found) {
        var sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.comparingInt((Found one) -> one.words().from())
                        .thenComparingInt(one -> one.words().to()));
        var units = new ArrayList<Unit>();
        for (Found one : sorted) {
            @Nullable String code = one.evidence().code();
            @Nullable Band band = one.evidence().band();
            if (code == null || band == null) {
                continue;
            }
            Unit unit =
                    new Unit(
                            around(one.words()),
                            one.words(),
                            Set.of(code),
                            band,
                            one.evidence().strength(),
                            1);
            if (units.isEmpty() || !units.getLast().words().meets(unit.words())) {
                units.add(unit);
                continue;
            }
            Unit last = units.removeLast();
            // The margin of this one may reach back over the one before the last.
            unit =
                    unit.cutTo(
                            Math.max(last.words().from(), unit.words().from()), unit.words().to());
            boolean fits = last.words().joined(unit.words()).length() <= LONG;
            if (fits || last.evidence().to() > unit.evidence().from()) {
                units.add(last.with(unit, 1));
            } else {
                // Two windows of a long sentence: the second begins where the first ends.
                int border =
                        Math.max(
                                last.evidence().to(),
                                Math.min(last.words().to(), unit.evidence().from()));
                units.add(last.cutTo(last.words().from(), border));
                units.add(unit.cutTo(border, Math.max(border, unit.words().to())));
            }
        }
        return units;
    }

    /** The sentence around some words, or as much of a long one as shows them in their place. */
    private Stretch around(Stretch at) {
        Sentence first = words.sentences().get(reader.sentenceOf(at.from()));
        Sentence last = words.sentences().get(reader.sentenceOf(at.to() - 1));
        var whole = new Stretch(first.from(), last.to());
        return whole.length() <= LONG
                ? whole
                : new Stretch(
                        wordStart(Math.max(whole.from(), at.from() - MARGIN)),
                        wordEnd(Math.min(whole.to(), at.to() + MARGIN)));
    }

    /** A contraction is two tokens at one place: no window begins or ends between them. */
    private int wordStart(int token) {
        int at = token;
        while (at > 0 && samePlace(at - 1, at)) {
            at--;
        }
        return at;
    }

    private int wordEnd(int token) {
        int at = token;
        while (at < words.tokens().size() && samePlace(at - 1, at)) {
            at++;
        }
        return at;
    }

    private boolean samePlace(int one, int other) {
        return words.tokens().get(one).start() == words.tokens().get(other).start();
    }

    private static List<Unit> adjacentJoined(List<Unit> units) {
        var joined = new ArrayList<Unit>();
        for (Unit unit : units) {
            if (!joined.isEmpty()
                    && joined.getLast().words().to() == unit.words().from()
                    && joined.getLast().words().joined(unit.words()).length() <= JOINED) {
                Unit last = joined.removeLast();
                joined.add(last.with(unit, last.pieces() + unit.pieces()));
            } else {
                joined.add(unit);
            }
        }
        return joined;
    }

    /** As few as cover every category: its most pressing sentence for the most pressing first. */
    private static List<Stretch> covering(List<Unit> units) {
        var best = new TreeMap<String, Unit>();
        for (Unit unit : units) {
            for (String code : unit.codes()) {
                best.merge(
                        code, unit, (one, other) -> ORDER.compare(one, other) <= 0 ? one : other);
            }
        }
        var entries = new ArrayList<>(best.entrySet());
        entries.sort(
                Comparator.comparing(Map.Entry<String, Unit>::getValue, ORDER)
                        .thenComparing(Map.Entry::getKey));
        var covered = new HashSet<String>();
        var picked = new ArrayList<Stretch>();
        for (var entry : entries) {
            String code = entry.getKey();
            if (covered.contains(code)) {
                continue;
            }
            Unit pick = entry.getValue();
            Band band = pick.band();
            int most = uncovered(pick, covered);
            for (Unit unit : units) {
                if (unit.codes().contains(code)
                        && unit.band() == band
                        && uncovered(unit, covered) > most) {
                    most = uncovered(unit, covered);
                    pick = unit;
                }
            }
            covered.addAll(pick.codes());
            picked.add(pick.words());
        }
        return picked;
    }

    private static int uncovered(Unit unit, Set<String> covered) {
        return (int) unit.codes().stream().filter(code -> !covered.contains(code)).count();
    }

    /**
     * Categories that stand in more sentences than there is room for share a passage with what lies
     * between them: a longer passage is better than a need left out.
     */
    private static List<Stretch> mergedToFit(List<Stretch> passages) {
        var merged = new ArrayList<>(passages);
        merged.sort(Comparator.comparingInt(Stretch::from));
        while (merged.size() > Summary.MOST_SENTENCES) {
            int at = 0;
            for (int i = 1; i + 1 < merged.size(); i++) {
                if (merged.get(i).gap(merged.get(i + 1)) < merged.get(at).gap(merged.get(at + 1))) {
                    at = i;
                }
            }
            merged.set(at, merged.get(at).joined(merged.remove(at + 1)));
        }
        return merged;
    }

    /** Gives the sentence around these words a place, if there is one left and none shows it. */
    void add(Stretch at) {
        if (isFull() || chosen.stream().anyMatch(passage -> passage.meets(at))) {
            return;
        }
        Stretch around = around(at);
        int from = around.from();
        int to = around.to();
        for (Stretch passage : chosen) {
            if (passage.to() <= at.from()) {
                from = Math.max(from, passage.to());
            } else {
                to = Math.min(to, passage.from());
            }
        }
        chosen.add(new Stretch(from, to));
    }

    boolean isFull() {
        return chosen.size() >= Summary.MOST_SENTENCES;
    }

    /** The sentence the letter turns around; of a text with nothing else the first words. */
    void central() {
        if (isFull() || words.sentences().isEmpty()) {
            return;
        }
        var shown = new HashSet<Integer>();
        for (Stretch passage : chosen) {
            for (int s = reader.sentenceOf(passage.from());
                    s <= reader.sentenceOf(passage.to() - 1);
                    s++) {
                shown.add(s);
            }
        }
        int central = Central.of(words, shown);
        if (central >= 0) {
            Sentence sentence = words.sentences().get(central);
            chosen.add(new Stretch(sentence.from(), sentence.to()));
        } else if (chosen.isEmpty()) {
            Sentence first = words.sentences().getFirst();
            chosen.add(
                    new Stretch(first.from(), wordEnd(Math.min(first.to(), first.from() + LONG))));
        }
    }
}
