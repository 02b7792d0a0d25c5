package org.earshot.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.earshot.ingest.extraction.Accuracy;
import org.earshot.ingest.extraction.Extraction;
import org.earshot.ingest.extraction.Limits;
import org.earshot.ingest.extraction.Steps;

/**
 * How well and how fast scanned letters are read, beside plain {@code tesseract} on the same pages
 * with the same languages. Letters are printed on pages and worn: clean ones at 300 dots per inch,
 * noisy ones at 150, 200 or 300, grey, specked, and crooked by up to three degrees.
 *
 * <pre>
 * --letters FILE   whose bodies are printed, a page each
 * --out FILE       the figures as JSON
 * --pages N        of either kind; 20
 * --seed N         1
 * </pre>
 */
public final class Scans {

    private static final int LONGEST_PAGE = 2_200;

    /** Pages read before any is counted: a service runs for days, and compiles its code once. */
    private static final int WARM_UP = 4;

    private static final double PAPER_ACROSS = 8.27;
    private static final double PAPER_DOWN = 11.69;
    private static final int[] FINENESS = {150, 200, 300};
    private static final String[] FONTS = {Font.SERIF, Font.SANS_SERIF, Font.MONOSPACED};
    private static final Pattern FIRST_PERSON = Pattern.compile("\\bI(?:['’](?:m|ve|ll|d))?\\b");
    private static final Steps NO_REPAIR = new Steps(false, true, true);

    private final Random random;
    private final Path folder;
    private final Limits limits = Limits.usual();

    private Scans(int seed, Path folder) {
        random = new Random(seed);
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        System.setProperty("java.awt.headless", "true");
        var options = new Options(args, Set.of("letters", "out", "pages", "seed"));
        if (!Extraction.hasPrograms()) {
            System.err.println(
                    "Debian's tesseract-ocr, tesseract-ocr-eng, tesseract-ocr-cym,"
                            + " tesseract-ocr-osd, poppler-utils and netpbm are needed.");
            System.exit(1);
        }
        int seed = options.number("seed", 1);
        var letters = new Letters(options.path("letters"), seed);
        var bodies =
                letters.messages(options.number("pages", 20)).stream()
                        .map(letter -> letter.path("body").asText())
                        .map(Scans::plain)
                        .filter(body -> !body.isBlank())
                        .toList();
        var folder = Files.createTempDirectory("earshot-scans-");
        var scans = new Scans(seed, folder);
        var report = new JsonMapper().createObjectNode();
        report.put("java", Runtime.version().toString());
        System.out.printf(
                "%-7s %6s %26s %26s %30s%n",
                "",
                "",
                "words right, mean of pages",
                "\"I\" right, of all",
                "pages a minute a core");
        System.out.printf(
                "%-7s %6s %8s %8s %8s %8s %8s %8s %10s %10s %8s%n",
                "", "pages", "plain", "no mend", "mended", "plain", "no mend", "mended", "plain",
                "ours", "ratio");
        try {
            scans.measure("clean", false, bodies, report.putObject("clean"));
            scans.measure("noisy", true, bodies, report.putObject("noisy"));
        } finally {
            Files.deleteIfExists(scans.page());
            Files.delete(folder);
        }
        Files.writeString(options.path("out"), report.toPrettyString() + "\n");
    }

    /** What fits a page, of what a typewriter has. */
    private static String plain(String body) {
        int end = Math.min(LONGEST_PAGE, body.length());
        return body.substring(0, body.offsetByCodePoints(0, body.codePointCount(0, end)))
                .replaceAll("[^\\x20-\\x7E\\n\\u00A3\\u00C0-\\u024F\\u2018-\\u201D]", " ")
                .strip();
    }

    private Path page() {
        return folder.resolve("page.png");
    }

    /** Of one way of reading the pages. */
    private static final class Way {
        private double accuracy;
        private int firstPerson;
        private double cpu;

        void add(String body, String read, double seconds) {
            accuracy += Accuracy.of(body, read);
            firstPerson += Math.min(count(body), count(read));
            cpu += seconds;
        }
    }

    private static int count(String text) {
        return (int) FIRST_PERSON.matcher(text).results().count();
    }

    private void measure(String kind, boolean worn, List<String> bodies, ObjectNode report)
            throws IOException, InterruptedException {
        var plain = new Way();
        var bare = new Way();
        var mended = new Way();
        int firstPerson = 0;
        for (int i = 0; i < WARM_UP; i++) {
            ImageIO.write(scanned(bodies.getFirst(), worn, i), "png", page().toFile());
            read(Steps.ALL);
        }
        for (int i = 0; i < bodies.size(); i++) {
            var body = bodies.get(i);
            firstPerson += count(body);
            ImageIO.write(scanned(body, worn, i), "png", page().toFile());
            // In turns, so that what else the machine does falls on both alike.
            if (i % 2 == 0) {
                time(plain, body, this::tesseract);
                time(mended, body, () -> read(Steps.ALL));
            } else {
                time(mended, body, () -> read(Steps.ALL));
                time(plain, body, this::tesseract);
            }
            time(bare, body, () -> read(NO_REPAIR));
        }
        int pages = bodies.size();
        double ratio = plain.cpu / mended.cpu;
        report.put("pages", pages)
                .put("accuracyPlain", plain.accuracy / pages)
                .put("accuracyWithoutRepair", bare.accuracy / pages)
                .put("accuracy", mended.accuracy / pages)
                .put("firstPersonPlain", plain.firstPerson / (double) firstPerson)
                .put("firstPersonWithoutRepair", bare.firstPerson / (double) firstPerson)
                .put("firstPerson", mended.firstPerson / (double) firstPerson)
                .put("pagesAMinuteACorePlain", 60 * pages / plain.cpu)
                .put("pagesAMinuteACore", 60 * pages / mended.cpu)
                .put("ratio", ratio);
        System.out.printf(
                "%-7s %6d %8.3f %8.3f %8.3f %8.3f %8.3f %8.3f %10.1f %10.1f %8.2f%n",
                kind,
                pages,
                plain.accuracy / pages,
                bare.accuracy / pages,
                mended.accuracy / pages,
                plain.firstPerson / (double) firstPerson,
                bare.firstPerson / (double) firstPerson,
                mended.firstPerson / (double) firstPerson,
                60 * pages / plain.cpu,
                60 * pages / mended.cpu,
                ratio);
    }

    private interface Reading {
        String text() throws IOException, InterruptedException;
    }

    /** Counts the CPU of this process and of those it started. */
    private static void time(Way way, String body, Reading reading)
            throws IOException, InterruptedException {
        double before = Process.self().cpuSecondsWithChildren();
        var text = reading.text();
        way.add(body, text, Process.self().cpuSecondsWithChildren() - before);
    }

    private String read(Steps steps) throws IOException {
        return Extraction.read(page(), limits, steps).text();
    }

    private String tesseract() throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("tesseract", page().toString(), "-", "-l", limits.languages())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectError(Redirect.DISCARD);
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        var process = builder.start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        }
    }

    private BufferedImage scanned(String body, boolean worn, int number) {
        int dpi = worn ? FINENESS[number % FINENESS.length] : 300;
        var image =
                new BufferedImage(
                        (int) (PAPER_ACROSS * dpi),
                        (int) (PAPER_DOWN * dpi),
                        BufferedImage.TYPE_BYTE_GRAY);
        var pen = image.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.setColor(Color.BLACK);
        if (worn) {
            pen.rotate(
                    Math.toRadians(random.nextDouble() * 6 - 3),
                    image.getWidth() / 2.0,
                    image.getHeight() / 2.0);
        }
        print(body, pen, dpi, FONTS[number % FONTS.length]);
        pen.dispose();
        if (worn) {
            wear(image);
        }
        return image;
    }

    private static void print(String body, Graphics2D pen, int dpi, String font) {
        float points = font.equals(Font.MONOSPACED) ? 10 : 11;
        pen.setFont(new Font(font, Font.PLAIN, 1).deriveFont(points * dpi / 72));
        int y = dpi;
        for (var line : lines(body, pen.getFontMetrics(), (int) ((PAPER_ACROSS - 1.6) * dpi))) {
            pen.drawString(line, (int) (0.8 * dpi), y);
            y += (int) (points * 1.2 * dpi / 72);
        }
    }

    private static List<String> lines(String body, FontMetrics metrics, int width) {
        var lines = new ArrayList<String>();
        for (var paragraph : body.split("\n", -1)) {
            var line = new StringBuilder();
            for (var word : Arrays.asList(paragraph.strip().split("\\s+"))) {
                if (!line.isEmpty() && metrics.stringWidth(line + " " + word) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** Grey paper, faded ink, noise of the scanner and specks. */
    private void wear(BufferedImage image) {
        var raster = image.getRaster();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double shade =
                        random.nextInt(5_000) == 0
                                ? 70
                                : 45
                                        + 0.72 * raster.getSample(x, y, 0)
                                        + 14 * random.nextGaussian();
                raster.setSample(x, y, 0, (int) Math.clamp(shade, 0, 255));
            }
        }
    }
}
