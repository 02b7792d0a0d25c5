package org.earshot.ingest.extraction;

/** How much of a document could be read. Anything but {@code COMPLETE} earns the mark U. */
public enum Outcome {
    COMPLETE,
    PARTIAL,
    FAILED;

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
