package org.earshot.classifier.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.earshot.classifier.evaluation.JsonLines.BadLine;
import org.earshot.classifier.evaluation.JsonLines.Entry;
import org.earshot.classifier.evaluation.JsonLines.Line;
import org.earshot.classifier.taxonomy.Taxonomy;
import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * A letter and what a careful reader said of it.
 *
 * @param positive it is to be read first: B0 or B1, or label 1
 * @param band null when the labels name none
 * @param categories null when the labels say nothing of categories
 * @param spans null when nobody marked the words
 */
public record Letter(
        String id,
        String text,
        boolean positive,
        @Nullable Band band,
        @Nullable Set<String> categories,
        @Nullable List<Span> spans,
        @Nullable String form,
        @Nullable String trap,
        @Nullable String split,
        @Nullable String channel,
        @Nullable String nation,
        @Nullable String author,
        @Nullable String language,
        Set<String> slices) {

    /** Words that show a category: from start, up to but not including end, in code points. */
    public record Span(String code, int start, int end) {}

    @Override
    public String toString() {
        return id;
    }

    /** A file of letters, whole and unbroken, and the SHA-256 of its bytes. */
    public record Letters(List<Letter> letters, String sha256) {}

    /**
     * Reads a file of letters.
     *
     * @throws IOException if it cannot be read, or some line of it is broken: the first is named
     */
    public static Letters read(Path file, Taxonomy taxonomy) throws IOException {
        var content = JsonLines.read(file, entry(taxonomy));
        if (!content.problems().isEmpty()) {
            throw new IOException(file + ": " + content.problems().getFirst());
        }
        return new Letters(List.copyOf(content.values()), content.sha256());
    }

    /** Reads the lines of our corpus, and the shorter ones that others may have. */
    static Entry<Letter> entry(Taxonomy taxonomy) {
        var ids = new HashSet<String>();
        return line -> {
            Letter letter = letter(line, taxonomy);
            if (!ids.add(letter.id())) {
                throw line.bad("id", "stands there twice");
            }
            return letter;
        };
    }

    private static Letter letter(Line line, Taxonomy taxonomy) throws BadLine {
        String text = text(line);
        @Nullable Boolean label = line.yesOrNo("label");
        @Nullable Line labels = line.has("labels") ? line.object("labels") : null;
        @Nullable Band band = null;
        @Nullable Set<String> categories = null;
        @Nullable List<Span> spans = null;
        if (labels != null) {
            band = labels.oneOf("band", Band.class);
            categories = labels.has("categories") ? categories(labels, taxonomy) : null;
            spans = labels.has("spans") ? spans(labels, text, taxonomy) : null;
        }
        @Nullable Boolean positive = band == null ? label : Boolean.valueOf(isFirst(band));
        if (positive == null && categories != null) {
            positive =
                    categories.stream().anyMatch(code -> isFirst(taxonomy.category(code).floor()));
        }
        if (positive == null) {
            throw line.bad("label", "is missing, and so are labels.band and labels.categories");
        }
        if (label != null && !label.equals(positive)) {
            throw line.bad("label", "says otherwise than labels.band");
        }
        return new Letter(
                line.id(),
                text,
                positive,
                band,
                categories,
                spans,
                labels == null ? null : labels.code("form"),
                labels == null ? null : labels.code("trap"),
                line.code("split"),
                line.code("channel"),
                line.code("nation"),
                line.code("author"),
                line.code("language"),
                line.codes("slices"));
    }

    /** B0 and B1 are opened the same day: "read first" is to be either. */
    static boolean isFirst(Band band) {
        return !Band.B1.isAbove(band);
    }

    /** The message as the contract has it: the subject, if any, an empty line, the body. */
    private static String text(Line line) throws BadLine {
        if (!line.has("body")) {
            return line.text("text", JsonLines.LONGEST_TEXT);
        }
        if (line.has("text")) {
            throw line.bad("text", "stands beside body: one of them");
        }
        String body = line.text("body", JsonLines.LONGEST_TEXT);
        return line.has("subject")
                ? line.text("subject", JsonLines.LONGEST_TEXT) + "\n\n" + body
                : body;
    }

    static Set<String> categories(Line labels, Taxonomy taxonomy) throws BadLine {
        Set<String> codes = labels.codes("categories");
        for (String code : codes) {
            known(labels, "categories", code, taxonomy);
        }
        return codes;
    }

    private static void known(Line line, String field, String code, Taxonomy taxonomy)
            throws BadLine {
        if (!taxonomy.codes().contains(code)) {
            throw line.bad(field, "has a code that is no category of the taxonomy");
        }
    }

    private static List<Span> spans(Line labels, String text, Taxonomy taxonomy) throws BadLine {
        var spans = new ArrayList<Span>();
        int length = text.codePointCount(0, text.length());
        for (Line span : labels.objects("spans")) {
            String code = span.text("code", JsonLines.LONGEST_CODE);
            known(span, "code", code, taxonomy);
            if (span.has("quote")) {
                String quote = span.text("quote", JsonLines.LONGEST_TEXT);
                if (quote.isBlank() || !text.contains(quote)) {
                    throw span.bad("quote", "does not stand in the letter word for word");
                }
                // The same words mean the same wherever they stand.
                for (int at = text.indexOf(quote);
                        at >= 0;
                        at = text.indexOf(quote, at + quote.length())) {
                    int start = text.codePointCount(0, at);
                    int end = start + quote.codePointCount(0, quote.length());
                    spans.add(new Span(code, start, end));
                }
            } else {
                int start = span.number("start");
                int end = span.number("end");
                if (start >= end || end > length) {
                    throw span.bad("end", "is not after start, or is beyond the text");
                }
                spans.add(new Span(code, start, end));
            }
        }
        return List.copyOf(spans);
    }
}
