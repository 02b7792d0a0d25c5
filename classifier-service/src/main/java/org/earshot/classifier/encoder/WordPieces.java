package org.earshot.classifier.encoder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Cuts text into the word pieces that an uncased BERT model was trained on: the greedy longest
 * match of Wu et al. (2016), after the normalisation of Devlin et al. (2019).
 */
public final class WordPieces {

    static final int UNKNOWN = 100;
    static final int BEGIN = 101;
    static final int END = 102;

    /** A longer word is one unknown piece, as the model was trained. */
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> whole;
    private final Map<String, Integer> continuing;

    private WordPieces(Map<String, Integer> whole, Map<String, Integer> continuing) {
        this.whole = whole;
        this.continuing = continuing;
    }

    /**
     * Reads the vocabulary of a Hugging Face {@code tokenizer.json}.
     *
     * @throws IOException if it cannot be read or holds no vocabulary
     */
    public static WordPieces read(InputStream tokenizerJson) throws IOException {
        var whole = new HashMap<String, Integer>(1 << 16);
        var continuing = new HashMap<String, Integer>(1 << 14);
        try (JsonParser json = new JsonFactory().createParser(tokenizerJson)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT && "vocab".equals(json.currentName())) {
                    while (json.nextToken() != JsonToken.END_OBJECT) {
                        String piece = json.currentName();
                        int id = json.nextIntValue(UNKNOWN);
                        if (piece.startsWith("##")) {
                            continuing.put(piece.substring(2), id);
                        } else {
                            whole.put(piece, id);
                        }
                    }
                }
            }
        }
        if (whole.isEmpty()) {
            throw new IOException("the tokenizer has no vocabulary");
        }
        return new WordPieces(whole, continuing);
    }

    /** The ids of the pieces of a passage, without the marks of its beginning and end. */
    public int[] pieces(CharSequence text) {
        String normal = normalise(text);
        var pieces = new Pieces(normal.length() / 3 + 4);
        int at = 0;
        while (at < normal.length()) {
            int c = normal.codePointAt(at);
            int width = Character.charCount(c);
            if (isSpace(c)) {
                at += width;
            } else if (standsAlone(c)) {
                word(normal, at, at + width, pieces);
                at += width;
            } else {
                int end = at + width;
                while (end < normal.length()) {
                    int next = normal.codePointAt(end);
                    if (isSpace(next) || standsAlone(next)) {
                        break;
                    }
                    end += Character.charCount(next);
                }
                word(normal, at, end, pieces);
                at = end;
            }
        }
        return pieces.all();
    }

    private void word(String text, int from, int to, Pieces pieces) {
        if (text.codePointCount(from, to) > LONGEST_WORD) {
            pieces.add(UNKNOWN);
            return;
        }
        int mark = pieces.size;
        int at = from;
        while (at < to) {
            Map<String, Integer> vocabulary = at == from ? whole : continuing;
            int end = to;
            Integer id = vocabulary.get(text.substring(at, end));
            while (id == null && --end > at) {
                id = vocabulary.get(text.substring(at, end));
            }
            if (id == null) {
                pieces.size = mark;
                pieces.add(UNKNOWN);
                return;
            }
            pieces.add(id);
            at = end;
        }
    }

    /** Lower case without accents or control characters. */
    private static String normalise(CharSequence text) {
        var kept = new StringBuilder(text.length());
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                plain = false;
                break;
            }
            if (c >= 'A' && c <= 'Z') {
                kept.append((char) (c + 32));
            } else if (c >= ' ' && c != 0x7f || c == '\n' || c == '\r' || c == '\t') {
                kept.append(c);
            }
        }
        if (plain) {
            return kept.toString();
        }
        kept.setLength(0);
        text.codePoints().filter(c -> !isControl(c)).forEach(kept::appendCodePoint);
        String apart =
                Normalizer.normalize(
                        Normalizer.normalize(kept, Normalizer.Form.NFD)
                                .codePoints()
                                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                                .collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append),
                        Normalizer.Form.NFD);
        kept.setLength(0);
        apart.codePoints().map(Character::toLowerCase).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isControl(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        return c == 0
                || c == 0xfffd
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED ->
                            true;
                    default -> false;
                };
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    /** Punctuation and Chinese characters are words of their own. */
    private static boolean standsAlone(int c) {
        if (c < 0x80) {
            return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default ->
                    c >= 0x4e00 && c <= 0x9fff
                            || c >= 0x3400 && c <= 0x4dbf
                            || c >= 0x20000 && c <= 0x2a6df
                            || c >= 0xf900 && c <= 0xfaff;
        };
    }

    private static final class Pieces {
        private int[] ids;
        private int size;

        Pieces(int capacity) {
            ids = new int[capacity];
        }

        void add(int id) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
            }
            ids[size++] = id;
        }

        int[] all() {
            return Arrays.copyOf(ids, size);
        }
    }
}
