package org.earshot.classifier.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.classifier.text.Token;
import org.earshot.classifier.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * Words and pairs of neighbouring words, and what each counts for. A vector knows that two
 * sentences are alike; which word stands there it may have forgotten. Words are taken as the rules
 * see them: folded, contractions opened, known misspellings put right.
 *
 * @param weights of each word or pair that counts, by head
 */
public record Lexicon(Map<String, Weights> weights) {

    /** Nothing counts. */
    public static final Lexicon NONE = new Lexicon(Map.of());

    /** What a word or pair counts for in a run and, as {@code words}, in a whole text. */
    public record Weights(float first, float urgent, float words) {}

    /** The words and pairs of a passage, each once. */
    public static Set<String> features(Words words, Passage passage) {
        var features = new HashSet<String>();
        String before = "";
        for (Token token : words.tokens().subList(passage.from(), passage.to())) {
            String form = Character.isDigit(token.form().charAt(0)) ? "#" : token.form();
            features.add(form);
            if (!before.isEmpty()) {
                features.add(before + " " + form);
            }
            before = form;
        }
        return features;
    }

    /** Each once, of several passages. */
    public static Set<String> union(List<Set<String>> passages) {
        if (passages.size() == 1) {
            return passages.getFirst();
        }
        var union = new HashSet<String>();
        passages.forEach(union::addAll);
        return union;
    }

    /**
     * How much one of so many words and pairs counts: their vector has length 1 however many they
     * are.
     */
    public static double share(Collection<String> features) {
        return 1 / Math.sqrt(Math.max(1, features.size()));
    }

    double[] logits(Set<String> features) {
        double first = 0;
        double urgent = 0;
        double words = 0;
        for (String feature : features) {
            @Nullable Weights found = weights.get(feature);
            if (found != null) {
                first += found.first();
                urgent += found.urgent();
                words += found.words();
            }
        }
        double share = share(features);
        return new double[] {first * share, urgent * share, words * share};
    }
}
