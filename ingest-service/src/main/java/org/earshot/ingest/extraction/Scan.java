package org.earshot.ingest.extraction;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads pictures of pages: TIFF with all of its pages, PNG and JPEG. */
final class Scan {

    private static final String[] PROGRAMS = {"tifftopnm", "pngtopam", "jpegtopnm"};

    private final Assembly assembly;
    private final PrivateFolder folder;
    private final Recognition recognition;

    Scan(Assembly assembly, PrivateFolder folder, Recognition recognition) {
        this.assembly = assembly;
        this.folder = folder;
        this.recognition = recognition;
    }

    static boolean isInstalled() {
        return Recognition.isInstalled() && Child.isInstalled(PROGRAMS);
    }

    void read(Path file, MediaType type, int part) throws IOException {
        if (!isInstalled()) {
            assembly.tell(Reason.NO_OCR_HERE);
            unread(part, 1);
            return;
        }
        var path = file.toAbsolutePath().toString();
        var command =
                switch (type) {
                    case TIFF -> List.of("tifftopnm", "-quiet", path);
                    case PNG -> List.of("pngtopam", "-quiet", "-mix", "-background=white", path);
                    default -> List.of("jpegtopnm", "-quiet", "-repair", path);
                };
        var sizes = type == MediaType.TIFF ? TiffPages.of(file, assembly.limits().pages()) : null;
        int number = 0;
        try (var child = Child.start(assembly, folder, Long.MAX_VALUE, command)) {
            var pictures = new BufferedInputStream(child.output(), 1 << 16);
            try {
                while (true) {
                    child.allow(Child.min(assembly.limits().page(), assembly.timeLeft()));
                    var picture = Grey.read(pictures, assembly.limits().pixels());
                    if (picture == null) {
                        break;
                    }
                    // While the page is read, the next one waits.
                    child.allow(assembly.limits().document());
                    if (!assembly.hasRoomForPage() || assembly.isOver()) {
                        return;
                    }
                    number++;
                    var size = sizes == null ? TiffPages.Size.UNKNOWN : sizes.page(number);
                    page(size.squared(picture), size.dpi(), part, number);
                }
            } catch (Grey.TooLarge tooLarge) {
                assembly.tell(Reason.TOO_LARGE);
                unread(part, number + 1);
                return;
            } catch (IOException brokenOff) {
                assembly.tell(child.timedOut() ? Reason.TIMED_OUT : Reason.DAMAGED);
                unread(part, number + 1);
                return;
            }
            if (!child.endedWell() || complains(child.errors())) {
                assembly.tell(child.timedOut() ? Reason.TIMED_OUT : Reason.DAMAGED);
            }
            if (number == 0) {
                unread(part, 1);
            }
        }
    }

    /** A picture broken off is filled up and not a failure to these programs; warnings are none. */
    private static boolean complains(String errors) {
        return errors.lines().anyMatch(line -> !line.isBlank() && !line.contains("Warning"));
    }

    private void page(Grey picture, int dpi, int part, int number) throws IOException {
        var read = recognition.read(picture, dpi);
        read.reasons().forEach(assembly::tell);
        if (read.failed()) {
            unread(part, number);
        } else {
            PageText.add(assembly, part, number, List.of(), read.words());
        }
    }

    private void unread(int part, int number) {
        int start = assembly.beginPage();
        assembly.endPage(part, number, start, Page.Source.NONE, new Words.Builder());
    }
}
