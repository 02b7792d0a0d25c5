package org.earshot.ingest.extraction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which kind of document some bytes are. A file's name and the sender's word for its type are not
 * asked: either may be wrong, or meant to be.
 */
public final class MediaTypes {

    /** As much of a document as {@link #of(byte[])} looks at, in bytes. */
    public static final int HEAD = 64 * 1024;

    /** A PDF may begin after some bytes of something else (ISO 32000-1, annex H.3.4.1). */
    private static final int PDF_WITHIN = 1024;

    private static final byte[] ODT_MIMETYPE =
            "application/vnd.oasis.opendocument.text".getBytes(US_ASCII);

    /** Headers that a mail server or program writes and a letter does not begin with. */
    private static final Set<String> OF_MAIL_ALONE =
            Set.of(
                    "received",
                    "return-path",
                    "message-id",
                    "mime-version",
                    "delivered-to",
                    "dkim-signature",
                    "content-type",
                    "auto-submitted",
                    "x-mailer");

    private static final Set<String> OF_MAIL =
            Set.of("from", "to", "date", "subject", "cc", "reply-to", "sender", "in-reply-to");

    private MediaTypes() {}

    /** By the beginning of a file and, for an archive, its list of entries at the end. */
    public static MediaType of(Path file) throws IOException {
        try (var opened = new RandomAccessFile(file.toFile(), "r")) {
            long size = opened.length();
            var head = new byte[(int) Math.min(HEAD, size)];
            opened.readFully(head);
            var type = of(head);
            if (type == MediaType.UNKNOWN && isZip(head) && size > HEAD) {
                var tail = new byte[(int) Math.min(HEAD, size - HEAD)];
                opened.seek(size - tail.length);
                opened.readFully(tail);
                return ofEntries(tail);
            }
            return type;
        }
    }

    /**
     * @param head the whole document, or its first {@link #HEAD} bytes
     */
    public static MediaType of(byte[] head) {
        if (head.length == 0) {
            return MediaType.EMPTY;
        }
        if (begins(head, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return MediaType.PNG;
        }
        if (begins(head, 0xFF, 0xD8, 0xFF)) {
            return MediaType.JPEG;
        }
        if (begins(head, 'I', 'I', 42, 0)
                || begins(head, 'M', 'M', 0, 42)
                || begins(head, 'I', 'I', 43, 0)
                || begins(head, 'M', 'M', 0, 43)) {
            return MediaType.TIFF;
        }
        if (isZip(head)) {
            return ofEntries(head);
        }
        if (new String(head, 0, Math.min(PDF_WITHIN, head.length), ISO_8859_1).contains("%PDF-")) {
            return MediaType.PDF;
        }
        if (isMail(head)) {
            return MediaType.EML;
        }
        return TextDecoding.charsetOf(head, head.length >= HEAD) == null
                ? MediaType.UNKNOWN
                : MediaType.TXT;
    }

    private static boolean begins(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZip(byte[] head) {
        return begins(head, 'P', 'K', 3, 4);
    }

    /**
     * Looks for the headers of entries, local and central, without inflating anything: what is
     * found decides which reader looks properly, and nothing else.
     */
    private static MediaType ofEntries(byte[] bytes) {
        for (int at = 0; at + 46 < bytes.length; at++) {
            if (bytes[at] != 'P' || bytes[at + 1] != 'K') {
                continue;
            }
            boolean local = bytes[at + 2] == 3 && bytes[at + 3] == 4;
            boolean central = bytes[at + 2] == 1 && bytes[at + 3] == 2;
            if (!local && !central) {
                continue;
            }
            int length = number(bytes, at + (local ? 26 : 28));
            int begin = at + (local ? 30 : 46);
            if (begin + length > bytes.length) {
                continue;
            }
            var name = new String(bytes, begin, length, ISO_8859_1);
            if (name.startsWith("word/")) {
                return MediaType.DOCX;
            }
            if (local && name.equals("mimetype")) {
                int value = begin + length + number(bytes, at + 28);
                if (value + ODT_MIMETYPE.length <= bytes.length
                        && Arrays.equals(
                                bytes,
                                value,
                                value + ODT_MIMETYPE.length,
                                ODT_MIMETYPE,
                                0,
                                ODT_MIMETYPE.length)
                        && (value + ODT_MIMETYPE.length == bytes.length
                                || bytes[value + ODT_MIMETYPE.length] == 'P')) {
                    return MediaType.ODT;
                }
            }
        }
        return MediaType.UNKNOWN;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    /**
     * Headers from the first line on, two of a mail's at least and one of them a server's or a
     * program's: a letter may well begin with "From:" and "Subject:" and is a text then.
     */
    private static boolean isMail(byte[] head) {
        int end = Math.min(head.length, 16 * 1024);
        var lines = new String(head, 0, end, ISO_8859_1).split("\r?\n", 200);
        var seen = new HashSet<String>();
        boolean sure = false;
        for (int i = 0; i < lines.length; i++) {
            var line = lines[i];
            if (i == 0 && line.startsWith("From ")) {
                continue;
            }
            if (!seen.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || !isHeaderName(line, colon)) {
                break;
            }
            var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            sure |= OF_MAIL_ALONE.contains(name);
            if (OF_MAIL_ALONE.contains(name) || OF_MAIL.contains(name)) {
                seen.add(name);
            }
        }
        return sure && seen.size() >= 2;
    }

    private static boolean isHeaderName(String line, int colon) {
        for (int i = 0; i < colon; i++) {
            char c = line.charAt(i);
            if (c < '!' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
