package org.earshot.ingest.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes come, each parser answers, and throws nothing but what it says. The usual run
 * replays the seeds in src/test/resources; with JAZZER_FUZZ=1 in the environment, Jazzer looks for
 * new ones (docs/documents.md).
 */
class ParsersFuzzTest {

    @TempDir static Path folder;

    private static final Limits SMALL =
            new Limits(
                    1 << 20,
                    20,
                    20_000,
                    4 << 20,
                    50,
                    2,
                    1_000_000,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    1L << 30,
                    0.7,
                    0.25,
                    "eng",
                    Path.of(System.getProperty("java.io.tmpdir")));

    @FuzzTest(maxDuration = "10m")
    void aKindIsNamedForAnyBytes(byte[] bytes) {
        assertThat(MediaTypes.of(bytes)).isNotNull();
    }

    @FuzzTest(maxDuration = "10m")
    void aTextIsCleanOrNone(byte[] bytes) {
        var decoded = TextDecoding.decode(bytes);
        if (decoded != null) {
            assertIsText(decoded.text());
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aWordProcessorsPartIsWordsOrMalformed(byte[] bytes) {
        var text = new StringBuilder();
        try {
            OfficeText.word(new ByteArrayInputStream(bytes), text, 20_000);
            OfficeText.odf(new ByteArrayInputStream(bytes), text, 20_000);
        } catch (XMLStreamException malformed) {
            assertThat(malformed).isNotNull();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anArchiveIsAnswered(byte[] bytes) throws IOException {
        assertAnswered(bytes, MediaType.DOCX);
        assertAnswered(bytes, MediaType.ODT);
    }

    @FuzzTest(maxDuration = "10m")
    void aMailIsAnswered(byte[] bytes) throws IOException {
        assertAnswered(bytes, MediaType.EML);
    }

    @FuzzTest(maxDuration = "10m")
    void aTableOfWordsIsWordsOrNone(byte[] bytes) {
        try {
            for (var word : Tsv.read(reader(bytes), 100, 100)) {
                assertThat(word.confidence()).isBetween(0.0, 1.0);
                assertIsText(word.text());
                Repair.repaired(word.text(), word.text());
            }
        } catch (IOException noTable) {
            assertThat(noTable).hasMessage("not a table of words");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aTextLayerIsWordsOrBrokenOff(byte[] bytes) {
        try {
            var lines = reader(bytes);
            var words = new Words.Builder();
            for (var page = Bbox.next(lines); page != null; page = Bbox.next(lines)) {
                for (var word : page.words()) {
                    assertIsText(word.text());
                    words.add(0, 1, word.box(), word.confidence());
                }
            }
            assertThat(Words.fromBytes(words.build().toBytes()).count()).isEqualTo(words.count());
        } catch (IOException brokenOff) {
            assertThat(brokenOff).hasMessage("broken off");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aPictureIsReadAndLookedAtOrNone(byte[] bytes) {
        try {
            var page = Grey.read(new ByteArrayInputStream(bytes), 100_000);
            if (page != null) {
                assertThat(page.pixels()).hasSize(page.width() * page.height());
                var ink = Ink.of(page.turned(1));
                assertThat(ink.slope()).isBetween(-0.12, 0.12);
                page.levelled(0.1);
            }
        } catch (IOException noPicture) {
            assertThat(noPicture).isNotNull();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void theSizesOfATiffAreFoundOrNot(byte[] bytes) throws IOException {
        var file = Files.write(folder.resolve("tiff"), bytes);
        var sizes = TiffPages.of(file, 10);
        assertThat(sizes.page(1).squared(new Grey(1, 1, new byte[1], 1)).width()).isBetween(1, 4);
    }

    @FuzzTest(maxDuration = "10m")
    void htmlIsWords(byte[] bytes) {
        assertThat(Html.text(new String(bytes, UTF_8))).isNotNull();
    }

    /** A reader itself, not what it may find within: pictures and PDF are other programs' work. */
    private static void assertAnswered(byte[] bytes, MediaType type) throws IOException {
        var file = Files.write(folder.resolve("document"), bytes);
        var assembly = new Assembly(SMALL);
        try (var within = new PrivateFolder(folder)) {
            var documents = new WrittenOnly(assembly, within);
            documents.read(file, type, 0);
        }
        var extracted = assembly.finish(type);
        assertIsText(extracted.text());
        assertThat(extracted.text().length()).isLessThanOrEqualTo(20_000 + 2 * 20);
        for (var page : extracted.pages()) {
            assertThat(page.start()).isBetween(0, page.end());
            assertThat(page.end()).isBetween(page.start(), extracted.text().length());
        }
    }

    private static BufferedReader reader(byte[] bytes) {
        return new BufferedReader(new InputStreamReader(new ByteArrayInputStream(bytes), UTF_8));
    }

    private static void assertIsText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            assertThat(c >= ' ' || c == '\n' || c == '\t').isTrue();
            if (Character.isSurrogate(c)) {
                boolean high = Character.isHighSurrogate(c);
                int other = high ? i + 1 : i - 1;
                assertThat(other).isBetween(0, text.length() - 1);
            }
        }
    }

    private static final class WrittenOnly extends Documents {
        WrittenOnly(Assembly assembly, PrivateFolder folder) {
            super(assembly, folder, Steps.ALL);
        }

        @Override
        void read(Path file, MediaType type, int depth) throws IOException {
            if (type != MediaType.PDF && !type.isImage()) {
                super.read(file, type, depth);
            }
        }
    }
}
