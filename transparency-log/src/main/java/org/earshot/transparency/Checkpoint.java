package org.earshot.transparency;

import java.util.List;

/**
 * What a log commits itself to: its name, how many entries it has, and the root over them (C2SP
 * tlog-checkpoint).
 *
 * @param extensions further lines, which this log never writes but others may
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    public Checkpoint {
        if (origin.isEmpty() || size < 0) {
            throw new MalformedException("a checkpoint has an origin and a size from 0 on");
        }
        extensions = List.copyOf(extensions);
    }

    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /** Reads the text of a checkpoint, that is, a note without its signatures. */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedException("a checkpoint ends in a newline");
        }
        var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3 || lines.contains("")) {
            throw new MalformedException("a checkpoint is an origin, a size and a root, in lines");
        }
        return new Checkpoint(
                lines.get(0),
                StrictText.decimal(lines.get(1)),
                Hash.fromBase64(lines.get(2)),
                lines.subList(3, lines.size()));
    }

    /** The text that is signed. */
    public String text() {
        var text = new StringBuilder();
        text.append(origin).append('\n').append(size).append('\n');
        text.append(root.base64()).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** Signs, under the log's name: the key must bear it. */
    public SignedCheckpoint sign(SigningKey key) {
        if (!key.vkey().name().equals(origin)) {
            throw new IllegalArgumentException("a log signs with the key that bears its name");
        }
        return new SignedCheckpoint(this, key.note(text()));
    }
}
