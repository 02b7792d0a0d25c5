package org.earshot.classifier.model;

import org.earshot.classifier.encoder.SentenceEncoder;

/**
 * A logistic regression on a sentence vector.
 *
 * @param name a category's code, or one of {@link Heads}
 */
public record Head(String name, float[] weights, float bias) {

    public Head {
        if (weights.length != SentenceEncoder.DIMENSIONS) {
            throw new IllegalArgumentException(name + " has " + weights.length + " weights");
        }
    }

    public double logit(float[] vector) {
        return product(vector) + bias;
    }

    double product(float[] vector) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * vector[i];
        }
        return sum;
    }
}
