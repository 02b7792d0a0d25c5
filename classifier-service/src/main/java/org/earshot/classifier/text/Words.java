package org.earshot.classifier.text;

import java.util.List;

/** A text cut into words and sentences. */
public record Words(String text, List<Token> tokens, List<Sentence> sentences) {

    /**
     * A part of the text in which words that are spelt otherwise than in books stand as they are
     * meant; everything else as it is.
     *
     * @param start in UTF-16 units of the text, where a word begins or none stands
     * @param end exclusive, likewise
     * @param from index of the first word that may stand in it
     * @param to index after the last
     */
    public String respelt(int start, int end, int from, int to) {
        var respelt = new StringBuilder(end - start);
        int done = start;
        int word = from;
        while (word < to) {
            Token token = tokens.get(word);
            if (token.end() > end) {
                break;
            }
            boolean replaced =
                    token.start() >= done && token.certainty() != Spelling.Certainty.WRITTEN;
            if (replaced) {
                respelt.append(text, done, token.start());
            }
            int first = word;
            for (; word < to && tokens.get(word).start() == token.start(); word++) {
                if (replaced) {
                    respelt.append(word == first ? "" : " ").append(tokens.get(word).form());
                }
            }
            if (replaced) {
                done = token.end();
            }
        }
        return respelt.append(text, done, end).toString();
    }
}
