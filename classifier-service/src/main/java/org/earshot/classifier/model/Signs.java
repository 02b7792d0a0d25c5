package org.earshot.classifier.model;

import java.util.List;
import java.util.Map;

/**
 * What the heads saw in one text, before it is weighed.
 *
 * @param passages of the text, in order
 * @param best by head: the run that speaks for it the loudest; empty when there is no passage
 * @param single by head: the logit of each passage alone
 * @param together how loud the passages are all together for {@link Heads#FIRST}: the logarithm of
 *     the sum of the odds of each, which no further passage makes less
 * @param whole the logit of the text's beginning, read as one; may fall when sentences are added,
 *     so no band may depend on it
 * @param words what all words of the text count for together; may fall likewise
 */
public record Signs(
        List<Passage> passages,
        Map<String, Best> best,
        Map<String, double[]> single,
        double together,
        double whole,
        double words) {

    /** A run of passages: from, up to but not including to. */
    public record Best(double logit, int from, int to) {}

    /** What stands for a head that saw nothing at all. */
    public static final double NOTHING = -12;

    /** The loudest any run speaks for a head. */
    public double best(String head) {
        Best found = best.get(head);
        return found == null ? NOTHING : Math.max(NOTHING, found.logit());
    }
}
