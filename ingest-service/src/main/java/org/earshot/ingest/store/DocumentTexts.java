package org.earshot.ingest.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What the documents of a message say, in their order, as far as they could be read. Encrypted like
 * the submission itself.
 */
@RegisterForReflection
public record DocumentTexts(List<DocumentText> documents) {

    public DocumentTexts {
        documents = List.copyOf(documents);
    }

    @Override
    public String toString() {
        return "DocumentTexts";
    }

    /**
     * One document's.
     *
     * @param outcome complete, partial or failed
     * @param reasons codes of what was met on the way
     */
    @RegisterForReflection
    public record DocumentText(
            String text, String outcome, List<String> reasons, List<PageText> pages) {

        public DocumentText {
            reasons = List.copyOf(reasons);
            pages = List.copyOf(pages);
        }

        @Override
        public String toString() {
            return "DocumentText";
        }
    }

    /**
     * Which range of a document's text is from which page.
     *
     * @param part 0 is the document itself, higher ones are documents within it
     * @param number from 1 within its part
     * @param start in UTF-16 units of {@link DocumentText#text}
     * @param end exclusive
     * @param source text, ocr, both or none
     * @param confidence mean of its words, 0 to 1
     */
    @RegisterForReflection
    public record PageText(
            int part, int number, int start, int end, String source, float confidence) {}
}
