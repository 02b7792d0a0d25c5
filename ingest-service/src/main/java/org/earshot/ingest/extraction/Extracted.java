package org.earshot.ingest.extraction;

import java.util.List;
import java.util.Set;

/**
 * What could be read of a document.
 *
 * @param text everything, in the order of reading; pages are parted by an empty line
 * @param documents how many documents were read: the file and those within it
 * @param pages in the order of the text
 * @param reasons in the order of {@link Reason}; some only tell and leave the outcome complete
 */
public record Extracted(
        MediaType type,
        String text,
        int documents,
        List<Page> pages,
        Outcome outcome,
        Set<Reason> reasons) {

    public Extracted {
        pages = List.copyOf(pages);
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "Extracted[%s, %s, %s, %d pages, %d characters]"
                .formatted(type, outcome, reasons, pages.size(), text.length());
    }
}
