package org.earshot.classifier.training;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.List;

/**
 * L2-regularised logistic regression by LIBLINEAR's trust-region Newton method (Lin, Weng and
 * Keerthi 2008), which uses no chance: the same examples in the same order give the same weights.
 */
final class Regression {

    private final List<Feature[]> rows = new ArrayList<>();
    private final List<Boolean> labels = new ArrayList<>();
    private final int features;

    Regression(int features) {
        this.features = features;
    }

    /** A row that may serve in several regressions. */
    static Feature[] row(float[] vector) {
        var row = new Feature[vector.length + 1];
        for (int i = 0; i < vector.length; i++) {
            row[i] = new FeatureNode(i + 1, vector[i]);
        }
        row[vector.length] = new FeatureNode(vector.length + 1, 1);
        return row;
    }

    /**
     * A row with further features behind it: each of them, numbered from 0, has the value given.
     */
    static Feature[] row(Feature[] dense, int[] further, double value) {
        var row = new Feature[dense.length + further.length];
        System.arraycopy(dense, 0, row, 0, dense.length);
        for (int i = 0; i < further.length; i++) {
            // Behind the dense features and the constant among them; in rising order.
            row[dense.length + i] = new FeatureNode(dense.length + 1 + further[i], value);
        }
        return row;
    }

    void add(Feature[] row, boolean label) {
        add(row, label, 1);
    }

    void add(Feature[] row, boolean label, int times) {
        for (int i = 0; i < times; i++) {
            rows.add(row);
            labels.add(label);
        }
    }

    /** Whether there is anything to tell apart. */
    boolean hasBoth() {
        return labels.contains(true) && labels.contains(false);
    }

    /**
     * The weights, and last the bias.
     *
     * @param cost of an error against the size of the weights; 0.1 to 10
     * @throws TooFewLetters if there are not examples of both kinds
     */
    double[] fit(double cost) {
        if (!hasBoth()) {
            throw new TooFewLetters("there are examples of one kind only: more letters are needed");
        }
        Linear.disableDebugOutput();
        var problem = new Problem();
        problem.l = rows.size();
        problem.n = features + 1;
        problem.x = rows.toArray(Feature[][]::new);
        problem.y = new double[rows.size()];
        for (int i = 0; i < problem.y.length; i++) {
            problem.y[i] = labels.get(i) ? 1 : 0;
        }
        var model = Linear.train(problem, new Parameter(SolverType.L2R_LR, cost, 0.005));
        // The weights speak for whichever label came first.
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        double[] weights = model.getFeatureWeights();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= sign;
        }
        return weights;
    }
}
