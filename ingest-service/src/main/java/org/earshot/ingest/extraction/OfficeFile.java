package org.earshot.ingest.extraction;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads DOCX and ODT: an archive from its beginning to its end, so that one broken off is read as
 * far as it goes. What an archive may unfold to is bounded, for a part and for all of it.
 */
final class OfficeFile {

    /** The largest XML part, in bytes: some thousand pages. */
    private static final long LARGEST_XML = 24L << 20;

    /** A part that unfolds to more than this and by more than a hundred is no letter. */
    private static final long SUSPICIOUS = 8L << 20;

    private static final int SUSPICIOUS_RATIO = 100;

    private final Documents documents;
    private final Assembly assembly;
    private final PrivateFolder folder;
    private final boolean word;
    private final TreeMap<String, String> parts = new TreeMap<>();
    private final List<Path> within = new ArrayList<>();

    private OfficeFile(Documents documents, Assembly assembly, PrivateFolder folder, boolean word) {
        this.documents = documents;
        this.assembly = assembly;
        this.folder = folder;
        this.word = word;
    }

    static void read(
            Path file,
            MediaType type,
            int part,
            int depth,
            Documents documents,
            Assembly assembly,
            PrivateFolder folder)
            throws IOException {
        var reader = new OfficeFile(documents, assembly, folder, type == MediaType.DOCX);
        reader.unfold(file, depth);
        var text = String.join("\n", reader.parts.values()).strip();
        if (text.isEmpty() && reader.within.isEmpty() && !assembly.isIncomplete()) {
            assembly.tell(Reason.BLANK);
        }
        assembly.addText(part, 1, TextDecoding.clean(text));
        for (var path : reader.within) {
            documents.read(path, MediaTypes.of(path), depth + 1);
            Files.delete(path);
        }
    }

    private void unfold(Path file, int depth) throws IOException {
        try (var raw = new Counting(Files.newInputStream(file));
                var zip = new ZipInputStream(raw)) {
            for (var entry = next(zip); entry != null; entry = next(zip)) {
                if (assembly.isOver() || !assembly.takePart()) {
                    return;
                }
                if (!entry(entry.getName(), new Unfolded(zip, raw), depth)) {
                    return;
                }
            }
        }
    }

    private @Nullable ZipEntry next(ZipInputStream zip) {
        try {
            return zip.getNextEntry();
        } catch (IOException | IllegalArgumentException brokenOff) {
            assembly.tell(Reason.DAMAGED);
            return null;
        }
    }

    /** False if the rest of the archive cannot be read. */
    private boolean entry(String name, Unfolded content, int depth) {
        try {
            int order = order(name);
            if (order >= 0) {
                xml(order, name, content);
            } else if (isMacro(name)) {
                assembly.tell(Reason.MACROS);
            } else if (isDocument(name)) {
                document(content, depth);
            } else if (name.equals("META-INF/manifest.xml")
                    && new String(content.readNBytes(1 << 20), TextDecoding.WINDOWS_1252)
                            .contains("encryption-data")) {
                assembly.tell(Reason.ENCRYPTED);
                return false;
            }
            // What is left of the entry is unfolded too, and counted, to come to the next one.
            content.drain();
            return true;
        } catch (TooLarge tooLarge) {
            assembly.tell(Reason.TOO_LARGE);
            return false;
        } catch (IOException brokenOff) {
            assembly.tell(Reason.DAMAGED);
            return false;
        }
    }

    private void xml(int order, String name, Unfolded content) throws IOException {
        var text = new StringBuilder();
        content.longest = LARGEST_XML;
        try {
            if (word) {
                OfficeText.word(content, text, assembly.limits().characters());
            } else {
                OfficeText.odf(content, text, assembly.limits().characters());
            }
            content.drain();
        } catch (XMLStreamException malformed) {
            if (content.failure == null) {
                assembly.tell(Reason.DAMAGED);
            }
        } catch (IOException brokenOff) {
            // As with what the parser met: kept as the failure.
        }
        if (!content.suspicious) {
            keep(order, name, text);
        }
        if (content.failure != null) {
            throw content.failure;
        }
        content.longest = Long.MAX_VALUE;
    }

    private void keep(int order, String name, StringBuilder text) {
        if (!text.toString().isBlank()) {
            parts.put(order + name, text.toString().strip() + "\n");
        }
    }

    private void document(Unfolded content, int depth) throws IOException {
        if (depth >= assembly.limits().depth()) {
            assembly.tell(Reason.TOO_MANY_PARTS);
            return;
        }
        var path = folder.file();
        content.longest = assembly.limits().bytes();
        Files.copy(content, path);
        content.longest = Long.MAX_VALUE;
        within.add(path);
    }

    /** In which order the parts are put together; -1 for what is no text. */
    private int order(String name) {
        if (!word) {
            return name.equals("styles.xml")
                    ? 0
                    : name.equals("content.xml") ? 1 : name.endsWith("/content.xml") ? 2 : -1;
        }
        if (!name.startsWith("word/") || !name.endsWith(".xml")) {
            return -1;
        }
        var part = name.substring("word/".length());
        if (part.startsWith("header")) {
            return 0;
        }
        if (part.startsWith("document")) {
            return 1;
        }
        if (part.startsWith("diagrams/data") || part.startsWith("charts/chart")) {
            return 2;
        }
        if (part.startsWith("footer")) {
            return 3;
        }
        if (part.startsWith("footnotes") || part.startsWith("endnotes")) {
            return 4;
        }
        return part.equals("comments.xml") ? 5 : -1;
    }

    private boolean isMacro(String name) {
        return word
                ? name.endsWith("vbaProject.bin")
                : name.startsWith("Basic/") || name.startsWith("Scripts/");
    }

    private boolean isDocument(String name) {
        if (name.endsWith("/")) {
            return false;
        }
        return word
                ? name.startsWith("word/media/")
                        || name.startsWith("word/embeddings/")
                        || name.startsWith("word/afchunk")
                : name.startsWith("Pictures/");
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Counts what is read of the file itself. */
    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /** One entry, as far as it may unfold. */
    private final class Unfolded extends InputStream {
        private final InputStream in;
        private final Counting raw;
        private final long rawBefore;
        private long count;
        private long longest = Long.MAX_VALUE;
        private boolean suspicious;
        private @Nullable IOException failure;

        Unfolded(InputStream in, Counting raw) {
            this.in = in;
            this.raw = raw;
            rawBefore = raw.count;
        }

        void drain() throws IOException {
            transferTo(OutputStream.nullOutputStream());
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (failure != null) {
                throw failure;
            }
            try {
                int read = in.read(bytes, from, length);
                if (read > 0) {
                    count += read;
                    suspicious =
                            count > SUSPICIOUS
                                    && count / SUSPICIOUS_RATIO > raw.count - rawBefore + 1024;
                    if (suspicious || count > longest || !assembly.takeUnpacked(read)) {
                        throw new TooLarge();
                    }
                }
                return read;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
