package org.earshot.ingest.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.earshot.ingest.extraction.Papers.Sheet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents as people send them, and as nobody should have to. */
class ExtractionTest {

    @TempDir static Path folder;

    private static Limits limits;

    @BeforeAll
    static void theProgramsAreThere() throws IOException {
        assertThat(Extraction.hasPrograms())
                .as("Debian's tesseract-ocr, poppler-utils and netpbm are installed")
                .isTrue();
        limits = in(Files.createDirectory(folder.resolve("private")));
    }

    private static Limits in(Path privateFolders) {
        var usual = Limits.usual();
        return new Limits(
                usual.bytes(),
                usual.pages(),
                usual.characters(),
                usual.unpackedBytes(),
                usual.parts(),
                usual.depth(),
                usual.pixels(),
                usual.page(),
                usual.document(),
                usual.childMemory(),
                usual.leastConfidence(),
                usual.mostInkWithoutWords(),
                usual.languages(),
                privateFolders);
    }

    @Test
    void aCleanScanIsReadWithThePlaceOfEveryWord() throws IOException {
        var extracted = read(Papers.png(Papers.page(Papers.LETTER, Sheet.CLEAN)));
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(extracted.reasons()).isEmpty();
        assertThat(Accuracy.of(Papers.LETTER, extracted.text())).isGreaterThan(0.98);
        var page = extracted.pages().getFirst();
        assertThat(page.source()).isEqualTo(Page.Source.OCR);
        assertThat(page.confidence()).isGreaterThan(0.9f);
        assertThat(page.words().count()).isBetween(125, 129);
        assertThat(word(extracted, page, 0)).isEqualTo("Dear");
        // An inch from the left of a page that is 8.27 inches wide.
        assertThat(page.words().box(0).left()).isBetween(0.11, 0.13);
        assertThat(page.words().box(0).top()).isBetween(0.08, 0.11);
    }

    @Test
    void aPageOnItsHeadIsTurnedAndItsWordsAreWhereTheFileHasThem() throws IOException {
        var extracted =
                read(Papers.png(Papers.page(Papers.LETTER, Sheet.CLEAN.dpi(200).turned(2))));
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(extracted.reasons()).containsExactly(Reason.TURNED);
        assertThat(Accuracy.of(Papers.LETTER, extracted.text())).isGreaterThan(0.97);
        var first = extracted.pages().getFirst().words().box(0);
        assertThat(first.right()).isBetween(0.87, 0.89);
        assertThat(first.bottom()).isBetween(0.89, 0.92);
    }

    @Test
    void aNoisyCrookedScanInAPdfIsRead() throws IOException {
        var extracted =
                read(
                        Papers.pdfOfPictures(
                                List.of(
                                        Papers.page(
                                                Papers.LETTER,
                                                Sheet.CLEAN.dpi(200).noisy(15).skewed(-4)))));
        assertThat(Accuracy.of(Papers.LETTER, extracted.text())).isGreaterThan(0.9);
        assertThat(extracted.pages()).hasSize(1);
    }

    @Test
    void aFaxWithFlatPictureElementsIsRead() throws IOException {
        var page = Papers.page(Papers.LETTER, Sheet.CLEAN.font("Liberation Sans", 12));
        var extracted = read(Papers.fax(page, 300));
        assertThat(extracted.type()).isEqualTo(MediaType.TIFF);
        assertThat(Accuracy.of(Papers.LETTER, extracted.text())).isGreaterThan(0.95);
    }

    @Test
    void twoColumnsOfATiffWithTwoPagesAreReadOneAfterTheOther() throws IOException {
        var columns =
                Papers.page(
                        Papers.LETTER,
                        Sheet.CLEAN.dpi(150).inColumns(2).font("Liberation Serif", 10));
        var extracted = read(Papers.tiff(150, List.of(columns, Papers.blank(150))));
        assertThat(extracted.text()).contains("do not know what to do. My");
        assertThat(extracted.pages()).extracting(Page::number).containsExactly(1, 2);
        assertThat(extracted.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(extracted.reasons()).containsExactly(Reason.BLANK);
    }

    @Test
    void welshIsReadWithItsAccents() throws IOException {
        var extracted = read(Papers.png(Papers.page(Papers.WELSH, Sheet.CLEAN)));
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(Accuracy.of(Papers.WELSH, extracted.text())).isGreaterThan(0.95);
        assertThat(extracted.text()).contains("Siân Gwenllian");
    }

    @Test
    void aLineInPenUnderATypedLetterIsToldAndNeverTakenForRead() throws IOException {
        var page = Papers.page(Papers.LETTER, Sheet.CLEAN.dpi(200));
        var extracted = read(Papers.jpeg(Papers.scribbled(page, 19, 1, 200)));
        assertThat(extracted.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(extracted.reasons()).contains(Reason.HANDWRITING);
        assertThat(extracted.text()).contains("I was in hospital in February");
    }

    @Test
    void aLetterInPenIsNotRead() throws IOException {
        var extracted = read(Papers.png(Papers.scribbled(Papers.blank(150), 0, 8, 150)));
        assertThat(extracted.outcome()).isNotEqualTo(Outcome.COMPLETE);
        assertThat(extracted.reasons()).contains(Reason.HANDWRITING);
    }

    @Test
    void aTextLayerIsTakenAsItIs() throws IOException {
        var extracted = read(Papers.pdf(List.of(Papers.LETTER, "The second page.")));
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(extracted.text())
                .startsWith("Dear Sir or Madam,\n\nI am writing about my claim, which was")
                .contains("for much longer.\n\nYours faithfully,\n\nMargaret Ellison\n\nThe");
        assertThat(extracted.pages()).extracting(Page::source).containsOnly(Page.Source.TEXT);
        var second = extracted.pages().get(1);
        assertThat(extracted.text().substring(second.start(), second.end()))
                .isEqualTo("The second page.");
        assertThat(word(extracted, second, 1)).isEqualTo("second");
        assertThat(second.words().box(0).left()).isBetween(0.09, 0.11);
    }

    @Test
    void aScanWithAStampHasBothItsStampAndItsLetterRead() throws IOException {
        var scan = Papers.page(Papers.LETTER, Sheet.CLEAN.dpi(200));
        var extracted = read(Papers.stampedScan(scan, "Scanned 3 March 2026, batch 17"));
        assertThat(extracted.pages().getFirst().source()).isEqualTo(Page.Source.BOTH);
        assertThat(extracted.text()).contains("batch 17").contains("food bank");
        var stamp = " Scanned 3 March 2026, batch 17";
        assertThat(extracted.text()).startsWith(stamp.strip());
        assertThat(Accuracy.of(Papers.LETTER, extracted.text().substring(stamp.length() - 1)))
                .isGreaterThan(0.97);
    }

    @Test
    void anEncryptedPdfIsSaidToBe() throws IOException {
        assertFails(Papers.encryptedPdf(Papers.LETTER, "secret"), Reason.ENCRYPTED);
    }

    @Test
    void aPdfThatAnybodyMayReadButNotPrintIsRead() throws IOException {
        var extracted = read(Papers.encryptedPdf(Papers.LETTER, ""));
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(Accuracy.of(Papers.LETTER, extracted.text())).isEqualTo(1);
    }

    @Test
    void aPdfBrokenOffIsDamaged() throws IOException {
        var whole = Papers.pdf(Collections.nCopies(3, Papers.LETTER));
        assertThat(read(Arrays.copyOf(whole, whole.length * 2 / 3)).reasons())
                .contains(Reason.DAMAGED);
    }

    @Test
    void aPictureBrokenOffIsDamaged() throws IOException {
        var page = Papers.page(Papers.LETTER, Sheet.CLEAN.dpi(100));
        for (var whole :
                List.of(Papers.png(page), Papers.jpeg(page), Papers.tiff(100, List.of(page)))) {
            var extracted = read(Arrays.copyOf(whole, whole.length / 2));
            assertThat(extracted.outcome()).isNotEqualTo(Outcome.COMPLETE);
            assertThat(extracted.reasons()).contains(Reason.DAMAGED);
        }
    }

    @Test
    void nothingIsEmptyAndNoiseIsOfNoKnownType() throws IOException {
        assertFails(new byte[0], Reason.EMPTY);
        assertFails(new byte[] {1, 2, 3, 0, 4}, Reason.UNKNOWN_TYPE);
    }

    @Test
    void pagesBeyondTheLimitAreToldAndThoseBeforeItAreRead() throws IOException {
        var file = file(Papers.pdf(List.of("One.", "Two.", "Three.")));
        var extracted = Extraction.read(file, fewer(2, limits.page()));
        assertThat(extracted.text()).isEqualTo("One.\n\nTwo.");
        assertThat(extracted.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(extracted.reasons()).containsExactly(Reason.TOO_MANY_PAGES);
    }

    @Test
    void aPageThatTakesTooLongIsLeftToAPerson() throws IOException {
        var file = file(Papers.png(Papers.page(Papers.LETTER, Sheet.CLEAN)));
        var extracted = Extraction.read(file, fewer(300, java.time.Duration.ofMillis(300)));
        assertThat(extracted.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(extracted.reasons()).containsExactly(Reason.TIMED_OUT);
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        read(
                Papers.mail(
                        "Hello", "Words", List.of(new Papers.Part("a", Papers.pdf(List.of("b"))))));
        try (var left = Files.list(limits.folder())) {
            assertThat(left).isEmpty();
        }
    }

    private static void assertFails(byte[] document, Reason reason) throws IOException {
        var extracted = read(document);
        assertThat(extracted.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(extracted.reasons()).containsExactly(reason);
        assertThat(extracted.text()).isEmpty();
    }

    private static String word(Extracted extracted, Page page, int word) {
        return extracted.text().substring(page.words().start(word), page.words().end(word));
    }

    private static Limits fewer(int pages, java.time.Duration page) {
        return new Limits(
                limits.bytes(),
                pages,
                limits.characters(),
                limits.unpackedBytes(),
                limits.parts(),
                limits.depth(),
                limits.pixels(),
                page,
                limits.document(),
                limits.childMemory(),
                limits.leastConfidence(),
                limits.mostInkWithoutWords(),
                limits.languages(),
                limits.folder());
    }

    private static Extracted read(byte[] document) throws IOException {
        return Extraction.read(file(document), limits);
    }

    private static Path file(byte[] document) throws IOException {
        return Files.write(Files.createTempFile(folder, "document", ""), document);
    }
}
