package org.earshot.transparency;

/** A text is not what its format says; nothing about who wrote it is claimed. */
public final class MalformedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }
}
