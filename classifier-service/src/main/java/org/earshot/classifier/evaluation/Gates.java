package org.earshot.classifier.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.earshot.classifier.evaluation.Report.AttributeRow;
import org.earshot.classifier.evaluation.Report.ContrastReport;
import org.earshot.classifier.evaluation.Report.FairnessReport;
import org.earshot.classifier.evaluation.Report.Floors;
import org.earshot.classifier.evaluation.Report.Gate;
import org.earshot.classifier.evaluation.Report.Outcome;
import org.jspecify.annotations.Nullable;

/** What has to hold before anything new is let at real mail. What was not measured is not held. */
final class Gates {

    static final double CONTRAST = 0.90;
    static final double RECALL_GAP = 0.02;

    /** Against what binary fractions leave over of two points. */
    private static final double ROUNDING = 1e-9;

    private Gates() {}

    static List<Gate> of(
            Floors floors, @Nullable ContrastReport contrast, @Nullable FairnessReport fairness) {
        var gates = new ArrayList<Gate>();
        gates.add(
                gate(
                        "floors",
                        "every plain V01 to V04 at its floor",
                        floors.atFloor().share(),
                        floors.atFloor().of() > 0,
                        floors.notAtFloor().isEmpty()));
        if (contrast == null || contrast.pairs() == 0) {
            gates.add(flipped(Double.NaN));
            gates.add(contrastFloors(Double.NaN));
        } else {
            gates.add(flipped(contrast.flippedRightly().share()));
            gates.add(contrastFloors(contrast.floorFell().size()));
        }
        if (fairness == null) {
            gates.add(recallGap("all", Double.NaN));
        } else {
            for (AttributeRow row : fairness.attributes()) {
                gates.add(recallGap(row.attribute(), row.recallGap().value()));
            }
        }
        return List.copyOf(gates);
    }

    private static Gate flipped(double share) {
        return gate(
                "contrast",
                "at least 90 % of the contrast pairs flipped rightly",
                share,
                !Double.isNaN(share),
                share >= CONTRAST - ROUNDING);
    }

    private static Gate contrastFloors(double fallen) {
        return gate(
                "contrast-floors",
                "no contrast pair whose V01 to V04 fell below B1",
                fallen,
                !Double.isNaN(fallen),
                fallen == 0);
    }

    private static Gate recallGap(String attribute, double gap) {
        return gate(
                "recall-gap-" + attribute,
                "recall differs by at most 2 points within the pairs (" + attribute + ")",
                Math.abs(gap),
                !Double.isNaN(gap),
                Math.abs(gap) <= RECALL_GAP + ROUNDING);
    }

    private static Gate gate(
            String name, String condition, double figure, boolean measured, boolean held) {
        Outcome outcome = held ? Outcome.PASSED : Outcome.FAILED;
        return new Gate(name, condition, figure, measured ? outcome : Outcome.NOT_MEASURED);
    }
}
