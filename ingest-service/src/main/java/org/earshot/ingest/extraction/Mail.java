package org.earshot.ingest.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail that was attached or handed in as a file: who wrote, when and about what, its texts,
 * and then the documents it carries. Streamed by Apache James's parser, which bounds lines and
 * headers; parts, their depth and what they unfold to are bounded here.
 */
final class Mail {

    /** Real mails nest three or four deep. */
    private static final int DEEPEST_PARTS = 20;

    private static final MimeConfig CONFIG =
            MimeConfig.custom()
                    .setMaxLineLen(100_000)
                    .setMaxHeaderCount(1_000)
                    .setMaxHeaderLen(100_000)
                    .setMaxContentLen(-1)
                    .build();

    private static final Map<String, String> SHOWN = shown();

    private final Documents documents;
    private final Assembly assembly;
    private final PrivateFolder folder;
    private final int depth;
    private final StringBuilder text = new StringBuilder();
    private final List<Path> attached = new ArrayList<>();

    private Mail(Documents documents, Assembly assembly, PrivateFolder folder, int depth) {
        this.documents = documents;
        this.assembly = assembly;
        this.folder = folder;
        this.depth = depth;
    }

    private static Map<String, String> shown() {
        var shown = new LinkedHashMap<String, String>();
        shown.put("from", "From");
        shown.put("date", "Date");
        shown.put("subject", "Subject");
        return shown;
    }

    static void read(
            Path file,
            int part,
            int depth,
            Documents documents,
            Assembly assembly,
            PrivateFolder folder)
            throws IOException {
        var mail = new Mail(documents, assembly, folder, depth);
        try (var input = Files.newInputStream(file)) {
            mail.parse(input);
        }
        if (mail.text.toString().isBlank() && mail.attached.isEmpty() && !assembly.isIncomplete()) {
            assembly.tell(Reason.BLANK);
        }
        assembly.addText(part, 1, TextDecoding.clean(mail.text.toString()).strip());
        for (var path : mail.attached) {
            documents.read(path, MediaTypes.of(path), depth + 1);
            Files.delete(path);
        }
    }

    private void parse(InputStream input) throws IOException {
        var stream = new MimeTokenStream(CONFIG, DecodeMonitor.SILENT, null, null);
        // A mail within a mail is a document within a document, and counted as one.
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(input);
        int nested = 0;
        boolean inPart = false;
        var headers = new LinkedHashMap<String, String>();
        boolean attachment = false;
        try {
            for (var state = stream.getState();
                    state != EntityState.T_END_OF_STREAM;
                    state = stream.next()) {
                switch (state) {
                    case T_START_BODYPART -> {
                        inPart = true;
                        attachment = false;
                    }
                    case T_FIELD -> {
                        var field = stream.getField();
                        if (!inPart) {
                            keep(field, headers);
                        }
                        attachment |=
                                field.getName().equalsIgnoreCase("Content-Disposition")
                                        && isAttachment(field);
                    }
                    case T_END_HEADER -> {
                        if (!inPart) {
                            SHOWN.forEach((name, label) -> show(label, headers.get(name)));
                        }
                    }
                    case T_START_MULTIPART -> {
                        if (++nested > DEEPEST_PARTS) {
                            assembly.tell(Reason.TOO_MANY_PARTS);
                            return;
                        }
                    }
                    case T_END_MULTIPART -> nested--;
                    case T_BODY -> {
                        if (!assembly.takePart() || assembly.isOver()) {
                            return;
                        }
                        if (!body(stream, attachment)) {
                            return;
                        }
                    }
                    default -> {}
                }
            }
        } catch (MimeException | IOException malformed) {
            assembly.tell(Reason.DAMAGED);
        } catch (RuntimeException malformed) {
            // What the parser does not expect is the mail's fault.
            assembly.tell(Reason.DAMAGED);
        }
    }

    private static void keep(Field field, Map<String, String> headers) {
        var name = field.getName().toLowerCase(Locale.ROOT);
        if (SHOWN.containsKey(name)) {
            headers.putIfAbsent(name, decoded(field.getBody()));
        }
    }

    private static String decoded(@Nullable String body) {
        if (body == null) {
            return "";
        }
        var line = body.replaceAll("[\r\n]+\\s*", " ").strip();
        try {
            return DecoderUtil.decodeEncodedWords(line, DecodeMonitor.SILENT);
        } catch (RuntimeException asItIs) {
            return line;
        }
    }

    private void show(String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            text.append(label).append(": ").append(value).append('\n');
        }
    }

    private static boolean isAttachment(Field field) {
        var body = field.getBody();
        return body != null && body.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
    }

    /** False if no more is read. */
    private boolean body(MimeTokenStream stream, boolean attachment) throws IOException {
        var descriptor = stream.getBodyDescriptor();
        var type =
                descriptor.getMimeType() == null
                        ? "text/plain"
                        : descriptor.getMimeType().toLowerCase(Locale.ROOT);
        if (!attachment && (type.equals("text/plain") || type.equals("text/html"))) {
            return text(stream, descriptor, type.equals("text/html"));
        }
        if (type.startsWith("multipart/")) {
            return true;
        }
        if (depth >= assembly.limits().depth()) {
            assembly.tell(Reason.TOO_MANY_PARTS);
            return true;
        }
        var path = folder.file();
        long most = assembly.limits().bytes();
        long written;
        try (var input = stream.getDecodedInputStream();
                var output = Files.newOutputStream(path)) {
            written = copy(input, output, most);
        }
        if (written > most) {
            assembly.tell(Reason.TOO_LARGE);
            Files.delete(path);
        } else {
            attached.add(path);
        }
        return assembly.takeUnpacked(written);
    }

    private static long copy(InputStream input, java.io.OutputStream output, long most)
            throws IOException {
        var buffer = new byte[16 * 1024];
        long written = 0;
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
            written += read;
            if (written > most) {
                return written;
            }
            output.write(buffer, 0, read);
        }
        return written;
    }

    private boolean text(MimeTokenStream stream, BodyDescriptor descriptor, boolean html)
            throws IOException {
        int most = 4 * assembly.limits().characters();
        byte[] bytes;
        try (var input = stream.getDecodedInputStream()) {
            bytes = input.readNBytes(most);
        }
        if (bytes.length == most) {
            assembly.tell(Reason.TOO_LARGE);
        }
        var words = decoded(bytes, charset(descriptor));
        if (html) {
            words = Html.text(words);
        }
        // The same words again as HTML, as most mail programs send them, are not said twice.
        if (!words.isBlank() && !(html && saysAlready(words))) {
            text.append('\n').append(words.strip()).append('\n');
        }
        return assembly.takeUnpacked(bytes.length);
    }

    private String decoded(byte[] bytes, @Nullable Charset charset) {
        if (charset != null) {
            return new String(bytes, charset);
        }
        var decoded = TextDecoding.decode(bytes);
        if (decoded == null || decoded.guessed()) {
            assembly.tell(Reason.GUESSED_ENCODING);
        }
        return decoded == null ? new String(bytes, TextDecoding.WINDOWS_1252) : decoded.text();
    }

    /** Null where it is not said, or not what it says: then the bytes themselves are asked. */
    private static @Nullable Charset charset(BodyDescriptor descriptor) {
        var name = descriptor.getCharset();
        if (name == null || name.equalsIgnoreCase("us-ascii")) {
            return null;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private boolean saysAlready(String words) {
        return letters(text.toString()).contains(letters(words));
    }

    private static String letters(String words) {
        var letters = new StringBuilder();
        words.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
