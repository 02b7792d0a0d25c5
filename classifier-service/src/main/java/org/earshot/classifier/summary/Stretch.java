package org.earshot.classifier.summary;

/** A run of words: tokens {@code from} (inclusive) to {@code to} (exclusive). */
record Stretch(int from, int to) {

    int length() {
        return to - from;
    }

    boolean covers(Stretch other) {
        return from <= other.from && other.to <= to;
    }

    boolean meets(Stretch other) {
        return from < other.to && other.from < to;
    }

    Stretch joined(Stretch other) {
        return new Stretch(Math.min(from, other.from), Math.max(to, other.to));
    }

    /** How many words lie between both; 0 when they touch or overlap. */
    int gap(Stretch other) {
        return Math.max(0, Math.max(other.from - to, from - other.to));
    }
}
