package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earshot.classifier.assessment.Assessment;
import org.earshot.classifier.assessment.Assessment.Indicator;
import org.earshot.events.Band;

/** Of an assessment, what is measured. */
record Answer(
        Band band,
        boolean notWhollyAssessed,
        double score,
        Map<String, Double> categories,
        List<Letter.Span> passages) {

    static Answer of(Assessment assessment) {
        var passages = new ArrayList<Letter.Span>();
        for (Indicator indicator : assessment.indicators()) {
            String code = indicator.code();
            if (code != null) {
                passages.add(new Letter.Span(code, indicator.start(), indicator.end()));
            }
        }
        return new Answer(
                assessment.band(),
                assessment.notWhollyAssessed(),
                assessment.score(),
                assessment.probabilities().isEmpty()
                        ? assessment.categories()
                        : assessment.probabilities(),
                List.copyOf(passages));
    }

    /** Opened the same day: what counts as a flag. */
    boolean flagged() {
        return Letter.isFirst(band);
    }
}
