package org.earshot.classifier.text;

/**
 * A run of words within which a rule may match and context may reach.
 *
 * @param from index of its first token
 * @param to index after its last token
 * @param question it ends with a question mark
 */
public record Sentence(int from, int to, boolean question) {
    public int length() {
        return to - from;
    }
}
