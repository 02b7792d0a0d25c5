package org.earshot.ingest.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Makes the documents that tests read: nothing binary is kept in the repository. */
final class Papers {

    static final String LETTER =
            """
            Dear Sir or Madam,

            I am writing about my claim, which was stopped on the third of March. I have
            not been able to pay the rent since then and I do not know what to do. My
            landlord has said that he will ask us to leave at the end of the month.

            I was in hospital in February, so I could not answer your letter. I have sent
            you the note from the ward twice. I would be very grateful if somebody could
            telephone me, because I find the forms hard to follow.

            It is only me and my daughter here. We have been using the food bank on
            Tuesday mornings, and I can't go on like this for much longer.

            Yours faithfully,

            Margaret Ellison
            """;

    static final String WELSH =
            """
            Annwyl Syr neu Fadam,

            Rwy'n ysgrifennu atoch ynghylch fy nghais am gymorth gyda'r rhent. Nid wyf wedi
            clywed dim oddi wrthych ers mis Mawrth, ac mae'r landlord yn bygwth ein troi
            allan o'r tŷ. Nid oes gennym ddigon o fwyd yn y tŷ ar gyfer y plant.

            A fyddech cystal â ffonio yn y bore? Mae'n well gennyf siarad Cymraeg.

            Yn gywir,

            Siân Gwenllian Prydderch
            """;

    private Papers() {}

    /** How a page is written and scanned. */
    record Sheet(
            int dpi,
            double skew,
            int quarters,
            double noise,
            int columns,
            String font,
            double points) {

        static final Sheet CLEAN = new Sheet(300, 0, 0, 0, 1, "Liberation Serif", 12);

        Sheet dpi(int other) {
            return new Sheet(other, skew, quarters, noise, columns, font, points);
        }

        Sheet skewed(double degrees) {
            return new Sheet(dpi, degrees, quarters, noise, columns, font, points);
        }

        Sheet turned(int other) {
            return new Sheet(dpi, skew, other, noise, columns, font, points);
        }

        /** Standard deviation of what is added to each picture element, in shades. */
        Sheet noisy(double deviation) {
            return new Sheet(dpi, skew, quarters, deviation, columns, font, points);
        }

        Sheet inColumns(int other) {
            return new Sheet(dpi, skew, quarters, noise, other, font, points);
        }

        Sheet font(String other, double size) {
            return new Sheet(dpi, skew, quarters, noise, columns, other, size);
        }

        private int across() {
            return (int) (8.27 * dpi);
        }

        private int down() {
            return (int) (11.69 * dpi);
        }
    }

    static BufferedImage blank(int dpi) {
        return empty(Sheet.CLEAN.dpi(dpi));
    }

    private static BufferedImage empty(Sheet sheet) {
        var image = new BufferedImage(sheet.across(), sheet.down(), BufferedImage.TYPE_BYTE_GRAY);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.dispose();
        return image;
    }

    static BufferedImage page(String text, Sheet sheet) {
        var image = empty(sheet);
        var pen = pen(image);
        if (sheet.skew() != 0) {
            pen.rotate(
                    Math.toRadians(sheet.skew()), image.getWidth() / 2.0, image.getHeight() / 2.0);
        }
        pen.setColor(new Color(20, 20, 30));
        pen.setFont(
                new Font(sheet.font(), Font.PLAIN, 1)
                        .deriveFont((float) (sheet.points() * sheet.dpi() / 72)));
        int margin = sheet.dpi();
        int gap = sheet.dpi() / 3;
        int width = (image.getWidth() - 2 * margin - gap * (sheet.columns() - 1)) / sheet.columns();
        int lineHeight = (int) (sheet.points() * 1.25 * sheet.dpi() / 72);
        var lines = lines(text, pen, width);
        int each = (lines.size() + sheet.columns() - 1) / sheet.columns();
        for (int i = 0; i < lines.size(); i++) {
            int column = i / each;
            pen.drawString(
                    lines.get(i),
                    margin + column * (width + gap),
                    margin + (i % each + 1) * lineHeight);
        }
        pen.dispose();
        if (sheet.noise() > 0) {
            addNoise(image, sheet.noise());
        }
        return turned(image, sheet.quarters());
    }

    private static Graphics2D pen(BufferedImage image) {
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return pen;
    }

    /** Paragraphs filled to a width; an empty line parts them. */
    private static List<String> lines(String text, Graphics2D pen, int width) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.strip().split("\n\\s*\n")) {
            var line = new StringBuilder();
            for (var word : paragraph.strip().split("\\s+")) {
                var longer = line.isEmpty() ? word : line + " " + word;
                if (!line.isEmpty() && pen.getFontMetrics().stringWidth(longer) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                    line.append(word);
                } else {
                    line.setLength(0);
                    line.append(longer);
                }
            }
            lines.add(line.toString());
            lines.add("");
        }
        return lines;
    }

    private static void addNoise(BufferedImage image, double deviation) {
        var random = new Random(7);
        var raster = image.getRaster();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int shade = raster.getSample(x, y, 0);
                // Paper is not white, ink is not black, and some specks are neither.
                double worn = 40 + shade * 0.72 + random.nextGaussian() * deviation;
                if (random.nextInt(4_000) < deviation) {
                    worn = 60;
                }
                raster.setSample(x, y, 0, (int) Math.clamp(worn, 0, 255));
            }
        }
    }

    private static BufferedImage turned(BufferedImage image, int quarters) {
        if (quarters == 0) {
            return image;
        }
        boolean upright = quarters == 2;
        var turned =
                new BufferedImage(
                        upright ? image.getWidth() : image.getHeight(),
                        upright ? image.getHeight() : image.getWidth(),
                        BufferedImage.TYPE_BYTE_GRAY);
        var pen = turned.createGraphics();
        var turn = new AffineTransform();
        turn.translate(turned.getWidth() / 2.0, turned.getHeight() / 2.0);
        turn.quadrantRotate(quarters);
        turn.translate(-image.getWidth() / 2.0, -image.getHeight() / 2.0);
        pen.drawImage(image, turn, null);
        pen.dispose();
        return turned;
    }

    /** Something like joined-up handwriting: lines of loops that are no letters. */
    static BufferedImage scribbled(BufferedImage image, int fromLine, int lines, int dpi) {
        var pen = pen(image);
        pen.setColor(new Color(30, 30, 90));
        pen.setStroke(new BasicStroke(dpi / 50f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var random = new Random(11);
        for (int line = fromLine; line < fromLine + lines; line++) {
            double x = dpi;
            double y = dpi + line * dpi * 0.42;
            while (x < image.getWidth() - dpi) {
                int strokes = 5 + random.nextInt(14);
                double fromX = x;
                double fromY = y;
                for (int i = 0; i < strokes; i++) {
                    x += dpi * (0.03 + random.nextDouble() * 0.06);
                    double toY = y + dpi * (random.nextDouble() - 0.5) * 0.22;
                    pen.draw(
                            new java.awt.geom.QuadCurve2D.Double(
                                    fromX,
                                    fromY,
                                    x + dpi * 0.05,
                                    toY - dpi * 0.1 * random.nextDouble(),
                                    x,
                                    toY));
                    fromX = x;
                    fromY = toY;
                }
                x += dpi * 0.2;
            }
        }
        pen.dispose();
        return image;
    }

    static byte[] png(BufferedImage image) {
        return written(image, "png");
    }

    static byte[] jpeg(BufferedImage image) {
        return written(image, "jpeg");
    }

    private static byte[] written(BufferedImage image, String format) {
        return bytes(out -> ImageIO.write(image, format, out));
    }

    static byte[] tiff(int dpi, List<BufferedImage> pages) {
        return tiff(dpi, dpi, "Deflate", pages);
    }

    /** Black and white, half as many rows to the inch as columns, as fax machines send it. */
    static byte[] fax(BufferedImage page, int dpi) {
        var narrow =
                new BufferedImage(
                        (int) (page.getWidth() * 204.0 / dpi),
                        (int) (page.getHeight() * 98.0 / dpi),
                        BufferedImage.TYPE_BYTE_GRAY);
        var pen = narrow.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(page, 0, 0, narrow.getWidth(), narrow.getHeight(), null);
        pen.dispose();
        return tiff(204, 98, "CCITT T.6", List.of(blackAndWhite(narrow)));
    }

    static BufferedImage blackAndWhite(BufferedImage page) {
        var black =
                new BufferedImage(
                        page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                int shade = page.getRaster().getSample(x, y, 0);
                black.getRaster().setSample(x, y, 0, shade < 150 ? 0 : 1);
            }
        }
        return black;
    }

    private static byte[] tiff(
            int across, int down, String compression, List<BufferedImage> pages) {
        return bytes(out -> {
            var writer = ImageIO.getImageWritersByFormatName("tiff").next();
            try (var stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.prepareWriteSequence(null);
                for (var page : pages) {
                    var how = writer.getDefaultWriteParam();
                    how.setCompressionMode(javax.imageio.ImageWriteParam.MODE_EXPLICIT);
                    how.setCompressionType(compression);
                    var metadata =
                            writer.getDefaultImageMetadata(
                                    ImageTypeSpecifier.createFromRenderedImage(page), how);
                    writer.writeToSequence(
                            new IIOImage(page, null, sized(metadata, across, down)), how);
                }
                writer.endWriteSequence();
            }
            writer.dispose();
        });
    }

    private static IIOMetadata sized(IIOMetadata metadata, int across, int down)
            throws IOException {
        var tags = BaselineTIFFTagSet.getInstance();
        var directory = TIFFDirectory.createFromMetadata(metadata);
        directory.addTIFFField(
                new TIFFField(
                        tags.getTag(BaselineTIFFTagSet.TAG_RESOLUTION_UNIT),
                        BaselineTIFFTagSet.RESOLUTION_UNIT_INCH));
        directory.addTIFFField(resolution(BaselineTIFFTagSet.TAG_X_RESOLUTION, across));
        directory.addTIFFField(resolution(BaselineTIFFTagSet.TAG_Y_RESOLUTION, down));
        return directory.getAsMetadata();
    }

    private static TIFFField resolution(int tag, int dpi) {
        return new TIFFField(
                BaselineTIFFTagSet.getInstance().getTag(tag),
                javax.imageio.plugins.tiff.TIFFTag.TIFF_RATIONAL,
                1,
                new long[][] {{dpi, 1}});
    }

    /** Scanned: pictures and nothing else. */
    static byte[] pdfOfPictures(List<BufferedImage> pages) {
        return bytes(out -> {
            try (var pdf = new PDDocument()) {
                for (var image : pages) {
                    addPicture(pdf, image);
                }
                pdf.save(out);
            }
        });
    }

    private static PDPageContentStream addPicture(PDDocument pdf, BufferedImage image)
            throws IOException {
        boolean wide = image.getWidth() > image.getHeight();
        var size =
                wide
                        ? new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth())
                        : PDRectangle.A4;
        var page = new PDPage(size);
        pdf.addPage(page);
        var content = new PDPageContentStream(pdf, page);
        content.drawImage(
                LosslessFactory.createFromImage(pdf, image),
                0,
                0,
                size.getWidth(),
                size.getHeight());
        content.close();
        return content;
    }

    /** A text layer for each page's text. */
    static byte[] pdf(List<String> pages) {
        return bytes(out -> {
            try (var pdf = withText(pages)) {
                pdf.save(out);
            }
        });
    }

    static PDDocument withText(List<String> pages) throws IOException {
        var pdf = new PDDocument();
        for (var text : pages) {
            var page = new PDPage(PDRectangle.A4);
            pdf.addPage(page);
            try (var content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 11);
                content.setLeading(14);
                content.newLineAtOffset(60, 780);
                for (var line : text.split("\n", -1)) {
                    content.showText(line.replaceAll("[^\\x20-\\x7E]", "?"));
                    content.newLine();
                }
                content.endText();
            }
        }
        return pdf;
    }

    /** A scan with a line of text stamped on it, as scanners do. */
    static byte[] stampedScan(BufferedImage image, String stamp) {
        return bytes(out -> {
            try (var pdf = new PDDocument()) {
                addPicture(pdf, image);
                try (var content =
                        new PDPageContentStream(
                                pdf, pdf.getPage(0), PDPageContentStream.AppendMode.APPEND, true)) {
                    content.beginText();
                    content.setFont(new PDType1Font(FontName.HELVETICA), 9);
                    content.newLineAtOffset(60, 20);
                    content.showText(stamp);
                    content.endText();
                }
                pdf.save(out);
            }
        });
    }

    static byte[] encryptedPdf(String text, String password) {
        return bytes(out -> {
            try (var pdf = withText(List.of(text))) {
                var policy =
                        new StandardProtectionPolicy("owner", password, new AccessPermission());
                policy.setEncryptionKeyLength(128);
                pdf.protect(policy);
                pdf.save(out);
            }
        });
    }

    static byte[] docx(String... paragraphs) {
        return docx(List.of(paragraphs), List.of());
    }

    /** One more part of an archive. */
    record Part(String name, byte[] bytes) {}

    static byte[] docx(List<String> paragraphs, List<Part> more) {
        var body = new StringBuilder();
        for (var paragraph : paragraphs) {
            body.append("<w:p><w:r><w:t xml:space=\"preserve\">")
                    .append(escaped(paragraph))
                    .append("</w:t></w:r></w:p>");
        }
        var parts = new ArrayList<Part>();
        parts.add(part("[Content_Types].xml", "<Types/>"));
        parts.add(part("word/document.xml", word("document", "<w:body>" + body + "</w:body>")));
        parts.addAll(more);
        return zip(parts);
    }

    static String word(String root, String inner) {
        return "<?xml version=\"1.0\"?><w:"
                + root
                + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
                + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
                + inner
                + "</w:"
                + root
                + ">";
    }

    static byte[] odt(String... paragraphs) {
        var body = new StringBuilder();
        for (var paragraph : paragraphs) {
            body.append("<text:p>").append(escaped(paragraph)).append("</text:p>");
        }
        return zip(
                List.of(
                        part("mimetype", "application/vnd.oasis.opendocument.text"),
                        part(
                                "content.xml",
                                "<office:document-content"
                                    + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                                    + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">"
                                    + "<office:body><office:text>"
                                        + body
                                        + "</office:text></office:body></office:document-content>")));
    }

    static Part part(String name, String content) {
        return new Part(name, content.getBytes(UTF_8));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static byte[] zip(List<Part> parts) {
        return bytes(out -> {
            try (var zip = new ZipOutputStream(out)) {
                for (var part : parts) {
                    var entry = new ZipEntry(part.name());
                    if (part.name().equals("mimetype")) {
                        var crc = new CRC32();
                        crc.update(part.bytes());
                        entry.setMethod(ZipEntry.STORED);
                        entry.setSize(part.bytes().length);
                        entry.setCrc(crc.getValue());
                    }
                    zip.putNextEntry(entry);
                    zip.write(part.bytes());
                    zip.closeEntry();
                }
            }
        });
    }

    /** A letter with a gigabyte of the same character in it. */
    static byte[] bomb() {
        return bytes(out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("word/document.xml"));
                zip.write(word("document", "@").split("@")[0].getBytes(UTF_8));
                zip.write("<w:p><w:r><w:t>".getBytes(UTF_8));
                var block = new byte[1 << 20];
                Arrays.fill(block, (byte) 'a');
                for (int i = 0; i < 1024; i++) {
                    zip.write(block);
                }
                zip.closeEntry();
            }
        });
    }

    static byte[] mail(String subject, String body, List<Part> attached) {
        return bytes(out -> {
            out.write(
                    ("From: Margaret Ellison <m.ellison@example.org>\r\n"
                                    + "To: claims@department.example\r\n"
                                    + "Date: Tue, 3 Mar 2026 09:12:00 +0000\r\n"
                                    + "Message-ID: <1@example.org>\r\n"
                                    + "Subject: "
                                    + subject
                                    + "\r\nMIME-Version: 1.0\r\nContent-Type:"
                                    + " multipart/mixed; boundary=\"b0\"\r\n\r\n"
                                    + "--b0\r\nContent-Type: text/plain;"
                                    + " charset=utf-8\r\n\r\n"
                                    + body
                                    + "\r\n")
                            .getBytes(UTF_8));
            for (var part : attached) {
                out.write(
                        ("--b0\r\nContent-Type: application/octet-stream\r\n"
                                        + "Content-Disposition: attachment; filename=\""
                                        + part.name()
                                        + "\"\r\n"
                                        + "Content-Transfer-Encoding: base64\r\n\r\n")
                                .getBytes(UTF_8));
                out.write(java.util.Base64.getMimeEncoder().encode(part.bytes()));
                out.write("\r\n".getBytes(UTF_8));
            }
            out.write("--b0--\r\n".getBytes(UTF_8));
        });
    }

    interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    static byte[] bytes(Writing writing) {
        var out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
