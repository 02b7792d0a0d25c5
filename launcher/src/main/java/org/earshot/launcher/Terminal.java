package org.earshot.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Words for a person: colour and a line that is written over only where somebody is looking at a
 * terminal, plain lines otherwise.
 */
final class Terminal {

    private final PrintStream out;
    private final boolean lively;
    private int shown;

    private Terminal(PrintStream out, boolean lively) {
        this.out = out;
        this.lively = lively;
    }

    /** Where results go. */
    static Terminal out() {
        return new Terminal(utf8(System.out), "out err".equals(tty()));
    }

    /** Where progress goes when standard output is for a program. */
    static Terminal err() {
        return new Terminal(utf8(System.err), tty().contains("err"));
    }

    /** {@code ./earshot} knows which of its streams is a terminal, which Java does not. */
    private static String tty() {
        return System.getenv().getOrDefault("EARSHOT_TTY", "");
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    void say(String words) {
        clear();
        out.println(words);
    }

    void heading(String words) {
        say("");
        say(bold(words));
    }

    /** A line that the next one replaces; nothing where nobody is looking. */
    void progress(String words) {
        if (lively) {
            out.print("\r" + words + " ".repeat(Math.max(0, shown - words.length())));
            out.flush();
            shown = words.length();
        }
    }

    private void clear() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            shown = 0;
        }
    }

    String bold(String words) {
        return lively ? "\033[1m" + words + "\033[0m" : words;
    }

    /** The words that show it: reversed on a terminal, in brackets elsewhere. */
    String telling(String words) {
        return lively ? "\033[1;30;43m" + words + "\033[0m" : "[[" + words + "]]";
    }

    String good(String words) {
        return lively ? "\033[32m" + words + "\033[0m" : words;
    }

    String bad(String words) {
        return lively ? "\033[31m" + words + "\033[0m" : words;
    }
}
