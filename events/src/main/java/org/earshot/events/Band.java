package org.earshot.events;

/**
 * How soon a person must open a message. An order of handling, never a prediction about anybody
 * (NICE NG225). Declared from the most urgent to the least, so that the natural order of the enum
 * is the order of the pile.
 */
public enum Band {
    /** Immediate human contact. */
    B0,
    /** The same day. */
    B1,
    /** Priority. */
    B2,
    /** A support need is recorded and passed on. */
    B3,
    /** No indicator found by the machine; still read by a person. */
    S;

    public boolean isAbove(Band other) {
        return compareTo(other) < 0;
    }

    /** The ratchet: of two bands the more urgent one counts. */
    public static Band highest(Band one, Band other) {
        return one.isAbove(other) ? one : other;
    }
}
