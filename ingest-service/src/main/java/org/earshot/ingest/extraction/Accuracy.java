package org.earshot.ingest.extraction;

/** How many of a text's words were read: for whoever measures. */
public final class Accuracy {

    private Accuracy() {}

    /**
     * One less the word error rate (words to change, add or leave out, for each word of the
     * original): 1 where every word was read and none besides; not below 0. Punctuation at the ends
     * of a word counts, upper and lower case do.
     */
    public static double of(String original, String read) {
        var wanted = words(original);
        var found = words(read);
        if (wanted.length == 0) {
            return found.length == 0 ? 1 : 0;
        }
        var before = new int[found.length + 1];
        var now = new int[found.length + 1];
        for (int j = 0; j <= found.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= wanted.length; i++) {
            now[0] = i;
            for (int j = 1; j <= found.length; j++) {
                int change = before[j - 1] + (wanted[i - 1].equals(found[j - 1]) ? 0 : 1);
                now[j] = Math.min(change, 1 + Math.min(before[j], now[j - 1]));
            }
            var swap = before;
            before = now;
            now = swap;
        }
        return Math.max(0, 1 - before[found.length] / (double) wanted.length);
    }

    private static String[] words(String text) {
        var plain = text.replace('’', '\'').replace('‘', '\'').replace('“', '"').replace('”', '"');
        var stripped = plain.strip();
        return stripped.isEmpty() ? new String[0] : stripped.split("\\s+");
    }
}
