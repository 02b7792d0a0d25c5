package org.earshot.classifier.summary;

/**
 * Something the writer wants.
 *
 * @param proposed true where the writer did not ask: a pending adverse action and a stated barrier
 *     stand in one letter, so a hold on the action is proposed to the person who reads it
 */
public record Ask(int start, int end, Kind kind, boolean proposed) {

    /** In the order in which they take a place in the summary. */
    public enum Kind {
        HOLD_REQUEST,
        REQUEST,
        QUESTION,
        COMPLAINT
    }
}
