package org.earshot.transparency;

/**
 * A checkpoint together with the note that carries its signatures. The two agree; made only by
 * signing or by verifying.
 */
public final class SignedCheckpoint {
    private final Checkpoint checkpoint;
    private final String note;

    SignedCheckpoint(Checkpoint checkpoint, String note) {
        this.checkpoint = checkpoint;
        this.note = note;
    }

    /**
     * Reads a note and verifies that the log of {@code vkey} signed it.
     *
     * @throws MalformedException if it is not a checkpoint
     * @throws UnverifiedException if it is another log's, or not signed by that key
     */
    public static SignedCheckpoint open(String note, Vkey vkey) throws UnverifiedException {
        var checkpoint = Checkpoint.parse(Note.parse(note).verifiedText(vkey));
        if (!checkpoint.origin().equals(vkey.name())) {
            throw new UnverifiedException("the checkpoint is of another log than " + vkey.name());
        }
        return new SignedCheckpoint(checkpoint, note);
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The text to publish, byte for byte as it was signed or read. */
    public String note() {
        return note;
    }

    @Override
    public String toString() {
        return note;
    }
}
