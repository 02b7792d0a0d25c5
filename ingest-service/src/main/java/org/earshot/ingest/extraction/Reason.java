package org.earshot.ingest.extraction;

import java.util.Locale;

/** What was met on the way, as a code that says nothing about the person who wrote. */
public enum Reason {
    /** A page was read, but its words are doubtful. */
    LOW_CONFIDENCE(true),
    /**
     * There is ink on a page that no words were found for: handwriting, a drawing, a photograph.
     */
    HANDWRITING(true),
    /** A page with neither words nor ink. */
    BLANK(true),
    ENCRYPTED(true),
    /** Broken off or malformed: what could be read was. */
    DAMAGED(true),
    /** Larger than a limit on bytes, decompressed bytes, picture elements or characters. */
    TOO_LARGE(true),
    TOO_MANY_PAGES(true),
    /** More documents within documents, or deeper ones, than are opened. */
    TOO_MANY_PARTS(true),
    UNKNOWN_TYPE(true),
    EMPTY(true),
    TIMED_OUT(true),
    /** A part of the document that there is no reader for. */
    NOT_READ(true),
    /** The programs that read pictures are not installed. */
    NO_OCR_HERE(true),
    /** The programs that read PDF are not installed. */
    NO_PDF_HERE(true),
    /** Macros were there; they were neither run nor read. */
    MACROS(false),
    /** The encoding of a text was guessed: unusual characters may be others. */
    GUESSED_ENCODING(false),
    /** A page lay on its side or head and was turned. */
    TURNED(false);

    private final boolean incomplete;

    Reason(boolean incomplete) {
        this.incomplete = incomplete;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether something of the document may have gone unread. */
    public boolean isIncomplete() {
        return incomplete;
    }
}
