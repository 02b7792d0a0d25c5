package org.earshot.transparency;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export one line at a time, as {@link ExportWriter} describes it. It holds one line in
 * memory, whose length is bounded, and believes nothing: what it reads is for {@link Verifier} to
 * judge.
 */
public final class ExportReader {
    /** Room for an event of 12 MiB, far above what a topic accepts. */
    static final int MAX_LINE = 16 * 1024 * 1024;

    private final InputStream in;
    private final String checkpointNote;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private long next;

    /** Reads up to the first entry. */
    public ExportReader(InputStream stream) throws IOException {
        in = stream;
        byte[] header = line(ExportWriter.HEADER.length());
        if (header == null || !text(header).equals(ExportWriter.HEADER)) {
            throw new NotAnExport();
        }
        var note = new StringBuilder();
        for (int blanks = 0; blanks < 2; ) {
            byte[] line = line(Note.MAX_BYTES);
            if (line == null || note.length() > Note.MAX_BYTES) {
                throw new MalformedException("the export ends within its checkpoint");
            }
            if (line.length == 0) {
                blanks++;
            }
            if (blanks < 2) {
                note.append(StrictText.utf8(line)).append('\n');
            }
        }
        checkpointNote = note.toString();
    }

    /** The first line is that of something else. */
    static final class NotAnExport extends IOException {
        private static final long serialVersionUID = 1L;

        NotAnExport() {
            super("the first line is not " + ExportWriter.HEADER);
        }
    }

    /** The checkpoint as it stands in the export; nothing has verified it. */
    public String checkpointNote() {
        return checkpointNote;
    }

    /** The index the next entry must bear. */
    public long position() {
        return next;
    }

    /**
     * The next entry, or null after the last line.
     *
     * @throws MalformedException if the line is not an entry, or not that of {@link #position()}
     */
    public @Nullable ExportEntry next() throws IOException {
        byte[] line = line(MAX_LINE);
        if (line == null) {
            return null;
        }
        int commitmentAt = space(line, 0) + 1;
        int saltAt = space(line, commitmentAt) + 1;
        int eventAt = space(line, saltAt) + 1;
        long index = StrictText.decimal(text(Arrays.copyOf(line, commitmentAt - 1)));
        if (index != next) {
            throw new MalformedException("this line is entry " + index + ", out of its place");
        }
        var commitment = Hash.of(base64(line, commitmentAt, saltAt - 1));
        var entry = new ExportEntry(index, commitment, opening(line, saltAt, eventAt));
        next++;
        return entry;
    }

    private static @Nullable Opening opening(byte[] line, int saltAt, int eventAt) {
        boolean saltErased = is(ExportWriter.ERASED, line, saltAt, eventAt - 1);
        boolean eventErased = is(ExportWriter.ERASED, line, eventAt, line.length);
        if (saltErased && eventErased) {
            return null;
        }
        byte[] salt = base64(line, saltAt, eventAt - 1);
        byte[] event =
                is(ExportWriter.NO_BYTES, line, eventAt, line.length)
                        ? new byte[0]
                        : base64(line, eventAt, line.length);
        if (event.length == 0 && eventAt == line.length) {
            throw new MalformedException("the event is missing");
        }
        return Opening.of(salt, event);
    }

    private static boolean is(String word, byte[] line, int from, int to) {
        return to - from == 1 && line[from] == word.charAt(0);
    }

    private static byte[] base64(byte[] line, int from, int to) {
        return StrictText.base64Ascii(Arrays.copyOfRange(line, from, to));
    }

    private static int space(byte[] line, int from) {
        for (int i = from; i < line.length; i++) {
            if (line[i] == ' ') {
                return i;
            }
        }
        throw new MalformedException("an entry has four fields");
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    private byte @Nullable [] line(int limit) throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (fill()) {
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            if (line.size() + end - at > limit) {
                throw new MalformedException("a line is longer than " + limit + " bytes");
            }
            line.write(buffer, at, end - at);
            at = end + 1;
            if (end < filled) {
                return line.toByteArray();
            }
        }
        if (line.size() > 0) {
            throw new MalformedException("the last line is cut off");
        }
        return null;
    }

    /** Whether there is anything left to read in the buffer, filling it anew if need be. */
    private boolean fill() throws IOException {
        if (at >= filled) {
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            at = 0;
        }
        return filled > 0;
    }
}
