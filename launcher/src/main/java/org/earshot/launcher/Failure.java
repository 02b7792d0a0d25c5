package org.earshot.launcher;

/** Something the person at the terminal has to know, in words for them. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String words) {
        super(words);
    }

    Failure(String words, Throwable cause) {
        super(words, cause);
    }
}
