package org.earshot.classifier.evaluation;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is measured: gives each text its assessment, once, and says on the error stream how far it
 * is when that takes long. A text on which it fails counts as the service would have it: as not
 * assessed, for a person to look at.
 */
final class Machine {

    private static final long BETWEEN_LINES = 5_000_000_000L;

    private final Function<String, Answer> assess;
    private final Supplier<Answer> failed;
    private final PrintStream progress;
    private int failures;
    private long lastLine = System.nanoTime();

    Machine(Function<String, Answer> assess, Supplier<Answer> failed, PrintStream progress) {
        this.assess = assess;
        this.failed = failed;
        this.progress = progress;
    }

    Answer assess(String text) {
        try {
            return assess.apply(text);
        } catch (RuntimeException e) {
            failures++;
            return failed.get();
        }
    }

    int failures() {
        return failures;
    }

    void progress(String what, int done, int of) {
        long now = System.nanoTime();
        if (now - lastLine >= BETWEEN_LINES) {
            lastLine = now;
            progress.printf(Locale.ROOT, "evaluate: %s, %,d of %,d%n", what, done, of);
        }
    }
}
