package org.earshot.transparency;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small log of made-up events with fixed salts, and what can be made from it. */
final class ALog {
    static final SigningKey KEY = SigningKey.of("log.example/one", new byte[32]);

    private record Line(Hash commitment, @Nullable Opening opening) {}

    private final List<Line> lines = new ArrayList<>();

    static ALog of(int size) {
        var log = new ALog();
        for (int i = 0; i < size; i++) {
            byte[] salt = new byte[32];
            salt[0] = (byte) i;
            log.add(Opening.of(salt, event(i)));
        }
        return log;
    }

    static byte[] event(int index) {
        return ("{\"id\":\"event " + index + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    ALog add(Opening opening) {
        lines.add(new Line(opening.commitment(), opening));
        return this;
    }

    ALog erase(int index) {
        lines.set(index, new Line(lines.get(index).commitment, null));
        return this;
    }

    Opening opening(int index) {
        var opening = lines.get(index).opening;
        if (opening == null) {
            throw new AssertionError("erased");
        }
        return opening;
    }

    int size() {
        return lines.size();
    }

    SignedCheckpoint checkpoint() {
        var frontier = new Frontier();
        lines.forEach(line -> frontier.append(Opening.leafHash(line.commitment)));
        return new Checkpoint(KEY.vkey().name(), lines.size(), frontier.root()).sign(KEY);
    }

    TlogProof proof(int index) {
        var path = Proofs.inclusion(index, lines.size(), this::node);
        return TlogProof.of(opening(index).salt(), index, path, checkpoint());
    }

    private Hash node(int level, long index) {
        return level == 0
                ? Opening.leafHash(lines.get((int) index).commitment)
                : Hash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    /** The export, as the writer writes it. */
    String export() {
        var bytes = new ByteArrayOutputStream();
        try {
            var writer = new ExportWriter(bytes, checkpoint());
            for (var line : lines) {
                writer.entry(line.commitment, line.opening);
            }
            writer.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
