package org.earshot.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static final int LONGEST = 10;

    @Test
    void linesAreNumberedAndBlankOnesPassedOver() throws IOException {
        assertThat(lines("one\n\n \t\r\ntwo\r\nthree"))
                .containsExactly("1 one", "4 two\r", "5 three");
    }

    @Test
    void aLineMayBeAsLongAsTheLongestAndNoLonger() throws IOException {
        assertThat(lines("0123456789\n0123456789a\nshort\n"))
                .containsExactly("1 0123456789", "2 too long", "3 short");
    }

    @Test
    void aLastLineThatIsTooLongIsSaidToBe() throws IOException {
        assertThat(lines("x".repeat(100_000))).containsExactly("1 too long");
    }

    @Test
    void nothingIsNoLine() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n\n")).isEmpty();
    }

    @Test
    void whatHadComeOfALineWhenTheStreamBrokeOffIsNoLine() throws IOException {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("broken");
                    }
                };
        var lines = new Lines(new SequenceInputStream(stream("one\ntw"), broken), LONGEST);

        assertThat(lines.next()).hasToString("Line 1");
        assertThatThrownBy(lines::next).hasMessage("broken");
    }

    /** Wherever the network cuts it, a stream has the same lines as one that is read at once. */
    @Test
    void whereTheStreamIsCutMakesNoDifference() throws IOException {
        var random = new SplittableRandom(20261122);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append("abc \n\n".charAt(random.nextInt(6)));
            }
            var parts = new ArrayList<InputStream>();
            int from = 0;
            while (from < text.length()) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(7));
                parts.add(stream(text.substring(from, to)));
                from = to;
            }
            var cut = new SequenceInputStream(java.util.Collections.enumeration(parts));

            assertThat(lines(cut)).isEqualTo(lines(text.toString()));
            assertThat(lines(text.toString())).isEqualTo(split(text.toString()));
        }
    }

    private static List<String> split(String text) {
        var expected = new ArrayList<String>();
        int number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            if (line.length() > LONGEST) {
                expected.add(number + " too long");
            } else if (!line.isBlank()) {
                expected.add(number + " " + line);
            }
        }
        return expected;
    }

    private static List<String> lines(String text) throws IOException {
        return lines(stream(text));
    }

    private static List<String> lines(InputStream in) throws IOException {
        var lines = new Lines(in, LONGEST);
        var read = new ArrayList<String>();
        var line = lines.next();
        while (line != null) {
            var bytes = line.bytes();
            read.add(
                    line.number()
                            + " "
                            + (bytes == null
                                    ? "too long"
                                    : new String(bytes, StandardCharsets.UTF_8)));
            line = lines.next();
        }
        return read;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
