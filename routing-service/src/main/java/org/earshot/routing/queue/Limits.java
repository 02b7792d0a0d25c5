package org.earshot.routing.queue;

import java.util.List;
import org.earshot.problems.Problem;
import org.earshot.problems.Violation;
import org.jspecify.annotations.Nullable;

/** How many entries a page has: 50 unless the caller says, 200 at most. */
final class Limits {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    private Limits() {}

    static int parse(@Nullable String limit) {
        if (limit == null) {
            return USUAL;
        }
        if (limit.matches("[0-9]{1,3}")) {
            int entries = Integer.parseInt(limit);
            if (entries >= 1 && entries <= MOST) {
                return entries;
            }
        }
        throw Problem.invalid(
                List.of(new Violation("limit", "must be a number from 1 to " + MOST)));
    }
}
