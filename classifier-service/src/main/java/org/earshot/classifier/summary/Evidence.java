package org.earshot.classifier.summary;

import org.earshot.events.Band;
import org.jspecify.annotations.Nullable;

/**
 * A passage of the text that bears on a need, as the assessment found it, in code points.
 *
 * @param code of the category; null for a passage that only marks a circumstance
 * @param band it gives; null when it gives none
 * @param strength orders passages within a band
 * @param against the sentence speaks against it
 * @param sensitive it tells of a plan, a means or a time
 */
public record Evidence(
        @Nullable String code,
        int start,
        int end,
        @Nullable Band band,
        double strength,
        boolean against,
        boolean sensitive) {

    /** Whether a summary may not leave it out. */
    boolean counts() {
        return code != null && band != null;
    }
}
