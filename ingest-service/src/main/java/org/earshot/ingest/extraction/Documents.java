package org.earshot.ingest.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hands each document, and each document within one, to the reader for its kind. */
class Documents {

    private final Assembly assembly;
    private final PrivateFolder folder;
    private final Recognition recognition;

    Documents(Assembly assembly, PrivateFolder folder, Steps steps) {
        this.assembly = assembly;
        this.folder = folder;
        recognition = new Recognition(assembly, folder, steps);
    }

    void read(Path file, MediaType type, int depth) throws IOException {
        int part = assembly.nextDocument();
        if (assembly.isOver() || !assembly.hasRoomForPage()) {
            return;
        }
        if (Files.size(file) > assembly.limits().bytes()) {
            assembly.tell(Reason.TOO_LARGE);
            return;
        }
        switch (type) {
            case TXT -> text(file, part);
            case DOCX, ODT -> OfficeFile.read(file, type, part, depth, this, assembly, folder);
            case PDF -> Pdf.read(file, part, assembly, folder, recognition);
            case TIFF, PNG, JPEG -> new Scan(assembly, folder, recognition).read(file, type, part);
            case EML -> Mail.read(file, part, depth, this, assembly, folder);
            case EMPTY -> assembly.tell(Reason.EMPTY);
            default -> assembly.tell(Reason.UNKNOWN_TYPE);
        }
    }

    private void text(Path file, int part) throws IOException {
        // At most four bytes a character: what is beyond is cut off and told by the assembly.
        byte[] bytes;
        try (var input = Files.newInputStream(file)) {
            bytes = input.readNBytes(4 * assembly.limits().characters() + 4);
        }
        var decoded = TextDecoding.decode(bytes);
        if (decoded == null) {
            assembly.tell(Reason.DAMAGED);
            return;
        }
        if (decoded.guessed()) {
            assembly.tell(Reason.GUESSED_ENCODING);
        }
        if (decoded.text().isBlank()) {
            assembly.tell(Reason.BLANK);
        }
        assembly.addText(part, 1, decoded.text());
    }
}
