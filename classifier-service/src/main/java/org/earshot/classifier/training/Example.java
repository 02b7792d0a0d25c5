package org.earshot.classifier.training;

import java.util.List;
import java.util.Set;
import org.earshot.classifier.evaluation.Letter;
import org.earshot.classifier.model.Passage;
import org.earshot.classifier.model.RuleSigns;

/**
 * A letter as training sees it.
 *
 * @param vectors of its passages, in order
 * @param features the words and pairs of words of its passages
 * @param shown the categories that each passage shows by the marks of the letter's author
 * @param whole the vector of its beginning
 * @param fold which part of the cross-fitting it belongs to
 */
record Example(
        Letter letter,
        List<Passage> passages,
        List<float[]> vectors,
        List<Set<String>> features,
        List<Set<String>> shown,
        float[] whole,
        RuleSigns rules,
        int fold) {

    /** What the passages from, up to but not including to show together. */
    boolean shows(Set<String> categories, int from, int to) {
        for (int i = from; i < to; i++) {
            for (String code : shown.get(i)) {
                if (categories.contains(code)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean has(String code) {
        var categories = letter.categories();
        return categories != null && categories.contains(code);
    }
}
