package org.earshot.ingest.extraction;

import java.io.IOException;
import java.nio.file.Path;

/** Reads documents. Whatever a document holds, the answer is an {@link Extracted}. */
public final class Extraction {

    private Extraction() {}

    /**
     * Never throws for what a file holds: what could not be read is told in the answer.
     *
     * @throws IOException if the file itself, or the folder for private files, cannot be used: to
     *     be tried again
     */
    public static Extracted read(Path file, Limits limits) throws IOException {
        return read(file, limits, Steps.ALL);
    }

    /**
     * The same with some steps left out, to measure what they are good for.
     *
     * @throws IOException as above
     */
    public static Extracted read(Path file, Limits limits, Steps steps) throws IOException {
        var assembly = new Assembly(limits);
        var type = MediaTypes.of(file);
        try (var folder = new PrivateFolder(limits.folder())) {
            new Documents(assembly, folder, steps).read(file, type, 0);
        }
        return assembly.finish(type);
    }

    /** Whether the programs that read pictures and PDF are installed here. */
    public static boolean hasPrograms() {
        return Scan.isInstalled() && Pdf.isInstalled();
    }
}
