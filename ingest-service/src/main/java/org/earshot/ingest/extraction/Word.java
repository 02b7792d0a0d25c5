package org.earshot.ingest.extraction;

/**
 * A word on a page.
 *
 * @param paragraph grows from one paragraph of the page to the next
 * @param line grows from one line of the page to the next
 * @param confidence 0..1; 1 for what is written down
 */
record Word(String text, int paragraph, int line, Words.Box box, double confidence) {

    Word saying(String other) {
        return new Word(other, paragraph, line, box, confidence);
    }

    /** Without the word. */
    @Override
    public String toString() {
        return "Word[%d/%d, %.2f]".formatted(paragraph, line, confidence);
    }
}
