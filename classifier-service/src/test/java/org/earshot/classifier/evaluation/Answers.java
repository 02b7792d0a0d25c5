package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.earshot.classifier.data.DataFile;
import org.earshot.classifier.evaluation.Evaluation.Assessed;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/** Letters and answers that a test makes up. */
final class Answers {

    static final Taxonomy TAXONOMY = Taxonomy.read(DataFile.resource("taxonomy/taxonomy.yaml"));

    private Answers() {}

    static Answer answer(Band band, double score, Letter.Span... passages) {
        Map<String, Double> categories = new LinkedHashMap<>();
        for (Letter.Span passage : passages) {
            categories.put(passage.code(), score);
        }
        return new Answer(band, false, score, categories, List.of(passages));
    }

    static Letter.Span span(String code, int start, int end) {
        return new Letter.Span(code, start, end);
    }

    static LetterBuilder letter(String id, Band band, String... categories) {
        return new LetterBuilder(id, band, Set.copyOf(List.of(categories)));
    }

    /** A letter that says nothing unless a test says otherwise. */
    static final class LetterBuilder {
        private final String id;
        private final Band band;
        private final Set<String> categories;
        private final Set<String> slices = new TreeSet<>();
        private final List<Letter.Span> spans = new ArrayList<>();
        private String text = "Thank you for the form.";
        private @Nullable String form;
        private @Nullable String trap;
        private @Nullable String channel;

        LetterBuilder(String id, Band band, Set<String> categories) {
            this.id = id;
            this.band = band;
            this.categories = categories;
        }

        LetterBuilder text(String text, Letter.Span... marked) {
            this.text = text;
            spans.addAll(List.of(marked));
            return this;
        }

        LetterBuilder form(String form) {
            this.form = form;
            return this;
        }

        LetterBuilder trap(String trap) {
            this.trap = trap;
            return this;
        }

        LetterBuilder channel(String channel) {
            this.channel = channel;
            return this;
        }

        LetterBuilder slice(String slice) {
            slices.add(slice);
            return this;
        }

        Letter letter() {
            return new Letter(
                    id,
                    text,
                    Letter.isFirst(band),
                    band,
                    categories,
                    spans,
                    form,
                    trap,
                    null,
                    channel,
                    null,
                    null,
                    null,
                    slices);
        }

        Assessed as(Answer answer) {
            return new Assessed(letter(), answer);
        }

        Assessed as(Band band, double score) {
            return as(answer(band, score));
        }
    }
}
