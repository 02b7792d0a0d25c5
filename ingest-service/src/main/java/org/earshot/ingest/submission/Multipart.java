package org.earshot.ingest.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.earshot.problems.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a multipart/form-data request (RFC 7578), one after the other as they arrive.
 * Nothing of a part is kept, in memory or on a disk: the server's own reader would write documents
 * to files before anybody could encrypt them.
 */
final class Multipart {

    private static final Pattern BOUNDARY =
            Pattern.compile(
                    ";\\s*boundary=(?:\"([^\"\\\\]{1,70})\"|([^\\s;\"]{1,70}))",
                    Pattern.CASE_INSENSITIVE);
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_HEADERS = 8 * 1024;
    private static final int LONGEST_FILE_NAME = 255;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;

    /** As far as this the buffer is the part's; there the delimiter begins if it is {@code met}. */
    private int safe;

    private boolean met;
    private boolean isAtEnd;

    private Multipart(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        // The first delimiter needs no line before it; all others do.
        buffer[0] = '\r';
        buffer[1] = '\n';
        to = 2;
    }

    /**
     * One part.
     *
     * @param fileName without folders, at most 255 characters; as its sender called it
     * @param content to be read before the next part is asked for; the rest of it is passed over
     */
    record Part(String name, @Nullable String fileName, InputStream content) {
        @Override
        public String toString() {
            return "Part " + name;
        }
    }

    static Multipart of(InputStream body, @Nullable String contentType) {
        var boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (!boundary.find()) {
            throw malformed("The Content-Type names no boundary of 1 to 70 characters.");
        }
        return new Multipart(
                body, boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    }

    /** The next part; none when that was all. */
    @Nullable Part next() throws IOException {
        if (isAtEnd) {
            return null;
        }
        new Content().skipAll();
        from = safe + delimiter.length;
        met = false;
        safe = from;
        if (at(0) == '-' && at(1) == '-') {
            isAtEnd = true;
            return null;
        }
        var headers = headers();
        var disposition = header(headers, "content-disposition");
        var encoding = header(headers, "content-transfer-encoding").toLowerCase(Locale.ROOT);
        if (!encoding.isEmpty() && !encoding.matches("binary|8bit|7bit")) {
            throw malformed("A part is encoded; parts are sent as they are.");
        }
        var name = parameter(disposition, "name");
        if (!disposition.toLowerCase(Locale.ROOT).startsWith("form-data") || name == null) {
            throw malformed("A part has no Content-Disposition: form-data with a name.");
        }
        safe = from;
        return new Part(name, fileName(parameter(disposition, "filename")), new Content());
    }

    /** The lines between a delimiter and the empty line, without the rest of the delimiter's. */
    private String headers() throws IOException {
        for (int length = 0; length < LONGEST_HEADERS; length++) {
            if (at(length) == '\n' && at(length + 1) == '\r' && at(length + 2) == '\n') {
                var headers = new String(buffer, from, length, StandardCharsets.UTF_8);
                from += length + 3;
                return headers;
            }
        }
        throw malformed(
                "The headers of a part do not end within " + LONGEST_HEADERS + " characters.");
    }

    private static String header(String headers, String name) {
        for (var line : headers.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                return line.substring(colon + 1).strip();
            }
        }
        return "";
    }

    /** The value of {@code name="value"}, where a quote or backslash may have one before it. */
    private static @Nullable String parameter(String header, String name) {
        int at = header.indexOf(';');
        while (at >= 0) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                return null;
            }
            var found = header.substring(at + 1, equals).strip();
            var value = new StringBuilder();
            boolean isQuoted = equals + 1 < header.length() && header.charAt(equals + 1) == '"';
            int i = equals + (isQuoted ? 2 : 1);
            for (; i < header.length(); i++) {
                char c = header.charAt(i);
                boolean escapes =
                        isQuoted
                                && c == '\\'
                                && i + 1 < header.length()
                                && (header.charAt(i + 1) == '"' || header.charAt(i + 1) == '\\');
                if (escapes) {
                    i++;
                    value.append(header.charAt(i));
                } else if (c == (isQuoted ? '"' : ';')) {
                    break;
                } else {
                    value.append(c);
                }
            }
            if (found.equalsIgnoreCase(name)) {
                return value.toString();
            }
            at = header.indexOf(';', i);
        }
        return null;
    }

    private static @Nullable String fileName(@Nullable String sent) {
        if (sent == null) {
            return null;
        }
        var name =
                sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                        .replaceAll("\\p{Cntrl}", "")
                        .strip();
        int end = Math.min(name.length(), LONGEST_FILE_NAME);
        if (end < name.length() && Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        return name.isEmpty() ? null : name.substring(0, end);
    }

    private int at(int offset) throws IOException {
        while (from + offset >= to) {
            fill();
        }
        return buffer[from + offset];
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            safe -= from;
            from = 0;
        }
        int some = in.read(buffer, to, buffer.length - to);
        if (some < 0) {
            throw malformed("It breaks off before its last boundary.");
        }
        to += some;
    }

    static Problem malformed(String detail) {
        return Problem.of(
                400, "malformed-multipart", "The body is not well-formed multipart", detail);
    }

    /** What is left of the current part. */
    private final class Content extends InputStream {

        @Override
        public int read() throws IOException {
            return isFilled() ? buffer[from++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!isFilled()) {
                return -1;
            }
            int some = Math.min(length, safe - from);
            System.arraycopy(buffer, from, bytes, offset, some);
            from += some;
            return some;
        }

        private boolean isFilled() throws IOException {
            while (from == safe) {
                if (met) {
                    return false;
                }
                look();
                if (from == safe && !met) {
                    fill();
                }
            }
            return true;
        }

        /** How much of the buffer cannot be the beginning of a delimiter. */
        private void look() {
            int last = to - delimiter.length;
            for (int i = safe; i <= last; i++) {
                if (buffer[i] == delimiter[0]
                        && Arrays.equals(
                                buffer, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                    safe = i;
                    met = true;
                    return;
                }
            }
            safe = Math.max(safe, last + 1);
        }

        void skipAll() throws IOException {
            while (isFilled()) {
                from = safe;
            }
        }
    }
}
