package org.earshot.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * A proof in a file (C2SP tlog-proof): a signed checkpoint, an index, and the path between. Its
 * {@code extra} line carries the salt of the entry, so that whoever holds the event's bytes can
 * recompute the commitment; the salt needs no trust, because a wrong one gives another leaf.
 */
public final class TlogProof {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int MAX_PATH = 64;

    private final byte[] salt;
    private final long index;
    private final List<Hash> path;
    private final String checkpointNote;

    private TlogProof(byte[] salt, long index, List<Hash> path, String checkpointNote) {
        this.salt = salt;
        this.index = index;
        this.path = List.copyOf(path);
        this.checkpointNote = checkpointNote;
    }

    public static TlogProof of(
            byte[] salt, long index, List<Hash> path, SignedCheckpoint checkpoint) {
        return new TlogProof(salt.clone(), index, path, checkpoint.note());
    }

    public static TlogProof parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedException("a proof has an empty line before its checkpoint");
        }
        var lines = List.of(text.substring(0, blank).split("\n", -1));
        if (!lines.getFirst().equals(HEADER)) {
            throw new MalformedException("the first line is not " + HEADER);
        }
        int at = 1;
        byte[] salt = {};
        if (at < lines.size() && lines.get(at).startsWith("extra ")) {
            salt = StrictText.base64(lines.get(at++).substring("extra ".length()));
        }
        if (at == lines.size() || !lines.get(at).startsWith("index ")) {
            throw new MalformedException("the index line is missing");
        }
        long index = StrictText.decimal(lines.get(at++).substring("index ".length()));
        var path = new ArrayList<Hash>();
        for (String line : lines.subList(at, lines.size())) {
            path.add(Hash.fromBase64(line));
        }
        if (path.size() > MAX_PATH) {
            throw new MalformedException("no path is longer than " + MAX_PATH);
        }
        return new TlogProof(salt, index, path, text.substring(blank + 2));
    }

    public long index() {
        return index;
    }

    public String text() {
        var text = new StringBuilder(HEADER).append('\n');
        if (salt.length > 0) {
            text.append("extra ").append(StrictText.base64(salt)).append('\n');
        }
        text.append("index ").append(index).append('\n');
        path.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpointNote).toString();
    }

    /**
     * Checks that {@code event} was logged: salt and event give the commitment, the path leads from
     * it to the root, and the log of {@code vkey} signed that root.
     *
     * @return the checkpoint the event is in
     * @throws UnverifiedException if any of it does not hold
     */
    public Checkpoint verify(byte[] event, Vkey vkey) throws UnverifiedException {
        var checkpoint = SignedCheckpoint.open(checkpointNote, vkey).checkpoint();
        if (salt.length != Opening.SALT_LENGTH) {
            throw new UnverifiedException("the proof does not carry the salt of the entry");
        }
        var leaf = Opening.leafHash(Opening.of(salt, event).commitment());
        if (!Proofs.verifyInclusion(index, checkpoint.size(), leaf, path, checkpoint.root())) {
            throw new UnverifiedException("this event is not entry " + index + " of that log");
        }
        return checkpoint;
    }

    @Override
    public String toString() {
        return "TlogProof[index=" + index + "]";
    }
}
