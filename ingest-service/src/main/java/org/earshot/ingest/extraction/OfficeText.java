package org.earshot.ingest.extraction;

import java.io.InputStream;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The words of one XML part of a word processor's file, as a stream: Office Open XML (ECMA-376,
 * part 1) and OpenDocument (ODF 1.3, part 3). Neither document type declarations nor entities of
 * theirs are resolved.
 */
final class OfficeText {

    /** Real documents nest some dozens deep. */
    private static final int DEEPEST = 500;

    /** What is said twice, was deleted by the writer, or is an instruction to the program. */
    private static final Set<String> WORD_SKIPPED =
            Set.of("Fallback", "delText", "instrText", "delInstrText", "rPr", "pPr", "sectPr");

    private static final Set<String> ODF_SKIPPED =
            Set.of(
                    "tracked-changes",
                    "automatic-styles",
                    "font-face-decls",
                    "scripts",
                    "creator",
                    "date");

    private final boolean word;
    private final StringBuilder text;
    private final int longest;

    private OfficeText(boolean word, StringBuilder text, int longest) {
        this.word = word;
        this.text = text;
        this.longest = longest;
    }

    /**
     * Adds the words of a part of a DOCX to a text, until it is as long as may be.
     *
     * @throws XMLStreamException if it is malformed; what was read until then has been added
     */
    static void word(InputStream xml, StringBuilder text, int longest) throws XMLStreamException {
        new OfficeText(true, text, longest).read(xml);
    }

    /** The same for a part of an ODT. */
    static void odf(InputStream xml, StringBuilder text, int longest) throws XMLStreamException {
        new OfficeText(false, text, longest).read(xml);
    }

    static XMLStreamReader reader(InputStream xml) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        try {
            return factory.createXMLStreamReader(xml);
        } catch (RuntimeException unreadable) {
            throw new XMLStreamException("unreadable");
        }
    }

    private void read(InputStream xml) throws XMLStreamException {
        var reader = reader(xml);
        int depth = 0;
        int skippedFrom = Integer.MAX_VALUE;
        while (text.length() < longest && next(reader)) {
            switch (reader.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > DEEPEST) {
                        throw new XMLStreamException("nested deeper than " + DEEPEST);
                    }
                    var name = reader.getLocalName();
                    if (skippedFrom > depth && (word ? WORD_SKIPPED : ODF_SKIPPED).contains(name)) {
                        skippedFrom = depth;
                    }
                    if (skippedFrom > depth) {
                        begin(reader, name);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (skippedFrom > depth) {
                        end(reader.getLocalName());
                    } else if (skippedFrom == depth) {
                        skippedFrom = Integer.MAX_VALUE;
                    }
                    depth--;
                }
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE -> {
                    if (skippedFrom > depth) {
                        characters(reader.getText());
                    }
                }
                default -> {}
            }
        }
    }

    /** The JDK's parser throws some errors of its own as runtime exceptions. */
    private static boolean next(XMLStreamReader reader) throws XMLStreamException {
        try {
            if (!reader.hasNext()) {
                return false;
            }
            reader.next();
            return true;
        } catch (RuntimeException unreadable) {
            throw new XMLStreamException("unreadable");
        }
    }

    private boolean inText;

    private void begin(XMLStreamReader reader, String name) {
        if (word) {
            switch (name) {
                case "t" -> inText = true;
                case "tab", "ptab" -> text.append('\t');
                case "br", "cr" -> text.append('\n');
                case "noBreakHyphen" -> text.append('-');
                case "txbxContent" -> line();
                case "checked" -> text.append(isOff(attribute(reader, "val")) ? "[ ] " : "[x] ");
                case "sym" -> text.append(symbol(attribute(reader, "char")));
                default -> {}
            }
            return;
        }
        switch (name) {
            case "p", "h" -> paragraphs++;
            case "tab" -> text.append('\t');
            case "line-break" -> text.append('\n');
            case "s" -> text.append(' ');
            case "text-box", "annotation", "note-body" -> line();
            default -> {
                var value = attribute(reader, "current-value");
                if (value != null) {
                    text.append(value).append('\n');
                }
            }
        }
    }

    private int paragraphs;

    private void end(String name) {
        if (word) {
            switch (name) {
                case "t" -> inText = false;
                case "p" -> text.append('\n');
                case "tc" -> endCell();
                default -> {}
            }
            return;
        }
        switch (name) {
            case "p", "h" -> {
                paragraphs--;
                text.append('\n');
            }
            case "table-cell" -> endCell();
            default -> {}
        }
    }

    private void characters(String more) {
        if (word) {
            if (inText) {
                text.append(more);
            }
            return;
        }
        if (paragraphs <= 0) {
            return;
        }
        for (int i = 0; i < more.length(); i++) {
            char c = more.charAt(i);
            boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!space) {
                text.append(c);
            } else if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
                text.append(' ');
            }
        }
    }

    private void line() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    /** A row is one line, with a tab after each cell. */
    private void endCell() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) == '\n') {
            text.setCharAt(text.length() - 1, '\t');
        }
    }

    private static @Nullable String attribute(XMLStreamReader reader, String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    private static boolean isOff(@Nullable String value) {
        return value != null && (value.equals("0") || value.equals("false") || value.equals("off"));
    }

    /** Ticks and crosses of the symbol fonts that forms use; any other symbol is a blank. */
    private static String symbol(@Nullable String code) {
        return switch (code == null ? "" : code.toUpperCase(java.util.Locale.ROOT)) {
            case "F0FE", "F0FD", "F052", "F054", "F0FC" -> "[x]";
            case "F0A8", "F06F", "F071" -> "[ ]";
            default -> " ";
        };
    }
}
