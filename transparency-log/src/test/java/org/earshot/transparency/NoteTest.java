package org.earshot.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
    /** Key, text and signature as published with Go's sumdb/note, which defined the format. */
    private static final String PUBLISHED_VKEY =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String PUBLISHED_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String PUBLISHED_TEXT =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String PUBLISHED_NOTE =
            PUBLISHED_TEXT
                    + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN"
                    + "1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    /** The example of C2SP tlog-checkpoint. */
    private static final String PUBLISHED_CHECKPOINT =
            """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
            """;

    private static final SigningKey KEY = SigningKey.of("log.example/one", new byte[32]);
    private static final Checkpoint CHECKPOINT =
            new Checkpoint("log.example/one", 7, Hash.leaf(new byte[] {1}));

    @Test
    void thePublishedNoteVerifies() throws UnverifiedException {
        var vkey = Vkey.parse(PUBLISHED_VKEY);

        assertThat(Note.parse(PUBLISHED_NOTE).verifiedText(vkey)).isEqualTo(PUBLISHED_TEXT);
        assertThat(vkey).hasToString(PUBLISHED_VKEY);
    }

    @Test
    void signingThePublishedTextGivesThePublishedNote() {
        byte[] typed = Base64.getDecoder().decode(PUBLISHED_SEED);
        var key = SigningKey.of("PeterNeumann", Arrays.copyOfRange(typed, 1, 33));

        assertThat(key.vkey()).hasToString(PUBLISHED_VKEY);
        assertThat(key.note(PUBLISHED_TEXT)).isEqualTo(PUBLISHED_NOTE);
    }

    @Test
    void thePublicKeysOfManySeedsAreDerivedRight() throws UnverifiedException {
        for (int i = 0; i < 64; i++) {
            byte[] seed = new byte[32];
            seed[i % 32] = (byte) (i + 1);
            var key = SigningKey.of("log.example/" + i, seed);
            assertThat(Note.parse(key.note("text\n")).verifiedText(key.vkey())).isEqualTo("text\n");
        }
    }

    @Test
    void thePublishedCheckpointReadsAndPrintsTheSame() {
        var checkpoint = Checkpoint.parse(PUBLISHED_CHECKPOINT);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20852163);
        assertThat(checkpoint.text()).isEqualTo(PUBLISHED_CHECKPOINT);
    }

    @Test
    void aSignedCheckpointOpensWithItsKey() throws UnverifiedException {
        var note = CHECKPOINT.sign(KEY).note();

        assertThat(SignedCheckpoint.open(note, KEY.vkey()).checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(SignedCheckpoint.open(note, KEY.vkey()).note()).isEqualTo(note);
    }

    @Test
    void extensionLinesAreKept() throws UnverifiedException {
        var extended =
                new Checkpoint("log.example/one", 7, CHECKPOINT.root(), List.of("more", "yet"));

        var opened = SignedCheckpoint.open(extended.sign(KEY).note(), KEY.vkey());

        assertThat(opened.checkpoint()).isEqualTo(extended);
    }

    @Test
    void cosignaturesOfUnknownWitnessesAreTolerated() throws UnverifiedException {
        var witness = SigningKey.of("witness.example", seedOf(9));
        var cosigned = CHECKPOINT.sign(KEY).note() + signatureLine(witness, CHECKPOINT.text());

        assertThat(SignedCheckpoint.open(cosigned, KEY.vkey()).checkpoint()).isEqualTo(CHECKPOINT);
    }

    @Test
    void anotherKeyUnderTheSameNameIsRefused() {
        var other = SigningKey.of("log.example/one", seedOf(1));

        assertThatThrownBy(() -> SignedCheckpoint.open(CHECKPOINT.sign(KEY).note(), other.vkey()))
                .isInstanceOf(UnverifiedException.class)
                .hasMessageContaining("no signature by the key log.example/one+");
    }

    @Test
    void aWrongSignatureBesideARightOneIsRefused() {
        var note = CHECKPOINT.sign(KEY).note();
        var wrong = note + signatureLine(KEY, "another text\n");

        assertThatThrownBy(() -> SignedCheckpoint.open(wrong, KEY.vkey()))
                .isInstanceOf(UnverifiedException.class)
                .hasMessage("the signature of log.example/one is wrong");
    }

    @Test
    void aCheckpointOfAnotherLogIsRefusedThoughTheKeySignedIt() {
        var elsewhere = new Checkpoint("log.example/two", 7, CHECKPOINT.root());
        var note = KEY.note(elsewhere.text());

        assertThatThrownBy(() -> SignedCheckpoint.open(note, KEY.vkey()))
                .isInstanceOf(UnverifiedException.class)
                .hasMessage("the checkpoint is of another log than log.example/one");
        assertThatThrownBy(() -> elsewhere.sign(KEY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noBitOfASignedNoteCanBeChanged() {
        byte[] note = CHECKPOINT.sign(KEY).note().getBytes(StandardCharsets.UTF_8);

        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] changed = note.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(opens(changed)).as("bit %s", bit).isFalse();
        }
    }

    private static boolean opens(byte[] note) {
        try {
            SignedCheckpoint.open(StrictText.utf8(note), KEY.vkey());
            return true;
        } catch (MalformedException | UnverifiedException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one line\n",
                "log\n7\n",
                "log\n07\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n+7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n-7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "log\n7\nAAAA\n",
                "\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                "log\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
            })
    void whatIsNotACheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nno dash AAAAAAA=\n",
                "text\n\n\u2014 name AAAAAAA=",
                "text\n\n\u2014 name\n",
                "text\n\n\u2014 AAAAAAA=\n",
                "text\n\n\u2014  AAAAAAA=\n",
                "text\n\n\u2014 two names AAAAAAA=\n",
                "text\n\n\u2014 na+me AAAAAAA=\n",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n\u2014 name AAAAAAB=\n",
                "te\txt\n\n\u2014 name AAAAAAA=\n",
                "te\rxt\n\n\u2014 name AAAAAAA=\n",
            })
    void whatIsNotANoteIsRefused(String note) {
        assertThatThrownBy(() -> Note.parse(note)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a3",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            })
    void whatIsNotAVkeyIsRefused(String text) {
        assertThatThrownBy(() -> Vkey.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aKeyNeverPrintsItsSeed() {
        assertThat(KEY).hasToString("SigningKey[log.example/one]");
        assertThatThrownBy(() -> SigningKey.of("log.example/one", new byte[31]))
                .isInstanceOf(MalformedException.class);
    }

    private static byte[] seedOf(int value) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return seed;
    }

    private static String signatureLine(SigningKey key, String text) {
        String note = key.note(text);
        return note.substring(note.lastIndexOf("\n\n") + 2);
    }
}
