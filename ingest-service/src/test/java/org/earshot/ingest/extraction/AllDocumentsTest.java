package org.earshot.ingest.extraction;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.earshot.ingest.extraction.Papers.Part;
import org.earshot.ingest.extraction.Papers.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of document, and every way we know of to be no good one. Takes minutes. */
@EnabledIfSystemProperty(named = "earshot.all-documents", matches = "true")
class AllDocumentsTest {

    private static final long MOST_HEAP = 512L << 20;
    private static final Sheet CLEAN = Sheet.CLEAN;

    @TempDir Path folder;

    /**
     * @param least of the letter's words, 0..1, that must have been read
     * @param reasons that must be told; none means that nothing may be doubtful
     */
    private record Case(String what, double least, List<Reason> reasons, Supplier<byte[]> bytes) {}

    private final List<Case> cases = new ArrayList<>();

    private void read(String what, double least, Supplier<byte[]> bytes) {
        cases.add(new Case(what, least, List.of(), bytes));
    }

    private void doubtful(String what, Reason reason, Supplier<byte[]> bytes) {
        cases.add(new Case(what, 0, List.of(reason), bytes));
    }

    private static BufferedImage page(Sheet sheet) {
        return Papers.page(Papers.LETTER, sheet);
    }

    private void scans() {
        for (int dpi : new int[] {150, 200, 300}) {
            var sheet = CLEAN.dpi(dpi);
            read("clean png " + dpi, 0.97, () -> Papers.png(page(sheet)));
            read("clean jpeg " + dpi, 0.97, () -> Papers.jpeg(page(sheet)));
            read("clean tiff " + dpi, 0.97, () -> Papers.tiff(dpi, List.of(page(sheet))));
            read("clean pdf " + dpi, 0.97, () -> Papers.pdfOfPictures(List.of(page(sheet))));
            read("noisy png " + dpi, 0.85, () -> Papers.png(page(sheet.noisy(14))));
            read(
                    "noisy pdf " + dpi,
                    0.85,
                    () -> Papers.pdfOfPictures(List.of(page(sheet.noisy(14)))));
            read("black and white " + dpi, 0.95, () -> blackAndWhite(sheet, dpi));
            read("sans " + dpi, 0.95, () -> Papers.png(page(sheet.font("Liberation Sans", 11))));
        }
        for (int quarters = 1; quarters < 4; quarters++) {
            var sheet = CLEAN.dpi(200).turned(quarters);
            read("turned by " + 90 * quarters, 0.97, () -> Papers.png(page(sheet)));
            read(
                    "pdf turned by " + 90 * quarters,
                    0.97,
                    () -> Papers.pdfOfPictures(List.of(page(sheet))));
        }
        for (int degrees = -5; degrees <= 5; degrees++) {
            var sheet = CLEAN.dpi(200).skewed(degrees);
            if (degrees != 0) {
                read("crooked by " + degrees, 0.97, () -> Papers.jpeg(page(sheet)));
            }
        }
        read("two columns", 0.95, () -> Papers.png(page(CLEAN.inColumns(2))));
        read(
                "two columns pdf",
                0.95,
                () -> Papers.pdfOfPictures(List.of(page(CLEAN.inColumns(2)))));
        read("typewriter", 0.95, () -> Papers.png(page(CLEAN.font("Liberation Mono", 11))));
        read("small print", 0.9, () -> Papers.png(page(CLEAN.font("Liberation Serif", 8))));
        read("fax", 0.9, () -> Papers.fax(page(CLEAN.font("Liberation Sans", 12)), 300));
        read("stamped scan", 0.9, () -> Papers.stampedScan(page(CLEAN.dpi(200)), "Batch 17"));
    }

    private static byte[] blackAndWhite(Sheet sheet, int dpi) {
        return Papers.tiff(dpi, List.of(Papers.blackAndWhite(page(sheet))));
    }

    private void writing() {
        doubtful("scribble", Reason.HANDWRITING, () -> scribble(Papers.blank(200), 0, 10));
        doubtful("note under a letter", Reason.HANDWRITING, () -> scribble(page200(), 19, 1));
        doubtful("lines under a letter", Reason.HANDWRITING, () -> scribble(page200(), 18, 3));
        doubtful("blank", Reason.BLANK, () -> Papers.png(Papers.blank(300)));
        doubtful("blank, noisy", Reason.BLANK, () -> Papers.png(Papers.page("", CLEAN.noisy(14))));
        doubtful(
                "blank back",
                Reason.BLANK,
                () -> Papers.tiff(150, List.of(page(CLEAN.dpi(150)), Papers.blank(150))));
    }

    private static BufferedImage page200() {
        return page(CLEAN.dpi(200));
    }

    private static byte[] scribble(BufferedImage image, int from, int lines) {
        return Papers.png(Papers.scribbled(image, from, lines, 200));
    }

    private void written() {
        read("text", 1, () -> Papers.LETTER.getBytes(UTF_8));
        read("wide text", 1, () -> Papers.LETTER.getBytes(UTF_16LE));
        read("docx", 1, () -> Papers.docx(Papers.LETTER.split("\n")));
        read("odt", 1, () -> Papers.odt(Papers.LETTER.split("\n")));
        read("pdf", 1, () -> Papers.pdf(List.of(Papers.LETTER)));
        read("pdf, owner's password", 1, () -> Papers.encryptedPdf(Papers.LETTER, ""));
        read("mail", 0.85, () -> Papers.mail("Help", Papers.LETTER, List.of()));
        read("mail with scan", 0.85, () -> mailWith(Papers.png(page(CLEAN))));
        read("macros", 1, () -> withPart("word/vbaProject.bin", new byte[] {1}));
        read("docx with scan", 0.9, () -> docxWithScan());
        doubtful("zip bomb", Reason.TOO_LARGE, Papers::bomb);
        doubtful("empty", Reason.EMPTY, () -> new byte[0]);
        doubtful("unknown", Reason.UNKNOWN_TYPE, () -> new byte[] {0, 1, 2, 3});
        doubtful("old word", Reason.UNKNOWN_TYPE, () -> new byte[] {(byte) 0xD0, (byte) 0xCF, 0});
        doubtful("pdf, password", Reason.ENCRYPTED, () -> Papers.encryptedPdf("x", "secret"));
        doubtful("pdf cut", Reason.DAMAGED, () -> cut(Papers.pdf(List.of(Papers.LETTER))));
        doubtful("png cut", Reason.DAMAGED, () -> cut(Papers.png(page(CLEAN))));
        doubtful("tiff cut", Reason.DAMAGED, () -> cut(Papers.tiff(300, List.of(page(CLEAN)))));
        doubtful("docx cut", Reason.DAMAGED, () -> cut(withPart("word/media/a", noise())));
        doubtful("301 pages", Reason.TOO_MANY_PAGES, () -> pages(301));
        read("300 pages", 0, () -> pages(300));
        doubtful("10,000 parts", Reason.TOO_MANY_PARTS, AllDocumentsTest::manyParts);
        read("welsh", 0, () -> Papers.png(Papers.page(Papers.WELSH, CLEAN)));
    }

    private static byte[] mailWith(byte[] document) {
        return Papers.mail("Help", "", List.of(new Part("scan.pdf", document)));
    }

    private static byte[] withPart(String name, byte[] bytes) {
        return Papers.docx(
                Arrays.asList(Papers.LETTER.split("\n")), List.of(new Part(name, bytes)));
    }

    private static byte[] docxWithScan() {
        return Papers.docx(
                List.of(" "), List.of(new Part("word/media/image1.gif", Papers.png(page(CLEAN)))));
    }

    private static byte[] noise() {
        var noise = new byte[100_000];
        new java.util.Random(5).nextBytes(noise);
        return noise;
    }

    private static byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, whole.length * 3 / 5);
    }

    private static byte[] pages(int count) {
        return Papers.pdf(Collections.nCopies(count, "A page of many."));
    }

    private static byte[] manyParts() {
        return Papers.mail(
                "Many", "Words", Collections.nCopies(10_000, new Part("p", new byte[] {1, 0, 2})));
    }

    @Test
    void allEndAsTheRightTextOrAreToldNotTo() throws IOException {
        written();
        writing();
        scans();
        assertThat(cases.size()).isGreaterThanOrEqualTo(60);
        var wrong = new ArrayList<String>();
        long most = 0;
        for (var one : cases) {
            var file = Files.write(folder.resolve("document"), one.bytes().get());
            System.gc();
            var pools = ManagementFactory.getMemoryPoolMXBeans();
            pools.forEach(MemoryPoolMXBean::resetPeakUsage);
            long begun = System.nanoTime();
            var extracted = Extraction.read(file, Limits.usual());
            long took = (System.nanoTime() - begun) / 1_000_000;
            most = Math.max(most, heap(pools));
            double right = Accuracy.of(Papers.LETTER, extracted.text());
            boolean well =
                    one.reasons().isEmpty()
                            ? extracted.outcome() == Outcome.COMPLETE && right >= one.least()
                            : extracted.outcome() != Outcome.COMPLETE
                                    && extracted.reasons().containsAll(one.reasons());
            var line = "%-24s %6d ms %.3f %s".formatted(one.what(), took, right, extracted);
            System.out.println((well ? "    " : "!!! ") + line);
            if (!well) {
                wrong.add(line);
            }
        }
        System.out.printf("%d documents, %d MB of heap at most%n", cases.size(), most >> 20);
        assertThat(wrong).isEmpty();
        assertThat(most).isLessThan(MOST_HEAP);
    }

    private static long heap(List<MemoryPoolMXBean> pools) {
        return pools.stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
