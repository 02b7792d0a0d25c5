package org.earshot.classifier.summary;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A time the text names.
 *
 * @param date the day, only if the text says all of it or a day of reference was given and leaves
 *     one reading; null otherwise
 */
public record DateMention(int start, int end, Kind kind, @Nullable LocalDate date) {

    /** What is told of the time. */
    public enum Kind {
        /** Something has to be done by then. */
        DEADLINE,
        /** Something takes place then, as far as the sentence says. */
        EVENT,
        /** It is over. */
        PAST
    }
}
