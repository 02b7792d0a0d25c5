package org.earshot.ingest.extraction;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Which of the encodings that letters come in some bytes are, and the text they give. UTF-8 proves
 * itself; UTF-16 shows by its mark or its zero bytes; what else has no control characters is taken
 * for Windows-1252, which is a guess and said so.
 */
final class TextDecoding {

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private TextDecoding() {}

    record Decoded(String text, boolean guessed) {}

    /** The text, or null if these bytes are not a text's. */
    static @Nullable Decoded decode(byte[] bytes) {
        var charset = charsetOf(bytes, false);
        if (charset == null) {
            return null;
        }
        return new Decoded(clean(new String(bytes, charset)), charset.equals(WINDOWS_1252));
    }

    /**
     * @param cut whether the bytes are the beginning of something longer, so that a character may
     *     be missing its end
     */
    static @Nullable Charset charsetOf(byte[] bytes, boolean cut) {
        if (bytes.length >= 2) {
            int mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
            if (mark == 0xFFFE) {
                return UTF_16LE;
            }
            if (mark == 0xFEFF) {
                return UTF_16BE;
            }
        }
        int[] zeros = new int[2];
        int controls = 0;
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] & 0xFF;
            if (value == 0) {
                zeros[i & 1]++;
            } else if (isControl(value)) {
                controls++;
            }
        }
        if (zeros[0] + zeros[1] > 0) {
            // Latin script in UTF-16 has a zero in every other byte, and hardly one in the others.
            int half = bytes.length / 2;
            if (bytes.length < 4 || bytes.length % 2 == 1) {
                return null;
            }
            if (controls == 0 && zeros[1] * 2 > half && zeros[0] * 20 < half) {
                return UTF_16LE;
            }
            if (controls == 0 && zeros[0] * 2 > half && zeros[1] * 20 < half) {
                return UTF_16BE;
            }
            return null;
        }
        if (controls > 0) {
            return null;
        }
        return isUtf8(bytes, cut) ? UTF_8 : WINDOWS_1252;
    }

    private static boolean isControl(int value) {
        return value < ' '
                && value != '\t'
                && value != '\n'
                && value != '\r'
                && value != '\f'
                && value != 0x1A;
    }

    private static boolean isUtf8(byte[] bytes, boolean cut) {
        var decoder =
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        var input = ByteBuffer.wrap(bytes);
        var output = CharBuffer.allocate(8 * 1024);
        while (true) {
            var result = decoder.decode(input, output, !cut);
            if (result.isOverflow()) {
                output.clear();
            } else {
                return result.isUnderflow();
            }
        }
    }

    /**
     * Without what no text holds: byte order marks, control characters other than tab and line
     * feed, halves of characters. Lines end in a line feed, a page's end is an empty line.
     */
    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') {
                    clean.append('\n');
                }
            } else if (c == '\f') {
                clean.append("\n\n");
            } else if (c == '\n' || c == '\t') {
                clean.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                clean.append('\uFFFD');
            } else if (c >= ' ' && c != 0x7F && c != '\uFEFF' && (c < 0x80 || c > 0x9F)) {
                clean.append(c);
            }
        }
        return clean.toString();
    }
}
