package org.earshot.ingest.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes as lines. A line that is too long is passed over without being kept, and lines
 * of white space say nothing; both count when lines are numbered.
 */
final class Lines {

    private static final int CHUNK = 8192;

    private final InputStream in;
    private final int longest;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private long number;

    /**
     * @param longest in bytes, without the line feed
     */
    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * One line.
     *
     * @param number the first is 1
     * @param bytes without the line feed; null when there are too many
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(long number, byte @Nullable [] bytes) {
        int size() {
            return bytes == null ? 0 : bytes.length;
        }

        @Override
        public String toString() {
            return "Line " + number;
        }
    }

    /**
     * The next line that is not blank; null at the end of the stream. The last may lack its line
     * feed.
     *
     * @throws IOException when the stream breaks off: what had come of its last line is no line
     */
    @Nullable Line next() throws IOException {
        while (true) {
            var line = new ByteArrayOutputStream();
            boolean tooLong = false;
            boolean any = false;
            boolean ended = false;
            while (!ended && fill()) {
                any = true;
                int from = at;
                while (at < end && chunk[at] != '\n') {
                    at++;
                }
                tooLong |= line.size() + (at - from) > longest;
                if (tooLong) {
                    line.reset();
                } else {
                    line.write(chunk, from, at - from);
                }
                ended = at < end;
                if (ended) {
                    at++;
                }
            }
            if (!any) {
                return null;
            }
            number++;
            if (tooLong) {
                return new Line(number, null);
            }
            var bytes = line.toByteArray();
            if (!isBlank(bytes)) {
                return new Line(number, bytes);
            }
        }
    }

    /** Whether there is a byte to read; waits until that is known. */
    private boolean fill() throws IOException {
        while (at == end) {
            int read = in.read(chunk);
            if (read < 0) {
                return false;
            }
            at = 0;
            end = read;
        }
        return true;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
