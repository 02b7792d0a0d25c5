package org.earshot.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A C2SP signed note: a text, a blank line, and signature lines. Signatures by keys the reader does
 * not know, such as those of witnesses, are allowed and mean nothing.
 */
final class Note {
    /** More than sixteen post-quantum signatures need; the specification asks for a limit. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_SIGNATURES = 128;
    private static final String SIGNATURE_START = "\u2014 ";

    private final String text;
    private final List<NoteSignature> signatures;

    private static final class NoteSignature {
        private final String name;
        private final byte[] idAndSignature;

        NoteSignature(String name, byte[] idAndSignature) {
            this.name = name;
            this.idAndSignature = idAndSignature;
        }
    }

    private Note(String text, List<NoteSignature> signatures) {
        this.text = text;
        this.signatures = signatures;
    }

    static String of(String text, String name, byte[] idAndSignature) {
        if (!text.endsWith("\n")) {
            throw new MalformedException("the text of a note ends in a newline");
        }
        return text
                + "\n"
                + SIGNATURE_START
                + name
                + " "
                + StrictText.base64(idAndSignature)
                + "\n";
    }

    static Note parse(String note) {
        if (note.length() > MAX_BYTES) {
            throw new MalformedException("the note is longer than " + MAX_BYTES + " bytes");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new MalformedException("a note has no control characters but newlines");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || blank + 2 == note.length() || !note.endsWith("\n")) {
            throw new MalformedException("a note is a text, a blank line and signature lines");
        }
        var signatures = new ArrayList<NoteSignature>();
        for (String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
            signatures.add(signature(line));
        }
        if (signatures.size() > MAX_SIGNATURES) {
            throw new MalformedException("more than " + MAX_SIGNATURES + " signatures");
        }
        return new Note(note.substring(0, blank + 1), signatures);
    }

    private static NoteSignature signature(String line) {
        int nameEnd = line.lastIndexOf(' ');
        if (!line.startsWith(SIGNATURE_START) || nameEnd <= SIGNATURE_START.length()) {
            throw new MalformedException("a signature line is a dash, a name and a signature");
        }
        byte[] idAndSignature = StrictText.base64(line.substring(nameEnd + 1));
        if (idAndSignature.length < 5) {
            throw new MalformedException("a signature has a key id and something after it");
        }
        var name = StrictText.keyName(line.substring(SIGNATURE_START.length(), nameEnd));
        return new NoteSignature(name, idAndSignature);
    }

    /**
     * The text, if the key of {@code vkey} signed it.
     *
     * @throws UnverifiedException if that key did not sign, or any signature in its name is wrong
     */
    String verifiedText(Vkey vkey) throws UnverifiedException {
        byte[] keyId = ByteBuffer.allocate(4).putInt(vkey.keyId()).array();
        boolean signed = false;
        for (NoteSignature signature : signatures) {
            byte[] bytes = signature.idAndSignature;
            if (!signature.name.equals(vkey.name()) || !Arrays.equals(keyId, 0, 4, bytes, 0, 4)) {
                continue;
            }
            if (!vkey.verifies(
                    text.getBytes(StandardCharsets.UTF_8),
                    Arrays.copyOfRange(bytes, 4, bytes.length))) {
                throw new UnverifiedException("the signature of " + vkey.name() + " is wrong");
            }
            signed = true;
        }
        if (!signed) {
            throw new UnverifiedException("no signature by the key " + vkey);
        }
        return text;
    }
}
