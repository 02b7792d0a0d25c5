package org.earshot.ingest.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.earshot.problems.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

    private static final String TYPE = "multipart/form-data; boundary=\"the boundary\"";

    private record Read(String name, @Nullable String fileName, byte[] content) {}

    @Test
    void partsComeAsTheyWereSent() throws IOException {
        var read =
                read(
                        "--the boundary\r\n"
                                + "Content-Disposition: form-data; name=\"message\"\r\n"
                                + "Content-Type: application/json\r\n\r\n"
                                + "{}\r\n"
                                + "--the boundary\r\n"
                                + "content-disposition: Form-Data; name=attachment;"
                                + " filename=\"C:\\post\\a \\\"b\\\"; é.pdf\"\r\n\r\n"
                                + "line\r\n--the bound\r\n\r\n"
                                + "--the boundary  \r\n"
                                + "Content-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
                                + "--the boundary--\r\nwhat follows is nobody's");

        assertThat(read)
                .extracting(Read::name, Read::fileName, one -> new String(one.content(), UTF_8))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("message", null, "{}"),
                        org.assertj.core.groups.Tuple.tuple(
                                "attachment", "a \"b\"; é.pdf", "line\r\n--the bound\r\n"),
                        org.assertj.core.groups.Tuple.tuple("empty", null, ""));
    }

    @Test
    void contentOfAnyBytesAndSizeComesWholeHoweverItArrives() throws IOException {
        var random = new Random(4);
        for (int size : new int[] {0, 1, 14, 65_000, 65_536, 65_537, 200_000}) {
            var content = new byte[size];
            random.nextBytes(content);
            for (int i = 0; i + 20 < size; i += 997) {
                // The beginning of a boundary, again and again.
                var almost = "\r\n--the bounda".getBytes(ISO_8859_1);
                System.arraycopy(almost, 0, content, i, 1 + random.nextInt(almost.length));
            }
            var body = new ByteArrayOutputStream();
            for (int part = 0; part < 2; part++) {
                body.writeBytes(
                        "--the boundary\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
                                .getBytes(UTF_8));
                body.writeBytes(content);
                body.writeBytes("\r\n".getBytes(UTF_8));
            }
            body.writeBytes("--the boundary--".getBytes(UTF_8));

            var read = read(new Dribbling(body.toByteArray(), random));

            assertThat(read)
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(one.content()).isEqualTo(content));
        }
    }

    @Test
    void whatIsLeftOfAPartIsPassedOver() throws IOException {
        var parts =
                Multipart.of(
                        stream(
                                "--the boundary\r\nContent-Disposition: form-data; name=\"a\""
                                        + "\r\n\r\nnot read\r\n"
                                        + "--the boundary\r\nContent-Disposition: form-data;"
                                        + " name=\"b\"\r\n\r\nread\r\n--the boundary--"),
                        TYPE);

        parts.next();
        var second = Objects.requireNonNull(parts.next());

        assertThat(second.name()).isEqualTo("b");
        assertThat(second.content().readAllBytes()).asString(UTF_8).isEqualTo("read");
        assertThat(parts.next()).isNull();
        assertThat(parts.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--the boundary",
                "--the boundary\r\n",
                "--another\r\n\r\n",
                "--the boundary\r\n\r\nno headers\r\n--the boundary--",
                "--the boundary\r\n"
                        + "Content-Disposition: attachment; name=\"a\"\r\n\r\n\r\n"
                        + "--the boundary--",
                "--the boundary\r\nContent-Disposition: form-data\r\n\r\n\r\n--the boundary--",
                "--the boundary\r\nContent-Disposition: form-data; name=\"a\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n\r\n--the boundary--",
                "--the boundary\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nbroken off"
            })
    void whatIsNoMultipartIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Problem.class);
    }

    @Test
    void headersThatDoNotEndAreRefusedSoon() {
        var endless = "--the boundary\r\n" + "X: y\r\n".repeat(100_000);
        assertThatThrownBy(() -> read(endless)).isInstanceOf(Problem.class);
    }

    @Test
    void aTypeWithoutABoundaryIsRefused() {
        assertThatThrownBy(() -> Multipart.of(stream(""), "multipart/form-data"))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Multipart.of(stream(""), null)).isInstanceOf(Problem.class);
    }

    /** Bytes changed, left out and cut off at random: an answer or a refusal, and soon. */
    @Test
    void anythingAtAllIsReadOrRefused() {
        var random = new Random(17);
        var whole =
                ("--the boundary\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n"
                                + "\r\ncontent\r\n--the boundary\r\nContent-Disposition: form-data;"
                                + " name=\"c\"\r\n\r\nmore\r\n--the boundary--\r\n")
                        .getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            var changed = whole.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(5) == 0 ? random.nextInt(whole.length) : whole.length;
            try {
                read(new Dribbling(java.util.Arrays.copyOf(changed, length), random));
            } catch (Problem refused) {
                assertThat(refused.getStatusCode()).isEqualTo(400);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static List<Read> read(String body) throws IOException {
        return read(stream(body));
    }

    private static List<Read> read(InputStream body) throws IOException {
        var parts = Multipart.of(body, TYPE);
        var read = new ArrayList<Read>();
        for (var part = parts.next(); part != null; part = parts.next()) {
            read.add(new Read(part.name(), part.fileName(), part.content().readAllBytes()));
        }
        return read;
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(UTF_8));
    }

    /** Gives a few bytes at a time, as a network does. */
    private static final class Dribbling extends ByteArrayInputStream {
        private final Random random;

        Dribbling(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(3000)));
        }
    }
}
