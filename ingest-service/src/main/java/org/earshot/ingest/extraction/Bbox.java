package org.earshot.ingest.extraction;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a PDF's text layer, from what {@code pdftotext -bbox-layout} writes: one element a
 * line. Read line by line and not as XML: what a document's fonts give is often no character that
 * XML allows.
 */
final class Bbox {

    private static final int LONGEST_WORD = 2_000;

    private Bbox() {}

    /**
     * @param width in points
     * @param height in points
     */
    record TextLayer(double width, double height, List<Word> words) {}

    /** The next page, or null if there is none. */
    static @Nullable TextLayer next(BufferedReader lines) throws IOException {
        var begin = lines.readLine();
        while (begin != null && !begin.strip().startsWith("<page ")) {
            begin = lines.readLine();
        }
        if (begin == null) {
            return null;
        }
        double width = number(begin, "width=\"");
        double height = number(begin, "height=\"");
        var words = new ArrayList<Word>();
        int paragraph = 0;
        int line = 0;
        for (var row = lines.readLine(); row != null; row = lines.readLine()) {
            var element = row.strip();
            if (element.startsWith("<word ")) {
                add(words, element, paragraph, line, width, height);
            } else if (element.startsWith("<line ")) {
                line++;
            } else if (element.startsWith("<block ")) {
                paragraph++;
            } else if (element.startsWith("</page>")) {
                return new TextLayer(width, height, words);
            }
        }
        throw new IOException("broken off");
    }

    private static void add(
            List<Word> words,
            String element,
            int paragraph,
            int line,
            double width,
            double height) {
        int begin = element.indexOf("\">");
        int end = element.lastIndexOf("</word>");
        if (begin < 0 || end < begin + 2) {
            return;
        }
        var raw = element.substring(begin + 2, Math.min(end, begin + 2 + LONGEST_WORD));
        var text = TextDecoding.clean(unescaped(raw)).strip();
        if (text.isEmpty()) {
            return;
        }
        var box =
                new Words.Box(
                        number(element, "xMin=\"") / width,
                        number(element, "yMin=\"") / height,
                        number(element, "xMax=\"") / width,
                        number(element, "yMax=\"") / height);
        words.add(new Word(text, paragraph, line, box, 1));
    }

    /** 0 where it is missing or none. */
    private static double number(String element, String name) {
        int begin = element.indexOf(name);
        int end = begin < 0 ? -1 : element.indexOf('"', begin + name.length());
        if (end < 0) {
            return 0;
        }
        try {
            double number = Double.parseDouble(element.substring(begin + name.length(), end));
            return Double.isFinite(number) ? number : 0;
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private static String unescaped(String text) {
        return text.indexOf('&') < 0
                ? text
                : text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&");
    }
}
