package org.earshot.classifier.training;

/** The letters do not hold enough to learn from. */
final class TooFewLetters extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooFewLetters(String what) {
        super(what);
    }
}
