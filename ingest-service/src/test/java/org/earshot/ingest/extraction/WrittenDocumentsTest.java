package org.earshot.ingest.extraction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.ingest.extraction.Papers.part;
import static org.earshot.ingest.extraction.Papers.word;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.earshot.ingest.extraction.Papers.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents whose words are written down: texts, word processors' files and mails. */
class WrittenDocumentsTest {

    @TempDir Path folder;

    @Test
    void aTextIsReadInTheEncodingThatItsBytesShow() throws IOException {
        assertThat(read("Tŷ a chaffi, £5".getBytes(UTF_8)).text()).isEqualTo("Tŷ a chaffi, £5");
        assertThat(read("Rent is £500".getBytes(UTF_16LE)).text()).isEqualTo("Rent is £500");
        assertThat(read("\uFEFFMarked\r\nlines\rend".getBytes(UTF_8)).text())
                .isEqualTo("Marked\nlines\nend");
    }

    @Test
    void anEncodingThatIsGuessedIsSaidAndNoReasonToDoubt() throws IOException {
        var extracted = read("I can\u0092t pay \u00a320".getBytes(ISO_8859_1));
        assertThat(extracted.text()).isEqualTo("I can’t pay £20");
        assertThat(extracted.reasons()).containsExactly(Reason.GUESSED_ENCODING);
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void blankTextIsNotRead() throws IOException {
        var extracted = read(" \n\t\n".getBytes(UTF_8));
        assertThat(extracted.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(extracted.reasons()).containsExactly(Reason.BLANK);
    }

    @Test
    void everyPlaceOfAWordFileThatHasWordsIsRead() throws IOException {
        var extracted =
                read(
                        Papers.docx(
                                List.of("Dear all,", "I can't & won't."),
                                List.of(
                                        part("word/header1.xml", word("hdr", p("Head"))),
                                        part("word/footer2.xml", word("ftr", p("Foot"))),
                                        part("word/footnotes.xml", word("footnotes", p("Note"))),
                                        part("word/comments.xml", word("comments", p("Remark"))),
                                        part("word/styles.xml", word("styles", p("Never"))))));
        assertThat(extracted.text())
                .isEqualTo("Head\n\nDear all,\nI can't & won't.\n\nFoot\n\nNote\n\nRemark");
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aTextBoxIsReadOnceAndWhatWasDeletedIsNot() throws IOException {
        var body =
                "<w:body><w:p><mc:AlternateContent><mc:Choice><w:txbxContent>"
                        + p("Boxed")
                        + "</w:txbxContent></mc:Choice><mc:Fallback>"
                        + p("Boxed")
                        + "</mc:Fallback></mc:AlternateContent>"
                        + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
                        + "<w:tbl><w:tr><w:tc>"
                        + p("Rent")
                        + "</w:tc><w:tc>"
                        + p("500")
                        + "</w:tc></w:tr></w:tbl></w:body>";
        var extracted =
                read(Papers.zip(List.of(part("word/document.xml", word("document", body)))));
        assertThat(extracted.text()).isEqualTo("Boxed\n\nRent\t500");
    }

    private static String p(String words) {
        return "<w:p><w:r><w:t>" + words + "</w:t></w:r></w:p>";
    }

    @Test
    void macrosAreToldAndTheTextIsRead() throws IOException {
        var extracted =
                read(
                        Papers.docx(
                                List.of("Hello"),
                                List.of(new Part("word/vbaProject.bin", new byte[] {1, 2, 3}))));
        assertThat(extracted.text()).isEqualTo("Hello");
        assertThat(extracted.reasons()).containsExactly(Reason.MACROS);
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void whatUnfoldsToAGigabyteIsNotRead() throws IOException {
        var extracted = read(Papers.bomb());
        assertThat(extracted.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(extracted.reasons()).containsExactly(Reason.TOO_LARGE);
        assertThat(extracted.text()).isEmpty();
    }

    @Test
    void entitiesOfADocumentTypeAreNeverResolved() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "a secret of this machine");
        var xml =
                "<!DOCTYPE w:document [<!ENTITY e SYSTEM \"%s\">]>".formatted(secret.toUri())
                        + word("document", "<w:body>" + p("Before") + p("&e;") + "</w:body>")
                                .replace("<?xml version=\"1.0\"?>", "");
        var extracted = read(Papers.zip(List.of(part("word/document.xml", xml))));
        assertThat(extracted.text()).doesNotContain("secret");
        assertThat(extracted.outcome()).isNotEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aWordFileBrokenOffIsReadAsFarAsItGoes() throws IOException {
        var whole =
                Papers.docx(List.of("First"), List.of(new Part("word/media/a.bin", noise(50_000))));
        var extracted = read(Arrays.copyOf(whole, whole.length / 2));
        assertThat(extracted.text()).isEqualTo("First");
        assertThat(extracted.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(extracted.reasons()).contains(Reason.DAMAGED);
    }

    private static byte[] noise(int bytes) {
        var noise = new byte[bytes];
        new java.util.Random(3).nextBytes(noise);
        return noise;
    }

    @Test
    void openDocumentIsRead() throws IOException {
        var extracted = read(Papers.odt("First  line", "Second & last"));
        assertThat(extracted.type()).isEqualTo(MediaType.ODT);
        assertThat(extracted.text()).isEqualTo("First line\nSecond & last");
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aMailIsReadWithItsSubjectAndThenWithWhatItCarries() throws IOException {
        var extracted =
                read(
                        Papers.mail(
                                "=?utf-8?Q?Rent_=C2=A3500?=",
                                "Please help.",
                                List.of(
                                        new Part("letter.bin", Papers.docx("Attached words")),
                                        new Part(
                                                "b.eml",
                                                Papers.mail("Inner", "Within", List.of())))));
        assertThat(extracted.type()).isEqualTo(MediaType.EML);
        assertThat(extracted.text())
                .startsWith("From: Margaret Ellison <m.ellison@example.org>\n")
                .contains("Subject: Rent £500\n\nPlease help.")
                .contains("Attached words")
                .contains("Subject: Inner\n\nWithin");
        assertThat(extracted.documents()).isEqualTo(3);
        assertThat(extracted.outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void htmlIsReadAsWordsAndNotTwice() throws IOException {
        var mail =
                """
                From: a@example.org
                Message-ID: <2@example.org>
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain

                I need help.
                --b
                Content-Type: text/html

                <style>p {}</style><p>I need <b>help</b>.</p>
                --b
                Content-Type: text/html

                <p>Only&nbsp;here<br>and here</p>
                --b--
                """;
        assertThat(read(mail.getBytes(UTF_8)).text())
                .isEqualTo("From: a@example.org\n\nI need help.\n\nOnly here\nand here");
    }

    @Test
    void aMailOfTenThousandPartsEndsInABoundedAnswer() throws IOException {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < 10_000; i++) {
            parts.add(new Part("p", ("Part " + i).getBytes(UTF_8)));
        }
        var extracted = read(Papers.mail("Many", "First of all", parts));
        assertThat(extracted.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(extracted.reasons())
                .containsExactly(Reason.TOO_MANY_PAGES, Reason.TOO_MANY_PARTS);
        assertThat(extracted.text()).contains("First of all").contains("Part 250");
    }

    @Test
    void mailsWithinMailsAreOpenedThreeDeep() throws IOException {
        var mail = Papers.mail("0", "deepest", List.of());
        for (int i = 1; i <= 5; i++) {
            mail = Papers.mail("" + i, "level " + i, List.of(new Part("m.eml", mail)));
        }
        var extracted = read(mail);
        assertThat(extracted.text()).contains("level 5", "level 2").doesNotContain("level 1");
        assertThat(extracted.reasons()).containsExactly(Reason.TOO_MANY_PARTS);
    }

    @Test
    void aLetterThatBeginsLikeAMailIsAText() throws IOException {
        var extracted = read("From: Ann\nTo: the council\n\nHelp".getBytes(UTF_8));
        assertThat(extracted.type()).isEqualTo(MediaType.TXT);
        assertThat(extracted.text()).startsWith("From: Ann\nTo: the council");
    }

    @Test
    void aNameSaysNothingAboutAType() throws IOException {
        var file = folder.resolve("letter.pdf");
        Files.write(file, Papers.docx("Words"));
        assertThat(Extraction.read(file, Limits.usual()).type()).isEqualTo(MediaType.DOCX);
        assertThat(MediaTypes.of("GIF89a\0\0".getBytes(UTF_8))).isEqualTo(MediaType.UNKNOWN);
        assertThat(MediaTypes.of("%PDF-1.7".getBytes(UTF_8))).isEqualTo(MediaType.PDF);
    }

    @Test
    void whereWordsAreIsKeptInSeventeenBytesEach() {
        var words =
                new Words.Builder()
                        .add(3, 8, new Words.Box(0.25, 0.5, 0.75, 1), 0.93)
                        .add(9, 12, new Words.Box(-1, Double.NaN, 2, 0.1), 7)
                        .build();
        var read = Words.fromBytes(words.toBytes());
        assertThat(words.toBytes()).hasSize(1 + 2 * 17);
        assertThat(read.start(0)).isEqualTo(3);
        assertThat(read.end(1)).isEqualTo(12);
        assertThat(read.confidence(0)).isEqualTo(0.93f);
        assertThat(read.box(0).left()).isBetween(0.2499, 0.2501);
        assertThat(read.box(1).right()).isEqualTo(1);
    }

    @Test
    void aStrokeIsTheFirstPersonOnlyWhereItCannotBeAnythingElse() {
        assertThat(Repair.repaired("|", "am")).isEqualTo("I");
        assertThat(Repair.repaired("|'m", "here")).isEqualTo("I'm");
        assertThat(Repair.repaired("“|", "don’t")).isEqualTo("“I");
        assertThat(Repair.repaired("|f", "only")).isEqualTo("If");
        assertThat(Repair.repaired("l", "have")).isEqualTo("I");
        assertThat(Repair.repaired("1", "can't")).isEqualTo("I");
        assertThat(Repair.repaired("1", "May")).isEqualTo("1");
        assertThat(Repair.repaired("1", "child")).isEqualTo("1");
        assertThat(Repair.repaired("|", "Total")).isEqualTo("|");
        assertThat(Repair.repaired("|", "")).isEqualTo("|");
        assertThat(Repair.repaired("l'r", "")).isEqualTo("l'r");
    }

    private Extracted read(byte[] document) throws IOException {
        var file = Files.write(Files.createTempFile(folder, "document", ""), document);
        return Extraction.read(file, Limits.usual());
    }
}
