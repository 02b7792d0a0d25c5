package org.earshot.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Decoding that takes one spelling of each value and no other: two files that differ in a byte
 * never mean the same, so a change cannot hide in padding or a leading zero.
 */
final class StrictText {
    private StrictText() {}

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] base64(String text) {
        return base64Ascii(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #base64(String)}, for text that was never made a string. */
    static byte[] base64Ascii(byte[] text) {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            if (Arrays.equals(Base64.getEncoder().encode(decoded), text)) {
                return decoded;
            }
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedException("not base64");
        }
        throw new MalformedException("not the canonical base64 of its value");
    }

    /** A decimal from 0 to {@link Long#MAX_VALUE}, in ASCII digits, without leading zeroes. */
    static long decimal(String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && Long.toString(value).equals(text)) {
                return value;
            }
        } catch (NumberFormatException notDecimal) {
            throw new MalformedException("not a decimal number");
        }
        throw new MalformedException("not the plain decimal of its value");
    }

    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8");
        }
    }

    /** A key name: something, without Unicode spaces or a plus sign, on one line. */
    static String keyName(String name) {
        boolean refused =
                name.isEmpty()
                        || name.codePoints()
                                .anyMatch(c ->
                                        c == '+'
                                                || c < ' '
                                                || c == 0x7f
                                                || c == 0x85
                                                || Character.isSpaceChar(c));
        if (refused) {
            throw new MalformedException("a key name has no spaces, plus signs or controls");
        }
        return name;
    }
}
