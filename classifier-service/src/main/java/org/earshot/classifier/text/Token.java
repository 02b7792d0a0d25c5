package org.earshot.classifier.text;

/**
 * A word as the rules see it, and where it stands in the original text.
 *
 * @param start of the word in the original, in UTF-16 units
 * @param form folded: lower case, without accents, contractions opened, known misspellings put
 *     right
 * @param certainty whether that is what was written
 * @param stop a dash, semicolon, colon or bracket stands before it: context does not reach across
 * @param comma a comma stands before it
 * @param label a colon or question mark stands before it, as between a form's label and the answer
 * @param line a line break stands before it that may be the end of a sentence or may be the width
 *     of the page: patterns reach across, context does not
 * @param lowerCase it begins with a small letter, so it is hardly a name
 */
public record Token(
        int start,
        int end,
        String form,
        Spelling.Certainty certainty,
        boolean stop,
        boolean comma,
        boolean label,
        boolean line,
        boolean lowerCase) {}
