package org.earshot.classifier.rules;

/**
 * What the rest of the sentence says about a passage, after the published ConText algorithm; see
 * {@link Context}.
 */
public enum Attribute {
    /** "I would never hurt myself". */
    NEGATED,
    /** "years ago", "when I was at school": over, as far as the sentence says. */
    HISTORICAL,
    /** "if anybody were to": said of what might be, not of what is. */
    HYPOTHETICAL,
    /** Somebody the message is not about: the news, a story, people in general. */
    OTHER_EXPERIENCER,
    /** A form's question without a yes, or the words of a leaflet. */
    FORM_TEXT,
    /** Somebody the message is about who is not its writer. No counter-indication. */
    THIRD_PARTY;

    /** One attribute in a set of them, for the length of one reading. */
    @SuppressWarnings("EnumOrdinal") // never stored
    int bit() {
        return 1 << ordinal();
    }

    /** Whether it speaks against reading the passage as a need that is there now. */
    public boolean isCounterIndication() {
        return this != THIRD_PARTY;
    }
}
