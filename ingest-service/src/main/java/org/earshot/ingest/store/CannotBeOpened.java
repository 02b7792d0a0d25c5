package org.earshot.ingest.store;

/** A ciphertext does not open with this key for this message: one of the three was changed. */
public final class CannotBeOpened extends Exception {

    private static final long serialVersionUID = 1L;

    CannotBeOpened() {
        super("the ciphertext cannot be opened");
    }
}
