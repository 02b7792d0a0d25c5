package org.earshot.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private static final Vkey VKEY = ALog.KEY.vkey();

    /** Lines of an export before its first entry: header, checkpoint, blank, signature, blank. */
    private static final int FIRST_ENTRY = 7;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 127, 128, 129})
    void anExportOfAnySizeVerifies(int size) throws IOException {
        var log = ALog.of(size);

        assertThat(verify(log.export()))
                .isEqualTo(
                        new Verification(
                                size, log.checkpoint().checkpoint().root(), size, 0, List.of()));
    }

    @Test
    void anErasedEventLeavesTheExportValid() throws IOException {
        var log = ALog.of(9);
        var before = log.checkpoint().note();

        var verification = verify(log.erase(3).erase(8).export());

        assertThat(verification.ok()).isTrue();
        assertThat(verification.erased()).isEqualTo(2);
        assertThat(log.checkpoint().note()).isEqualTo(before);
    }

    @Test
    void anEventOfNoBytesAndOneOfAMegabyteAreKept() throws IOException {
        var log =
                ALog.of(1)
                        .add(Opening.of(new byte[32], new byte[0]))
                        .add(Opening.of(new byte[32], new byte[1 << 20]));

        assertThat(verify(log.export()).ok()).isTrue();
    }

    @Test
    void aChangedByteOfAnEventIsFoundAtItsEntry() throws IOException {
        var lines = lines(ALog.of(9));
        changeField(lines, 4, 3);

        assertThat(problems(lines))
                .containsExactly("entry 4: the commitment is not that of its salt and event");
    }

    @Test
    void aChangedByteOfASaltIsFoundAtItsEntry() throws IOException {
        var lines = lines(ALog.of(9));
        changeField(lines, 8, 2);

        assertThat(problems(lines))
                .containsExactly("entry 8: the commitment is not that of its salt and event");
    }

    @Test
    void aChangedCommitmentIsFoundAtItsEntryAndInTheRoot() throws IOException {
        var lines = lines(ALog.of(9));
        changeField(lines, 0, 1);

        assertThat(problems(lines))
                .containsExactly(
                        "entry 0: the commitment is not that of its salt and event",
                        "the entries do not give the signed root");
    }

    @Test
    void aCommitmentChangedTogetherWithItsEventIsFoundInTheRoot() throws IOException {
        var lines = lines(ALog.of(9));
        var forged =
                Opening.of(new byte[32], "{\"id\":\"forged\"}".getBytes(StandardCharsets.UTF_8));
        lines.set(
                FIRST_ENTRY + 5,
                "5 %s %s %s"
                        .formatted(
                                forged.commitment().base64(),
                                StrictText.base64(forged.salt()),
                                StrictText.base64(forged.event())));

        assertThat(problems(lines)).containsExactly("the entries do not give the signed root");
    }

    @Test
    void aChangedCommitmentOfAnErasedEventIsFoundInTheRoot() throws IOException {
        var lines = lines(ALog.of(9).erase(2));
        changeField(lines, 2, 1);

        assertThat(problems(lines)).containsExactly("the entries do not give the signed root");
    }

    @Test
    void aDroppedLastLineIsFound() throws IOException {
        var lines = lines(ALog.of(9));
        lines.removeLast();

        assertThat(problems(lines)).containsExactly("entry 8: missing, and all after it");
    }

    @Test
    void aDroppedMiddleLineIsFound() throws IOException {
        var lines = lines(ALog.of(9));
        lines.remove(FIRST_ENTRY + 4);

        assertThat(problems(lines))
                .containsExactly("entry 4: this line is entry 5, out of its place");
    }

    @Test
    void aDroppedMiddleLineIsFoundThoughTheRestIsRenumbered() throws IOException {
        var lines = lines(ALog.of(9));
        lines.remove(FIRST_ENTRY + 4);
        for (int i = 4; i < 8; i++) {
            int at = FIRST_ENTRY + i;
            lines.set(at, i + lines.get(at).substring(lines.get(at).indexOf(' ')));
        }

        assertThat(problems(lines)).containsExactly("entry 8: missing, and all after it");
    }

    @Test
    void twoRowsSwappedAreFound() throws IOException {
        var lines = lines(ALog.of(9));
        Collections.swap(lines, FIRST_ENTRY + 2, FIRST_ENTRY + 6);

        assertThat(problems(lines))
                .containsExactly("entry 2: this line is entry 6, out of its place");
    }

    @Test
    void twoRowsSwappedUnderTheirOldNumbersAreFoundInTheRoot() throws IOException {
        var lines = lines(ALog.of(9));
        var second = lines.get(FIRST_ENTRY + 2);
        lines.set(FIRST_ENTRY + 2, "2" + lines.get(FIRST_ENTRY + 6).substring(1));
        lines.set(FIRST_ENTRY + 6, "6" + second.substring(1));

        assertThat(problems(lines)).containsExactly("the entries do not give the signed root");
    }

    @Test
    void anEntryBeyondTheCheckpointIsFound() throws IOException {
        var lines = lines(ALog.of(9));
        lines.add("9" + lines.getLast().substring(1));

        assertThat(problems(lines))
                .containsExactly("entry 9: the signed checkpoint has no such entry");
    }

    @Test
    void aChangedSizeOrRootOrSignatureIsFound() throws IOException {
        for (int line : List.of(2, 3)) {
            var lines = lines(ALog.of(9));
            lines.set(line, line == 2 ? "8" : Hash.EMPTY_ROOT.base64());
            assertThat(problems(lines))
                    .containsExactly("the signature of log.example/one is wrong");
        }
        var lines = lines(ALog.of(9));
        var signature = lines.get(5);
        char changed = signature.charAt(40) == 'A' ? 'B' : 'A';
        lines.set(5, signature.substring(0, 40) + changed + signature.substring(41));
        assertThat(problems(lines)).containsExactly("the signature of log.example/one is wrong");
    }

    @Test
    void anotherKeyIsRefused() throws IOException {
        byte[] seed = new byte[32];
        seed[0] = 1;
        var other = SigningKey.of("log.example/one", seed).vkey();

        var verification = Verifier.verifyExport(stream(ALog.of(3).export()), other);

        assertThat(verification.problems())
                .extracting(Verification.Problem::words)
                .containsExactly("no signature by the key " + other);
    }

    @Test
    void severalBadEntriesAreAllNamed() throws IOException {
        var lines = lines(ALog.of(9));
        changeField(lines, 1, 3);
        changeField(lines, 7, 3);

        assertThat(verify(text(lines)).problems())
                .extracting(Verification.Problem::index)
                .containsExactly(1L, 7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "3 x y z",
                "03 - - -",
                "3 AAAA - -",
                "3 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= - AAAA",
                "3 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= AAAA -",
                "3 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= - - -",
                "3 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
                        + " CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= ",
            })
    void aLineThatIsNotAnEntryIsFoundAtItsPlace(String line) throws IOException {
        var lines = lines(ALog.of(5));
        lines.set(FIRST_ENTRY + 3, line);

        var problems = verify(text(lines)).problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().index()).isEqualTo(3);
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        var export = ALog.of(5).export();

        for (int length = ExportWriter.HEADER.length() + 1; length < export.length(); length++) {
            assertThat(verify(export.substring(0, length)).ok()).as("at %s", length).isFalse();
        }
    }

    @Test
    void theReaderKeepsNoMoreThanItReadsAhead() throws IOException {
        var log = ALog.of(5000);
        var counting = new Counting(stream(log.export()));

        new ExportReader(counting).next();

        assertThat(counting.read).isLessThanOrEqualTo(1 << 16);
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() throws IOException {
        var export = ALog.of(1).export();
        var start = export.substring(0, export.length() - 1);
        var endless = new SequenceInputStream(stream(start), new Letters());

        assertThat(Verifier.verifyExport(endless, VKEY).problems().getFirst().words())
                .isEqualTo("a line is longer than 16777216 bytes");
    }

    @Test
    void aWriterKeepsToItsCheckpoint() throws IOException {
        var log = ALog.of(1);
        var writer = new ExportWriter(new ByteArrayOutputStream(), log.checkpoint());

        assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        writer.entry(log.opening(0).commitment(), log.opening(0));
        assertThatThrownBy(() -> writer.entry(log.opening(0).commitment(), null))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theCommandVerifiesAnExport() throws IOException {
        var log = ALog.of(9).erase(1);

        var run = run("verify", "--vkey", VKEY.toString(), "--export", file(log.export()));

        assertThat(run.exit).isEqualTo(0);
        assertThat(run.out)
                .isEqualTo(
                        "{\"ok\":true,\"size\":9,\"root\":\"%s\",\"entries\":9,\"erased\":1}\n"
                                .formatted(log.checkpoint().checkpoint().root().base64()));
        assertThat(run.err).isEmpty();
    }

    @Test
    void theCommandSaysWhatFailedAndWhere() throws IOException {
        var log = ALog.of(9);
        var lines = lines(log);
        changeField(lines, 4, 3);

        var run = run("verify", "--vkey", VKEY.toString(), "--export", file(text(lines)));

        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out)
                .isEqualTo(
                        "{\"ok\":false,\"size\":9,\"root\":\"%s\",\"entries\":9,\"erased\":0,"
                                        .formatted(log.checkpoint().checkpoint().root().base64())
                                + "\"problem\":\"the commitment is not that of its salt and"
                                + " event\",\"index\":4}\n");
        assertThat(run.err)
                .isEqualTo(
                        "Does not hold: entry 4: the commitment is not that of its salt and"
                                + " event.\n");
    }

    @Test
    void theCommandVerifiesOneProof() throws IOException {
        var proof = file(ALog.of(9).proof(3).text());
        var event = Files.write(folder.resolve("event"), ALog.event(3)).toString();
        var other = Files.write(folder.resolve("other"), ALog.event(4)).toString();
        var vkey = VKEY.toString();

        assertThat(run("verify", "--vkey", vkey, "--proof", proof, "--event", event).exit)
                .isEqualTo(0);
        var refused = run("verify", "--vkey", vkey, "--proof", proof, "--event", other);
        assertThat(refused.exit).isEqualTo(1);
        assertThat(refused.err)
                .isEqualTo("Does not hold: this event is not entry 3 of that log.\n");
    }

    @Test
    void aLaterExportMustExtendTheOneSeenBefore() throws IOException {
        var state = folder.resolve("state").toString();

        assertThat(since(state, ALog.of(5)).exit).isEqualTo(0);
        assertThat(since(state, ALog.of(5)).exit).isEqualTo(0);
        assertThat(since(state, ALog.of(12)).exit).isEqualTo(0);
        var shorter = since(state, ALog.of(11));
        assertThat(shorter.exit).isEqualTo(1);
        assertThat(shorter.err)
                .isEqualTo("Does not hold: the log has lost entries since it was last seen.\n");
        assertThat(Files.readString(Path.of(state))).isEqualTo(ALog.of(12).checkpoint().note());
    }

    @Test
    void aLogRewrittenAndSignedAnewIsFoundByWhoSawItBefore() throws IOException {
        var state = folder.resolve("state").toString();
        since(state, ALog.of(5));
        var rewritten = new ALog();
        rewritten.add(Opening.of(new byte[32], new byte[] {1}));
        for (int i = 1; i < 8; i++) {
            rewritten.add(ALog.of(8).opening(i));
        }

        var run = since(state, rewritten);

        assertThat(run.exit).isEqualTo(1);
        assertThat(run.err)
                .isEqualTo(
                        "Does not hold: the log no longer begins with what it was when last"
                                + " seen.\n");
        assertThat(Files.readString(Path.of(state))).isEqualTo(ALog.of(5).checkpoint().note());
    }

    @Test
    void wrongUsageAndUnreadableFilesAreToldApartFromAFailure() throws IOException {
        var vkey = VKEY.toString();
        var missing = folder.resolve("missing").toString();

        assertThat(run().exit).isEqualTo(2);
        assertThat(run("check").exit).isEqualTo(2);
        assertThat(run("verify", "--vkey", vkey).exit).isEqualTo(2);
        assertThat(run("verify", "--export", missing).exit).isEqualTo(2);
        assertThat(run("verify", "--vkey", "x", "--export", missing).exit).isEqualTo(2);
        assertThat(run("verify", "--vkey", vkey, "--export", missing).exit).isEqualTo(2);
        assertThat(run("verify", "--vkey", vkey, "--export", file("a letter\n")).exit).isEqualTo(2);
        assertThat(run("verify", "--vkey", vkey, "--proof", missing).exit).isEqualTo(2);
        assertThat(run("verify", "--vkey", vkey, "--colour", "x").exit).isEqualTo(2);
        assertThat(run("verify", "--vkey", vkey, "--vkey", vkey).exit).isEqualTo(2);
    }

    private record Run(int exit, String out, String err) {}

    private Run since(String state, ALog log) throws IOException {
        return run(
                "verify",
                "--vkey",
                VKEY.toString(),
                "--export",
                file(log.export()),
                "--since",
                state);
    }

    private static Run run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit =
                Verifier.run(
                        List.of(args),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "log", ".txt"), text).toString();
    }

    private static Verification verify(String export) throws IOException {
        return Verifier.verifyExport(stream(export), VKEY);
    }

    private static List<String> problems(List<String> lines) throws IOException {
        return verify(text(lines)).problems().stream().map(Verification.Problem::toString).toList();
    }

    private static List<String> lines(ALog log) {
        return new ArrayList<>(log.export().lines().toList());
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Changes one bit of the value in a base64 field of an entry. */
    private static void changeField(List<String> lines, int entry, int field) {
        String[] fields = lines.get(FIRST_ENTRY + entry).split(" ", -1);
        byte[] value = StrictText.base64(fields[field]);
        value[value.length / 2] ^= 1;
        fields[field] = StrictText.base64(value);
        lines.set(FIRST_ENTRY + entry, String.join(" ", fields));
    }

    private static final class Letters extends InputStream {
        @Override
        public int read() {
            return 'A';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) 'A');
            return length;
        }
    }

    private static final class Counting extends FilterInputStream {
        private long read;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            read += count;
            return count;
        }
    }
}
