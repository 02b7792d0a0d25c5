package org.earshot.classifier.language;

import java.util.List;

/**
 * What a text is written in.
 *
 * @param main the language of most of its words, a BCP 47 tag; {@code und} when none can be named
 * @param shares every language of the text, that of most words first
 * @param unknownPassage some passage is in neither English nor Welsh, so it was not understood
 */
public record Languages(String main, List<Share> shares, boolean unknownPassage) {

    /** No language is named. */
    public static final String UNDETERMINED = "und";

    static final String ENGLISH = "en";
    static final String WELSH = "cy";

    /** No words, or none that tell of a language. */
    public static final Languages NONE = new Languages(UNDETERMINED, List.of(), false);

    /**
     * A language, and its share of the words that tell of one, between 0 and 1.
     *
     * @param tag BCP 47
     */
    public record Share(String tag, double share) {}

    public Languages {
        shares = List.copyOf(shares);
    }
}
