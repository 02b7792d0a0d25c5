package org.earshot.ingest.extraction;

import java.util.List;

/** Puts the words of a page into the text. */
final class PageText {

    private PageText() {}

    /**
     * @param written from a text layer
     * @param seen recognised in the page's picture, besides
     */
    static void add(Assembly assembly, int part, int number, List<Word> written, List<Word> seen) {
        int start = assembly.beginPage();
        var words = new Words.Builder();
        add(assembly, written, words);
        if (!written.isEmpty() && !seen.isEmpty()) {
            assembly.append("\n\n");
        }
        add(assembly, seen, words);
        var source =
                written.isEmpty()
                        ? Page.Source.OCR
                        : seen.isEmpty() ? Page.Source.TEXT : Page.Source.BOTH;
        assembly.endPage(part, number, start, source, words);
    }

    private static void add(Assembly assembly, List<Word> page, Words.Builder words) {
        for (int i = 0; i < page.size(); i++) {
            var word = page.get(i);
            if (i > 0) {
                var previous = page.get(i - 1);
                assembly.append(
                        previous.paragraph() != word.paragraph()
                                ? "\n\n"
                                : previous.line() != word.line() ? "\n" : " ");
            }
            int start = assembly.append(word.text());
            if (assembly.length() > start) {
                words.add(start, assembly.length(), word.box(), word.confidence());
            }
        }
    }
}
