package org.earshot.ingest.extraction;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the picture of a page with Tesseract. A page is read as it lies first, made level if its
 * lines slope; only one whose words are doubtful is asked which way up it is, turned and read
 * again: asking costs a fifth of reading, and most pages lie right.
 */
final class Recognition {

    /** Where nothing says how finely a page was scanned, Tesseract guesses from its letters. */
    static final int UNKNOWN_DPI = 0;

    private static final long LONGEST_TABLE = 32L << 20;

    /** Lines that fall by less (half a degree) are read as well as level ones. */
    private static final double LEAST_SLOPE = 0.009;

    private final Assembly assembly;
    private final PrivateFolder folder;
    private final Steps steps;

    Recognition(Assembly assembly, PrivateFolder folder, Steps steps) {
        this.assembly = assembly;
        this.folder = folder;
        this.steps = steps;
    }

    /** What was found, and what is doubtful about it. */
    record Read(List<Word> words, Set<Reason> reasons, boolean failed) {

        private double sum() {
            return words.stream().mapToDouble(word -> word.confidence() - 0.5).sum();
        }

        double confidence() {
            return words.stream().mapToDouble(Word::confidence).average().orElse(1);
        }
    }

    static boolean isInstalled() {
        return Child.isInstalled("tesseract", "prlimit");
    }

    /**
     * @param dpi dots per inch, or {@link #UNKNOWN_DPI}
     */
    Read read(Grey page, int dpi) throws IOException {
        var ink = Ink.of(page);
        if (ink.isNone()) {
            return new Read(List.of(), EnumSet.of(Reason.BLANK), false);
        }
        var read = upright(page, ink, 0, dpi);
        if (steps.turn() && !read.failed() && isDoubtful(read, ink)) {
            int quarters = quartersToTurn(page, dpi);
            if (quarters != 0) {
                var turned = page.turned(quarters);
                var again = upright(turned, Ink.of(turned), quarters, dpi);
                if (again.sum() > read.sum()) {
                    again.reasons().add(Reason.TURNED);
                    read = again;
                }
            }
        }
        if (read.failed()) {
            return read;
        }
        double least = assembly.limits().leastConfidence();
        if (read.confidence() < least) {
            read.reasons().add(Reason.LOW_CONFIDENCE);
        }
        if (isBeyond(read, ink)) {
            read.reasons().add(Reason.HANDWRITING);
        }
        return read;
    }

    private boolean isDoubtful(Read read, Ink ink) {
        return read.confidence() < assembly.limits().leastConfidence()
                || read.words().size() < 3
                || isBeyond(read, ink);
    }

    /**
     * The words of a line that is doubtful as a whole do not account for the ink under them:
     * handwriting gives words here and there that the program is fairly sure of.
     */
    private boolean isBeyond(Read read, Ink ink) {
        var lines =
                read.words().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Word::line, Collectors.averagingDouble(Word::confidence)));
        var boxes =
                read.words().stream()
                        .filter(word ->
                                lines.getOrDefault(word.line(), 0.0)
                                        >= assembly.limits().leastConfidence())
                        .map(Word::box)
                        .toList();
        return ink.isBeyond(boxes, assembly.limits().mostInkWithoutWords());
    }

    private Read upright(Grey page, Ink ink, int quarters, int dpi) throws IOException {
        double slope = steps.level() ? ink.slope() : 0;
        boolean level = Math.abs(slope) < LEAST_SLOPE;
        var picture = level ? page : page.levelled(slope);
        var words = recognised(picture, dpi);
        if (words == null) {
            return new Read(List.of(), EnumSet.noneOf(Reason.class), true);
        }
        double fall = level ? 0 : slope;
        var placed = words.stream().map(word -> placed(word, picture, fall, quarters)).toList();
        return new Read(
                steps.repair() ? Repair.repaired(placed) : placed,
                EnumSet.noneOf(Reason.class),
                false);
    }

    /** Null, and told, if it could not be read. */
    private @Nullable List<Word> recognised(Grey picture, int dpi) throws IOException {
        var command =
                dpi == UNKNOWN_DPI
                        ? List.of("tesseract", "-", "-", "-l", languages(), "--psm", "3", "tsv")
                        : List.of(
                                "tesseract",
                                "-",
                                "-",
                                "-l",
                                languages(),
                                "--psm",
                                "3",
                                "--dpi",
                                Integer.toString(dpi),
                                "tsv");
        try (var child = Child.start(assembly, folder, LONGEST_TABLE, command)) {
            try {
                hand(picture, child);
                var words =
                        Tsv.read(
                                new InputStreamReader(child.output(), StandardCharsets.UTF_8),
                                picture.width(),
                                picture.height());
                if (child.endedWell()) {
                    return words;
                }
            } catch (IOException brokenOff) {
                // Told below, as any end that is not a good one.
            }
            assembly.tell(child.timedOut() ? Reason.TIMED_OUT : Reason.DAMAGED);
            return null;
        }
    }

    private static void hand(Grey picture, Child child) throws IOException {
        try (var input = child.input()) {
            picture.write(input);
        }
    }

    private @Nullable String languages;

    /** Those of the languages whose data are installed: English alone is better than nothing. */
    private String languages() {
        if (languages == null) {
            languages = Languages.installed(assembly.limits().languages());
        }
        return languages;
    }

    /**
     * How many quarters clockwise the page must be turned to stand upright; 0 if none can be told.
     */
    private int quartersToTurn(Grey page, int dpi) throws IOException {
        var command =
                List.of(
                        "tesseract",
                        "-",
                        "-",
                        "-l",
                        "osd",
                        "--psm",
                        "0",
                        "--dpi",
                        Integer.toString(dpi == UNKNOWN_DPI ? 300 : dpi));
        try (var child = Child.start(assembly, folder, 64 * 1024, command)) {
            hand(page, child);
            var said = new String(child.output().readAllBytes(), StandardCharsets.US_ASCII);
            if (!child.endedWell()) {
                return 0;
            }
            return said.lines()
                    .filter(line -> line.startsWith("Rotate: "))
                    .map(line -> line.substring("Rotate: ".length()).strip())
                    .map(degrees -> Set.of("90", "180", "270").contains(degrees) ? degrees : "0")
                    .mapToInt(degrees -> Integer.parseInt(degrees) / 90)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unanswered) {
            return 0;
        }
    }

    /** A word of the picture that was read, on the page as the file has it. */
    private static Word placed(Word word, Grey picture, double slope, int quarters) {
        if (slope == 0 && quarters == 0) {
            return word;
        }
        var box = word.box();
        double x = (box.left() + box.right()) / 2;
        double y = (box.top() + box.bottom()) / 2;
        double halfWidth = (box.right() - box.left()) / 2;
        double halfHeight = (box.bottom() - box.top()) / 2;
        if (slope != 0) {
            double cosine = 1 / Math.sqrt(1 + slope * slope);
            double sine = slope * cosine;
            double outX = (x - 0.5) * picture.width();
            double outY = (y - 0.5) * picture.height();
            x = 0.5 + (outX * cosine - outY * sine) / picture.width();
            y = 0.5 + (outX * sine + outY * cosine) / picture.height();
            halfHeight += halfWidth * picture.width() * Math.abs(sine) / picture.height();
        }
        for (int quarter = 0; quarter < quarters; quarter++) {
            // Undoes a turn clockwise: what is at the top was at the left.
            double leftwards = y;
            y = 1 - x;
            x = leftwards;
            double swap = halfWidth;
            halfWidth = halfHeight;
            halfHeight = swap;
        }
        return new Word(
                word.text(),
                word.paragraph(),
                word.line(),
                new Words.Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight),
                word.confidence());
    }
}
