package org.earshot.ingest.extraction;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How much of a document is read, and what it may cost. What lies beyond a limit is told and left
 * to a person; none is a reason to refuse a message.
 *
 * @param bytes the largest file
 * @param pages the most pages of a document, those of documents within it included
 * @param characters the longest text, in UTF-16 units
 * @param unpackedBytes the most that an archive or a mail may unfold to, over all of its parts
 * @param parts the most parts of an archive or a mail
 * @param depth how deep documents within documents are opened; 0 opens none
 * @param pixels the largest picture, in picture elements; those over a tenth of it are made smaller
 * @param page the longest that any one program may take over a page
 * @param document the longest that all of it may take
 * @param childMemory address space of a program that reads a page, in bytes
 * @param leastConfidence 0..1; a page whose words have a lower mean is doubtful
 * @param mostInkWithoutWords 0..1; a page of whose ink a larger share is not in a word is not
 *     wholly read
 * @param languages of letters, as Tesseract names its data: {@code eng+cym}
 * @param folder where private folders for single documents are made, and removed again
 */
public record Limits(
        long bytes,
        int pages,
        int characters,
        long unpackedBytes,
        int parts,
        int depth,
        long pixels,
        Duration page,
        Duration document,
        long childMemory,
        double leastConfidence,
        double mostInkWithoutWords,
        String languages,
        Path folder) {

    /** What serves a department's post. */
    public static Limits usual() {
        return new Limits(
                64L << 20,
                300,
                2_000_000,
                256L << 20,
                1_000,
                3,
                400_000_000,
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                1L << 30,
                0.70,
                0.25,
                "eng+cym",
                Path.of(System.getProperty("java.io.tmpdir")));
    }
}
