package org.earshot.classifier.language;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.earshot.classifier.text.Sentence;
import org.earshot.classifier.text.Spelling;
import org.earshot.classifier.text.Token;
import org.earshot.classifier.text.Words;

/**
 * Notices passages that are in neither English nor Welsh, and names their language.
 *
 * <p>Each word bears evidence: above zero that it is foreign, below zero that it is English or
 * Welsh. A passage is unknown when the evidence of words that follow each other adds up to {@link
 * #ENOUGH} somewhere (a cumulative sum that never falls below zero, as in Page's test for a change,
 * Biometrika 1954). So a foreign passage is found wherever it stands, nothing before or after it
 * takes it away, and strange words scattered over English never add up.
 */
public final class LanguageIdentifier {

    /** Two and a half strange words on end: one can cry in three. */
    static final double ENOUGH = 2.5;

    private static final double STRANGE = 1;
    private static final double FOREIGN_LETTERS = 1.5;
    private static final double NEARLY_KNOWN = 0.4;

    /** At the head of a sentence it may be a name, unless the next word is strange and none. */
    private static final double OPENING = 0.5;

    private static final double KNOWN = -0.75;
    private static final double EVERYDAY = -1.5;

    /**
     * What strange words count for where the model gives English and Welsh no more than any other
     * language, how fast that falls the likelier they are, and its bounds. A text that tells it
     * nothing has the logarithm of two, since they are two.
     */
    private static final double AMONG_UNKNOWN = 1.55;

    private static final double SLOPE = 1.2;
    private static final double MOST = 1.5;
    private static final double LEAST = 0.3;

    /** A sentence longer than twice this is put to the model in stretches of so many words. */
    private static final int STRETCH = 16;

    /** Words in capitals are no names where so many stand together. */
    private static final int SHOUTED = 4;

    /** Letters with marks that English and Welsh writers use too. */
    private static final String KNOWN_MARKS = "âêîôûŵŷäëïöüáéíóúẃýàèìòùẁỳçñ";

    private static final List<String> ENDINGS =
            List.of(
                    "ing", "ness", "ght", "tion", "ly", "ful", "ed", "itis", "gia", "thy", "odd",
                    "wyd", "iaeth");

    private final Vocabulary vocabulary = Vocabulary.SHIPPED;
    private final LanguageModel model = new LanguageModel();

    private LanguageIdentifier() {}

    /** Loaded once, when first asked for: the model is the same for everybody. */
    private static final class Shipped {
        private static final LanguageIdentifier IDENTIFIER = new LanguageIdentifier();
    }

    /** With the model and the words that ship. */
    public static LanguageIdentifier shipped() {
        return Shipped.IDENTIFIER;
    }

    /**
     * Identifies the languages of a text.
     *
     * @param inRules whether some rule uses a word: rules are English and Welsh, so it is known
     */
    public Languages identify(Words words, Predicate<String> inRules) {
        List<Token> tokens = words.tokens();
        double[] evidence = new double[tokens.size()];
        double english = 0;
        double welsh = 0;
        for (Sentence sentence : words.sentences()) {
            boolean shouted = isShouted(words, sentence);
            for (int i = sentence.from(); i < sentence.to(); i++) {
                var kind = kind(tokens.get(i), words.text(), inRules);
                boolean opening = i == sentence.from();
                evidence[i] = evidence(kind, tokens.get(i), words.text(), opening, shouted);
                switch (kind) {
                    case EVERYDAY, ENGLISH -> english++;
                    case WELSH -> welsh++;
                    case NAME -> english += 0.1;
                    case SHARED, STRANGE -> {}
                }
            }
            int second = sentence.from() + 1;
            if (second < sentence.to()
                    && evidence[second - 1] == OPENING
                    && evidence[second] >= STRANGE) {
                evidence[second - 1] = STRANGE;
            }
        }
        List<Passage> unknown = List.of();
        if (!unknownPassages(evidence, MOST).isEmpty()) {
            weigh(words, evidence);
            unknown = unknownPassages(evidence, 1);
        }
        return languages(words, english, welsh, unknown);
    }

    /** Tokens [from, to) that were not understood. */
    private record Passage(int from, int to) {}

    /**
     * The passages whose evidence is enough, if what speaks for a foreign word counted so much.
     * What comes after the mark has been earned only serves to name the languages.
     */
    private static List<Passage> unknownPassages(double[] evidence, double factor) {
        var passages = new ArrayList<Passage>();
        double sum = 0;
        double peak = 0;
        int from = 0;
        int to = 0;
        for (int i = 0; i < evidence.length; i++) {
            sum += evidence[i] > 0 ? evidence[i] * factor : evidence[i];
            if (sum >= peak) {
                peak = sum;
                to = i + 1;
            }
            boolean over = sum <= 0 || peak - sum >= ENOUGH;
            if (over && peak >= ENOUGH) {
                passages.add(new Passage(from, to));
            }
            if (over && (sum <= 0 || peak >= ENOUGH)) {
                sum = 0;
                peak = 0;
                from = i + 1;
            }
        }
        if (peak >= ENOUGH) {
            passages.add(new Passage(from, to));
        }
        return passages;
    }

    /** Asks the model how strange words are to be taken, stretch by stretch. */
    private void weigh(Words words, double[] evidence) {
        List<Token> tokens = words.tokens();
        for (Sentence sentence : words.sentences()) {
            for (int from = sentence.from(); from < sentence.to(); ) {
                int to = end(tokens, from, sentence.to());
                double factor = factor(words, from, to, evidence);
                for (int i = from; i < to; i++) {
                    if (evidence[i] > 0 && evidence[i] < ENOUGH) {
                        evidence[i] *= factor;
                    }
                }
                from = to;
            }
        }
    }

    private double factor(Words words, int from, int to, double[] evidence) {
        boolean strange = false;
        for (int i = from; i < to; i++) {
            strange |= evidence[i] > 0 && evidence[i] < ENOUGH;
        }
        if (!strange) {
            return 1;
        }
        double familiarity = model.familiarity(textOf(words, from, to));
        return Math.clamp(AMONG_UNKNOWN - SLOPE * familiarity, LEAST, MOST);
    }

    /** A line may be the end of a sentence, and a dictated sentence may go on for a page. */
    private static int end(List<Token> tokens, int from, int to) {
        int most = to - from < 2 * STRETCH ? to : from + STRETCH;
        for (int i = from + 1; i < most; i++) {
            if (tokens.get(i).line()) {
                return i;
            }
        }
        return most;
    }

    private Vocabulary.Kind kind(Token token, String text, Predicate<String> inRules) {
        String form = token.form();
        if (form.length() < 2 || token.end() - token.start() < 2) {
            // "i" and "a" are words of many languages
            return Vocabulary.Kind.SHARED;
        }
        if (isRomanian(token, text)) {
            return Vocabulary.Kind.STRANGE;
        }
        if (hasForeignLetters(text, token)) {
            return Vocabulary.Kind.STRANGE;
        }
        if (token.certainty() == Spelling.Certainty.GUESSED) {
            // A word of another language is near some English word too.
            return Vocabulary.Kind.STRANGE;
        }
        var kind = vocabulary.kind(form);
        boolean rules = kind == Vocabulary.Kind.STRANGE && form.length() > 3 && inRules.test(form);
        return rules ? Vocabulary.Kind.SHARED : kind;
    }

    /** "am" in "i-am". */
    private static boolean isRomanian(Token token, String text) {
        return token.form().equals("am")
                && token.start() > 0
                && text.charAt(token.start() - 1) == '-';
    }

    private static double evidence(
            Vocabulary.Kind kind, Token token, String text, boolean opening, boolean shouted) {
        if (isOtherScript(text.codePointAt(token.start()))) {
            return ENOUGH;
        }
        return switch (kind) {
            case EVERYDAY, WELSH -> EVERYDAY;
            case ENGLISH -> KNOWN;
            case SHARED, NAME -> 0;
            case STRANGE -> {
                String form = asWritten(token, text);
                if (!isWord(form)) {
                    yield 0;
                }
                boolean foreign = hasForeignLetters(text, token);
                if (token.lowerCase() || shouted) {
                    yield foreign ? FOREIGN_LETTERS : strangeness(form);
                }
                yield opening ? OPENING * (foreign ? 2 : 1) : 0;
            }
        };
    }

    private static String asWritten(Token token, String text) {
        return token.certainty() == Spelling.Certainty.GUESSED
                ? Spelling.fold(text.substring(token.start(), token.end()))
                : token.form();
    }

    /** Words that the lists do not have are mostly long ones with an English or Welsh ending. */
    private static double strangeness(String form) {
        return form.length() > 5 && ENDINGS.stream().anyMatch(form::endsWith)
                ? NEARLY_KNOWN
                : STRANGE;
    }

    /** Letters, or what is typed for Arabic letters ("sa3dni"); no reference and no "2moro". */
    private static boolean isWord(String form) {
        boolean digit = false;
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            if (c == '3' || c == '7') {
                digit = true;
            } else if (!Character.isLetter(c)) {
                return false;
            }
        }
        return !digit || form.length() > 3;
    }

    private static boolean hasForeignLetters(String text, Token token) {
        for (int i = token.start(); i < token.end(); i++) {
            char c = text.charAt(i);
            if (c > 127
                    && Character.isLetter(c)
                    && KNOWN_MARKS.indexOf(Character.toLowerCase(c)) < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOtherScript(int c) {
        var script = UnicodeScript.of(c);
        return Character.isLetter(c)
                && script != UnicodeScript.LATIN
                && script != UnicodeScript.COMMON
                && script != UnicodeScript.INHERITED;
    }

    /** A sentence in capitals, so that a capital says nothing about a name. */
    private static boolean isShouted(Words words, Sentence sentence) {
        int shouted = 0;
        for (Token token : words.tokens().subList(sentence.from(), sentence.to())) {
            if (token.lowerCase()) {
                return false;
            }
            if (token.end() - token.start() > 1) {
                if (Character.isLowerCase(words.text().charAt(token.end() - 1))) {
                    return false;
                }
                shouted++;
            }
        }
        return shouted >= SHOUTED;
    }

    private Languages languages(Words words, double english, double welsh, List<Passage> unknown) {
        var counts = new TreeMap<String, Double>();
        if (english > 0) {
            counts.put(Languages.ENGLISH, english);
        }
        if (welsh > 0) {
            counts.put(Languages.WELSH, welsh);
        }
        for (Passage passage : unknown) {
            String tag = model.name(textOf(words, passage.from(), passage.to()));
            counts.merge(tag, (double) passage.to() - passage.from(), Double::sum);
        }
        double all = counts.values().stream().mapToDouble(Double::doubleValue).sum();
        if (all == 0) {
            return Languages.NONE;
        }
        var shares =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Double>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(count -> share(count.getKey(), count.getValue() / all))
                        .toList();
        return new Languages(shares.getFirst().tag(), shares, !unknown.isEmpty());
    }

    private static Languages.Share share(String tag, double share) {
        return new Languages.Share(tag, Math.round(share * 1000) / 1000.0);
    }

    private static String textOf(Words words, int from, int to) {
        List<Token> tokens = words.tokens();
        return words.text().substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }
}
