package org.earshot.ingest.extraction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** The words that Tesseract found, from its table of tab-separated values. */
final class Tsv {

    private static final int COLUMNS = 12;
    private static final String WORD = "5";
    private static final int LONGEST_WORD = 200;

    private Tsv() {}

    /**
     * @param width of the picture, in its elements
     * @param height likewise
     */
    static List<Word> read(Reader reader, int width, int height) throws IOException {
        var words = new ArrayList<Word>();
        var lines = new BufferedReader(reader);
        int paragraph = 0;
        int line = 0;
        var lastParagraph = "";
        var lastLine = "";
        for (var row = lines.readLine(); row != null; row = lines.readLine()) {
            var columns = row.split("\t", COLUMNS);
            if (columns.length < COLUMNS || !columns[0].equals(WORD)) {
                continue;
            }
            var text = TextDecoding.clean(columns[11]).strip();
            if (text.isEmpty()) {
                continue;
            }
            var paragraphHere = columns[2] + ' ' + columns[3];
            var lineHere = paragraphHere + ' ' + columns[4];
            if (!paragraphHere.equals(lastParagraph)) {
                paragraph++;
            }
            if (!lineHere.equals(lastLine)) {
                line++;
            }
            lastParagraph = paragraphHere;
            lastLine = lineHere;
            try {
                double left = Double.parseDouble(columns[6]) / width;
                double top = Double.parseDouble(columns[7]) / height;
                var box =
                        new Words.Box(
                                left,
                                top,
                                left + Double.parseDouble(columns[8]) / width,
                                top + Double.parseDouble(columns[9]) / height);
                double confidence = Double.parseDouble(columns[10]) / 100;
                words.add(
                        new Word(
                                text.substring(0, Math.min(LONGEST_WORD, text.length())),
                                paragraph,
                                line,
                                box,
                                Math.clamp(confidence, 0, 1)));
            } catch (NumberFormatException notThisTable) {
                throw new IOException("not a table of words");
            }
        }
        return words;
    }
}
