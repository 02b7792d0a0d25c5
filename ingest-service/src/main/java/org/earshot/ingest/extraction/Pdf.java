package org.earshot.ingest.extraction;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads PDF by Poppler's programs. A page's text layer is taken where it has one; a page without,
 * or whose picture shows ink that the layer has no words for (a scan with a stamp on it, a form
 * filled in by pen), is read as a picture too, and what is found beside the layer is added.
 */
final class Pdf {

    private static final String[] PROGRAMS = {
        "pdfinfo", "pdftotext", "pdftoppm", "pdfimages", "pdfdetach", "prlimit"
    };

    private static final int DPI = 300;
    private static final int LEAST_DPI = 150;

    /** The column of a picture's horizontal dots per inch in what pdfimages lists. */
    private static final int RESOLUTION = 12;

    private static final double POINTS_AN_INCH = 72;

    /** Long enough to see where ink is: three picture elements for a cell of {@link Ink}. */
    private static final int GLANCE = 1050;

    /** More of a page's picture than this is never made: 40 million picture elements. */
    private static final double MOST_PIXELS = 40e6;

    private static final long LONGEST_TEXT_LAYER = 256L << 20;
    private static final long LONGEST_PICTURE = 64L << 20;
    private static final Pattern PAGES = Pattern.compile("(?m)^Pages:\\s+(\\d{1,9})\\s*$");
    private static final Pattern DYNAMIC_FORM = Pattern.compile("(?m)^Form:\\s+XFA");
    private static final Pattern EMBEDDED = Pattern.compile("(?m)^[1-9]\\d* embedded file");

    private final Assembly assembly;
    private final PrivateFolder folder;
    private final Recognition recognition;
    private final String path;
    private final int part;

    private Pdf(
            Path file, int part, Assembly assembly, PrivateFolder folder, Recognition recognition) {
        this.assembly = assembly;
        this.folder = folder;
        this.recognition = recognition;
        this.part = part;
        path = file.toAbsolutePath().toString();
    }

    static boolean isInstalled() {
        return Child.isInstalled(PROGRAMS);
    }

    static void read(
            Path file, int part, Assembly assembly, PrivateFolder folder, Recognition recognition)
            throws IOException {
        if (!isInstalled()) {
            assembly.tell(Reason.NO_PDF_HERE);
            return;
        }
        new Pdf(file, part, assembly, folder, recognition).read();
    }

    private void read() throws IOException {
        int pages = pages();
        if (pages == 0) {
            return;
        }
        var detached = said(List.of("pdfdetach", "-list", path));
        if (detached != null && EMBEDDED.matcher(detached).find()) {
            assembly.tell(Reason.NOT_READ);
        }
        int last = Math.min(pages, assembly.limits().pages());
        var layers =
                List.of(
                        "pdftotext",
                        "-bbox-layout",
                        "-enc",
                        "UTF-8",
                        "-f",
                        "1",
                        "-l",
                        Integer.toString(last),
                        path,
                        "-");
        try (var child = Child.start(assembly, folder, LONGEST_TEXT_LAYER, layers)) {
            var lines =
                    new BufferedReader(
                            new InputStreamReader(child.output(), StandardCharsets.UTF_8));
            boolean broken = false;
            for (int number = 1; number <= pages; number++) {
                if (!assembly.hasRoomForPage() || assembly.isOver()) {
                    return;
                }
                Bbox.@Nullable TextLayer layer = null;
                if (!broken) {
                    child.allow(Child.min(assembly.limits().page(), assembly.timeLeft()));
                    layer = next(lines, child);
                    broken = layer == null;
                    child.allow(assembly.limits().document());
                }
                page(number, layer);
            }
        }
    }

    /** How many pages there are; 0, and the reason told, if it cannot be opened. */
    private int pages() throws IOException {
        try (var child =
                Child.start(assembly, folder, 1 << 20, List.of("pdfinfo", "-enc", "UTF-8", path))) {
            var info = "";
            try {
                info = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException tooMuch) {
                assembly.tell(Reason.DAMAGED);
            }
            boolean well = child.endedWell();
            var errors = child.errors();
            if (!well && errors.contains("Incorrect password")) {
                assembly.tell(Reason.ENCRYPTED);
                return 0;
            }
            if (errors.contains("Error")) {
                assembly.tell(Reason.DAMAGED);
            }
            if (DYNAMIC_FORM.matcher(info).find()) {
                assembly.tell(Reason.NOT_READ);
            }
            var pages = PAGES.matcher(info);
            if (child.timedOut()) {
                assembly.tell(Reason.TIMED_OUT);
                return 0;
            }
            if (!well || !pages.find() || Integer.parseInt(pages.group(1)) == 0) {
                assembly.tell(Reason.DAMAGED);
                return 0;
            }
            return Integer.parseInt(pages.group(1));
        }
    }

    private @Nullable String said(List<String> program) throws IOException {
        try (var child = Child.start(assembly, folder, 1 << 20, program)) {
            return new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException tooMuch) {
            return null;
        }
    }

    private Bbox.@Nullable TextLayer next(BufferedReader lines, Child child) {
        try {
            var layer = Bbox.next(lines);
            if (layer != null) {
                return layer;
            }
        } catch (IOException brokenOff) {
            // Told below; the pages that follow are read from their pictures.
        }
        assembly.tell(child.timedOut() ? Reason.TIMED_OUT : Reason.DAMAGED);
        return null;
    }

    private void page(int number, Bbox.@Nullable TextLayer layer) throws IOException {
        var written = layer == null || isGibberish(layer.words()) ? List.<Word>of() : layer.words();
        if (!written.isEmpty()) {
            var glance = picture(number, "-scale-to", Integer.toString(GLANCE));
            if (glance == null) {
                PageText.add(assembly, part, number, written, List.of());
                return;
            }
            var boxes = written.stream().map(Word::box).toList();
            var ink = Ink.of(glance);
            if (!ink.isBeyond(boxes, assembly.limits().mostInkWithoutWords())) {
                PageText.add(assembly, part, number, written, List.of());
                return;
            }
        }
        if (!Recognition.isInstalled()) {
            assembly.tell(Reason.NO_OCR_HERE);
            if (written.isEmpty()) {
                unread(number);
            } else {
                PageText.add(assembly, part, number, written, List.of());
            }
            return;
        }
        int dpi = Math.min(scannedAt(number), most(layer));
        var picture = picture(number, "-r", Integer.toString(dpi));
        if (picture == null) {
            if (written.isEmpty()) {
                unread(number);
            } else {
                PageText.add(assembly, part, number, written, List.of());
            }
            return;
        }
        var read = recognition.read(picture, dpi);
        if (!written.isEmpty()) {
            beside(number, written, read);
            return;
        }
        read.reasons().forEach(assembly::tell);
        if (read.failed()) {
            unread(number);
        } else {
            PageText.add(assembly, part, number, List.of(), read.words());
        }
    }

    /** Adds what the picture shows beside the words of the text layer. */
    private void beside(int number, List<Word> written, Recognition.Read read) {
        var more = new ArrayList<Word>();
        for (var word : read.words()) {
            double x = (word.box().left() + word.box().right()) / 2;
            double y = (word.box().top() + word.box().bottom()) / 2;
            if (written.stream().noneMatch(other -> other.box().holds(x, y))) {
                more.add(word);
            }
        }
        read.reasons().forEach(assembly::tell);
        double confidence = more.stream().mapToDouble(Word::confidence).average().orElse(1);
        if (confidence < assembly.limits().leastConfidence()) {
            assembly.tell(Reason.LOW_CONFIDENCE);
        }
        PageText.add(assembly, part, number, written, more);
    }

    /** Null, and told, if it cannot be made. */
    private @Nullable Grey picture(int number, String option, String value) throws IOException {
        var page = Integer.toString(number);
        var command =
                Arrays.asList("pdftoppm", "-gray", option, value, "-f", page, "-l", page, path);
        try (var child = Child.start(assembly, folder, LONGEST_PICTURE, command)) {
            try {
                var picture =
                        Grey.read(
                                new BufferedInputStream(child.output(), 1 << 16),
                                assembly.limits().pixels());
                if (picture != null) {
                    return picture;
                }
            } catch (IOException brokenOff) {
                // Told below.
            }
            assembly.tell(child.timedOut() ? Reason.TIMED_OUT : Reason.DAMAGED);
            return null;
        }
    }

    /**
     * How finely the page was scanned, in dots per inch, as far as it matters: a picture made finer
     * than its scan has its noise enlarged, and is read worse. 300 where there is no picture.
     */
    private int scannedAt(int number) throws IOException {
        var page = Integer.toString(number);
        var said = said(List.of("pdfimages", "-list", "-f", page, "-l", page, path));
        var finest =
                (said == null ? "" : said)
                        .lines()
                        .skip(2)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns.length > RESOLUTION)
                        .map(columns -> columns[RESOLUTION])
                        .filter(resolution -> resolution.matches("\\d{1,5}"))
                        .mapToInt(Integer::parseInt)
                        .max();
        return finest.isEmpty() ? DPI : Math.clamp(finest.getAsInt(), LEAST_DPI, DPI);
    }

    /** At most so many dots per inch that the page's picture is not too large. */
    private static int most(Bbox.@Nullable TextLayer layer) {
        if (layer == null || layer.width() <= 0 || layer.height() <= 0) {
            return DPI;
        }
        double squareInches = layer.width() / POINTS_AN_INCH * (layer.height() / POINTS_AN_INCH);
        return (int) Math.clamp(Math.sqrt(MOST_PIXELS / squareInches), 20, DPI);
    }

    /** A text layer whose fonts do not say which characters they draw. */
    private static boolean isGibberish(List<Word> words) {
        long characters = 0;
        long none = 0;
        for (var word : words) {
            for (int i = 0; i < word.text().length(); i++) {
                char c = word.text().charAt(i);
                characters++;
                none += c == '\uFFFD' || c >= '\uE000' && c <= '\uF8FF' ? 1 : 0;
            }
        }
        return none * 5 > characters;
    }

    private void unread(int number) {
        int start = assembly.beginPage();
        assembly.endPage(part, number, start, Page.Source.NONE, new Words.Builder());
    }
}
