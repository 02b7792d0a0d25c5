package org.earshot.classifier.summary;

/**
 * A passage of the summary.
 *
 * @param sensitive it tells of a plan, a means or a time: a list of letters holds it back, and only
 *     who opens the letter reads it
 */
public record Passage(int start, int end, boolean sensitive) {}
