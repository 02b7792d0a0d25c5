package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.earshot.classifier.evaluation.JsonLines.BadLine;
import org.earshot.classifier.evaluation.JsonLines.Entry;
import org.earshot.classifier.evaluation.JsonLines.Line;
import org.earshot.classifier.evaluation.Report.ChangeRow;
import org.earshot.classifier.evaluation.Report.ContrastReport;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of texts that differ by a small edit which changes the right answer: whoever goes by topic
 * or by a single word gets one of the two wrong.
 */
final class Contrast {

    private static final Set<String> CANNOT_WAIT = Set.of("V01", "V02", "V03", "V04");

    private Contrast() {}

    record Side(String text, Band band, Set<String> categories) {}

    /** The first is to be read sooner than the second. */
    record Pair(String id, Side a, Side b, @Nullable String change) {

        /** The band that the first reaches and the second does not, when both come out right. */
        Band border() {
            return Letter.isFirst(a.band()) && !Letter.isFirst(b.band()) ? Band.B1 : a.band();
        }
    }

    static Entry<Pair> entry(Taxonomy taxonomy) {
        var ids = new HashSet<String>();
        return line -> {
            Side a = side(line.object("a"), taxonomy);
            Side b = side(line.object("b"), taxonomy);
            if (!a.band().isAbove(b.band())) {
                throw line.bad("a.band", "must be above b.band");
            }
            String id = line.id();
            if (!ids.add(id)) {
                throw line.bad("id", "stands there twice");
            }
            String change = line.has("change") ? line.text("change", JsonLines.LONGEST_TEXT) : "";
            // A word for the kind of change groups the pairs; prose would carry the letter along.
            boolean kind = change.matches("[a-z][a-z0-9-]{0,39}");
            return new Pair(id, a, b, kind ? change : null);
        };
    }

    private static Side side(Line line, Taxonomy taxonomy) throws BadLine {
        Band band = line.oneOf("band", Band.class);
        if (band == null) {
            throw line.bad("band", "is missing");
        }
        return new Side(
                line.text("text", JsonLines.LONGEST_TEXT), band, Letter.categories(line, taxonomy));
    }

    static ContrastReport report(List<Pair> pairs, Machine machine) {
        int above = 0;
        int tooLow = 0;
        int tooHigh = 0;
        var notFlipped = new ArrayList<String>();
        var floorFell = new ArrayList<String>();
        var changes = new TreeMap<String, List<Boolean>>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            Answer a = machine.assess(pair.a().text());
            Answer b = machine.assess(pair.b().text());
            machine.progress("contrast", i + 1, pairs.size());
            boolean firstReaches = !pair.border().isAbove(a.band());
            boolean secondReaches = !pair.border().isAbove(b.band());
            above += a.score() > b.score() ? 1 : 0;
            tooLow += firstReaches ? 0 : 1;
            tooHigh += secondReaches ? 1 : 0;
            boolean rightly = firstReaches && !secondReaches;
            if (!rightly) {
                notFlipped.add(pair.id());
            }
            if (fell(pair.a(), a) || fell(pair.b(), b)) {
                floorFell.add(pair.id());
            }
            changes.computeIfAbsent(
                            Objects.requireNonNullElse(pair.change(), "other"),
                            c -> new ArrayList<>())
                    .add(rightly);
        }
        int rightly = pairs.size() - notFlipped.size();
        return new ContrastReport(
                pairs.size(),
                Proportion.of(above, pairs.size()),
                Proportion.of(rightly, pairs.size()),
                tooLow,
                tooHigh,
                changes.entrySet().stream()
                        .map(change -> new ChangeRow(change.getKey(), share(change.getValue())))
                        .toList(),
                List.copyOf(notFlipped),
                List.copyOf(floorFell));
    }

    private static Proportion share(List<Boolean> flips) {
        return Proportion.of(flips.stream().filter(Boolean::booleanValue).count(), flips.size());
    }

    /** What cannot wait stays at B1 at least, whatever speaks against it. */
    private static boolean fell(Side side, Answer answer) {
        return side.categories().stream().anyMatch(CANNOT_WAIT::contains) && !answer.flagged();
    }
}
