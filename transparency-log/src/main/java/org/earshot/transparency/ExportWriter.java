package org.earshot.transparency;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole log so that an outsider can check it with the log's public key alone. The format,
 * version 1, is UTF-8 text in lines that each end in a newline:
 *
 * <ol>
 *   <li>{@code earshot-log-export@v1}
 *   <li>the signed checkpoint, verbatim (C2SP tlog-checkpoint), and an empty line
 *   <li>for each entry of that checkpoint, in order from 0: its index in decimal, its commitment,
 *       the salt and the event's bytes, separated by single spaces; the last three in base64. Once
 *       an event is erased its salt and bytes are each written {@code -}; an event of no bytes at
 *       all is written {@code =}.
 * </ol>
 *
 * <p>There are as many entries as the checkpoint says and nothing after the last. Only the
 * canonical spelling of a number or of base64 is valid.
 */
public final class ExportWriter {
    static final String HEADER = "earshot-log-export@v1";
    static final String ERASED = "-";
    static final String NO_BYTES = "=";

    private final OutputStream out;
    private final long size;
    private long next;

    /** Writes the header and the checkpoint to {@code out}, which the caller buffers and closes. */
    public ExportWriter(OutputStream out, SignedCheckpoint checkpoint) throws IOException {
        this.out = out;
        this.size = checkpoint.checkpoint().size();
        write(HEADER + "\n" + checkpoint.note() + "\n");
    }

    /** Writes the next entry. */
    public void entry(Hash commitment, @Nullable Opening opening) throws IOException {
        if (next == size) {
            throw new IllegalStateException("the checkpoint has " + size + " entries, no more");
        }
        write(next + " " + commitment.base64() + " ");
        if (opening == null) {
            write(ERASED + " " + ERASED);
        } else {
            write(StrictText.base64(opening.salt()) + " ");
            byte[] event = opening.event();
            out.write(event.length == 0 ? ascii(NO_BYTES) : Base64.getEncoder().encode(event));
        }
        out.write('\n');
        next++;
    }

    /** Says that this was the last entry; an export with fewer than promised is worth nothing. */
    public void finish() {
        if (next != size) {
            throw new IllegalStateException("the export ends at " + next + " of " + size);
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
