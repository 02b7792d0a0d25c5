package org.earshot.classifier.model;

/** The heads that stand for no single category. */
public final class Heads {

    /** Is it to be read the same day: B0 or B1. */
    public static final String FIRST = "first";

    /** Is it to be read at once: B0. */
    public static final String URGENT = "urgent";

    /** The same as {@link #FIRST}, of a text read as one. */
    public static final String WHOLE = "whole";

    private Heads() {}
}
