package org.earshot.transparency;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier found.
 *
 * @param size entries in the signed checkpoint, 0 if there was none to trust
 * @param root the signed root; null if there was none to trust
 * @param entries entries read and hashed
 * @param erased those of them whose event is gone; the commitment stays
 * @param problems in plain words, the first ones found; none exactly if all holds
 */
public record Verification(
        long size, @Nullable Hash root, long entries, long erased, List<Problem> problems) {

    /**
     * Something that does not hold.
     *
     * @param index the entry it was found at; null if it concerns the log as a whole
     */
    public record Problem(@Nullable Long index, String words) {
        @Override
        public String toString() {
            return index == null ? words : "entry " + index + ": " + words;
        }
    }

    public Verification {
        problems = List.copyOf(problems);
    }

    static Verification failed(String words) {
        return new Verification(0, null, 0, 0, List.of(new Problem(null, words)));
    }

    public boolean ok() {
        return problems.isEmpty();
    }

    /** One line of JSON, for programs. */
    public String toJson() {
        var json = new StringBuilder("{\"ok\":").append(ok()).append(",\"size\":").append(size);
        if (root != null) {
            json.append(",\"root\":\"").append(root.base64()).append('"');
        }
        json.append(",\"entries\":").append(entries).append(",\"erased\":").append(erased);
        if (!ok()) {
            var first = problems.getFirst();
            json.append(",\"problem\":").append(quoted(first.words));
            if (first.index != null) {
                json.append(",\"index\":").append(first.index);
            }
        }
        return json.append('}').toString();
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
