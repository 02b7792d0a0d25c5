package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.earshot.classifier.evaluation.JsonLines.Entry;
import org.earshot.classifier.evaluation.JsonLines.Line;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * How far two people agree who labelled the same letters, each without the other. What they do not
 * agree on no machine can get right.
 *
 * @param onlyFirst letters labelled in the first file alone
 * @param band steps between bands count: B0 against B1 is less of a disagreement than against S
 * @param readFirst B0 or B1, against the rest
 */
record LabelAgreement(
        String format,
        int letters,
        int onlyFirst,
        int onlySecond,
        Kappa band,
        Kappa readFirst,
        List<CategoryRow> categories) {

    static final String FORMAT = "earshot-agreement-1";

    /** How often each of the two gave a category, and how far they agree on it. */
    record CategoryRow(String code, String name, int first, int second, Kappa kappa) {}

    record Labels(String id, @Nullable Band band, @Nullable Set<String> categories) {}

    static Entry<Labels> entry(Taxonomy taxonomy) {
        var ids = new HashSet<String>();
        return line -> {
            if (!line.has("id")) {
                throw line.bad("id", "is missing");
            }
            Line labels = line.object("labels");
            Band band = labels.oneOf("band", Band.class);
            boolean hasCategories = labels.has("categories");
            if (band == null && !hasCategories) {
                throw line.bad("labels.band", "is missing, and so is labels.categories");
            }
            String id = line.id();
            if (!ids.add(id)) {
                throw line.bad("id", "stands there twice");
            }
            return new Labels(id, band, hasCategories ? Letter.categories(labels, taxonomy) : null);
        };
    }

    static LabelAgreement of(List<Labels> one, List<Labels> other, Taxonomy taxonomy) {
        Map<String, Labels> second = new LinkedHashMap<>();
        other.forEach(labels -> second.put(labels.id(), labels));
        var pairs = new ArrayList<Labels[]>();
        for (Labels labels : one) {
            Labels theirs = second.get(labels.id());
            if (theirs != null) {
                pairs.add(new Labels[] {labels, theirs});
            }
        }
        List<Band[]> bands =
                pairs.stream()
                        .filter(pair -> pair[0].band() != null && pair[1].band() != null)
                        .map(pair ->
                                new Band[] {
                                    Objects.requireNonNull(pair[0].band()),
                                    Objects.requireNonNull(pair[1].band())
                                })
                        .toList();
        List<Labels[]> withCategories =
                pairs.stream()
                        .filter(pair ->
                                pair[0].categories() != null && pair[1].categories() != null)
                        .toList();
        var rows = new ArrayList<CategoryRow>();
        for (Taxonomy.Category category : taxonomy.categories()) {
            int[] first = given(withCategories, 0, category.code());
            int[] then = given(withCategories, 1, category.code());
            rows.add(
                    new CategoryRow(
                            category.code(),
                            category.name().en(),
                            sum(first),
                            sum(then),
                            Kappa.of(first, then, 2)));
        }
        return new LabelAgreement(
                FORMAT,
                pairs.size(),
                one.size() - pairs.size(),
                other.size() - pairs.size(),
                Kappa.weighted(ordinals(bands, 0), ordinals(bands, 1), Band.values().length),
                Kappa.of(first(bands, 0), first(bands, 1), 2),
                List.copyOf(rows));
    }

    private static int[] ordinals(List<Band[]> bands, int whose) {
        return bands.stream().mapToInt(pair -> pair[whose].ordinal()).toArray();
    }

    private static int[] first(List<Band[]> bands, int whose) {
        return bands.stream().mapToInt(pair -> Letter.isFirst(pair[whose]) ? 1 : 0).toArray();
    }

    private static int[] given(List<Labels[]> pairs, int whose, String code) {
        return pairs.stream()
                .mapToInt(pair ->
                        Objects.requireNonNull(pair[whose].categories()).contains(code) ? 1 : 0)
                .toArray();
    }

    private static int sum(int[] values) {
        int sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    /** For the terminal. */
    String table() {
        var out = new StringBuilder();
        out.append(
                String.format(
                        Locale.ROOT,
                        "%,d letters labelled twice; %,d in the first file alone, %,d in the"
                                + " second.%n%n",
                        letters,
                        onlyFirst,
                        onlySecond));
        String row = "%-4s %-44s %7s %7s %10s %8s%n";
        out.append(String.format(row, "", "", "first", "second", "agreed", "kappa"));
        out.append(
                String.format(
                        row,
                        "",
                        "Band (weighted by steps)",
                        "",
                        "",
                        Rows.percent(band.agreed()),
                        Rows.number(band.value())));
        out.append(
                String.format(
                        row,
                        "",
                        "To be read first (B0 or B1)",
                        "",
                        "",
                        Rows.percent(readFirst.agreed()),
                        Rows.number(readFirst.value())));
        for (CategoryRow category : categories) {
            String name = category.name();
            out.append(
                    String.format(
                            row,
                            category.code(),
                            name.length() <= 44 ? name : name.substring(0, 43) + "…",
                            category.first(),
                            category.second(),
                            Rows.percent(category.kappa().agreed()),
                            Rows.number(category.kappa().value())));
        }
        return out.toString();
    }
}
