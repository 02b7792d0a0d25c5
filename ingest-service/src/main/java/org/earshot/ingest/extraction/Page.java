package org.earshot.ingest.extraction;

/**
 * One page of a document.
 *
 * @param part which document it belongs to: 0 is the file itself, higher ones are documents within
 *     it (attachments of a mail, pictures in a letter) in the order they were read
 * @param number of the page within its document, from 1; a document without pages has one
 * @param start where its words begin in {@link Extracted#text}, in UTF-16 units
 * @param end exclusive
 * @param confidence mean of its words, 0..1; 1 where nothing was recognised optically
 * @param words where each word is on the page; empty where a document has no places on pages
 */
public record Page(
        int part, int number, int start, int end, Source source, float confidence, Words words) {

    /** Where the words of a page are from. */
    public enum Source {
        /** Written down in the document. */
        TEXT,
        /** Recognised in a picture. */
        OCR,
        /** Both: what the document says, and what its pictures show besides. */
        BOTH,
        /** Nowhere: the page could not be read. */
        NONE
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "Page[%d/%d, %s, %.2f, %d characters]"
                .formatted(part, number, source, confidence, end - start);
    }
}
