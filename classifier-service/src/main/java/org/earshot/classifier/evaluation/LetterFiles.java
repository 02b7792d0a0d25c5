package org.earshot.classifier.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.earshot.classifier.evaluation.JsonLines.Content;
import org.earshot.classifier.evaluation.JsonLines.Entry;
import org.earshot.classifier.taxonomy.Taxonomy;

/** The four files of a folder of letters, each whole and unbroken. */
record LetterFiles(
        List<Letter> letters,
        List<Letter> sentences,
        List<Contrast.Pair> contrast,
        List<Fairness.Pair> fairness) {

    static final String LETTERS = "corpus.jsonl";
    static final String SENTENCES = "sentences.jsonl";
    static final String CONTRAST = "contrast.jsonl";
    static final String FAIRNESS = "fairness.jsonl";

    /**
     * Reads the folder.
     *
     * @throws IOException if a file cannot be read, or some line of it is broken: the first is
     *     named
     */
    static LetterFiles read(Path folder, Taxonomy taxonomy) throws IOException {
        return new LetterFiles(
                read(folder.resolve(LETTERS), Letter.entry(taxonomy)),
                read(folder.resolve(SENTENCES), Letter.entry(taxonomy)),
                read(folder.resolve(CONTRAST), Contrast.entry(taxonomy)),
                read(folder.resolve(FAIRNESS), Fairness.entry()));
    }

    static <T> List<T> read(Path file, Entry<T> entry) throws IOException {
        Content<T> content = JsonLines.read(file, entry);
        if (!content.problems().isEmpty()) {
            throw new IOException(file + ": " + content.problems().getFirst());
        }
        return content.values();
    }
}
