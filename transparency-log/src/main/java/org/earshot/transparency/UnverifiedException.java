package org.earshot.transparency;

/** A well-formed text does not hold: its signature, its origin or its proof does not verify. */
public final class UnverifiedException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnverifiedException(String message) {
        super(message);
    }
}
