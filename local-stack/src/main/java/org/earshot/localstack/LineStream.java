package org.earshot.localstack;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A POST whose body and answer are lines that flow at the same time, for tests: over HTTP/1.1 the
 * JDK's client reads an answer only when it has sent all of the body. One thread may send while
 * another reads.
 */
public final class LineStream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final Map<String, String> headers = new HashMap<>();
    private int status;
    private long left;
    private boolean isChunked;
    private boolean ended;

    private LineStream(Socket socket) throws IOException {
        this.socket = socket;
        out = new BufferedOutputStream(socket.getOutputStream());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the head of a request that has a body of lines in chunks. */
    public static LineStream open(URI address, String token) throws IOException {
        return open(address, token, null);
    }

    /**
     * The same.
     *
     * @param receiveBuffer how many bytes the system takes for a caller who does not read them
     */
    public static LineStream open(URI address, String token, @Nullable Integer receiveBuffer)
            throws IOException {
        var socket = new Socket();
        if (receiveBuffer != null) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        var stream = new LineStream(socket);
        stream.write(
                """
                POST %s HTTP/1.1\r
                Host: %s:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/x-ndjson\r
                Transfer-Encoding: chunked\r
                \r
                """
                        .formatted(address.getPath(), address.getHost(), address.getPort(), token));
        return stream;
    }

    /** Sends a line; what was sent before it may still be under way. */
    public void send(String line) throws IOException {
        sendPart(line + "\n");
    }

    /** Sends some text, which need not be a line. */
    public void sendPart(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        write(Integer.toHexString(bytes.length) + "\r\n");
        out.write(bytes);
        write("\r\n");
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** There are no more lines. */
    public void end() throws IOException {
        write("0\r\n\r\n");
        out.flush();
    }

    /** The status of the answer; waits for it. */
    public int status() throws IOException {
        readHead();
        return status;
    }

    /** A field of the answer's head; its name in lower case. */
    public @Nullable String header(String name) throws IOException {
        readHead();
        return headers.get(name);
    }

    /**
     * The next line of the answer; null at its end.
     *
     * @throws IOException when the answer was cut off, or none comes for a minute
     */
    public @Nullable String next() throws IOException {
        readHead();
        var line = new ByteArrayOutputStream();
        int b;
        while ((b = read()) >= 0) {
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(b);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    /** Breaks off, whatever is under way. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void readHead() throws IOException {
        if (status != 0) {
            return;
        }
        var first = headLine();
        String field;
        while (!(field = headLine()).isEmpty()) {
            int colon = field.indexOf(':');
            headers.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).trim());
        }
        isChunked = headers.containsKey("transfer-encoding");
        left = isChunked ? 0 : Long.parseLong(headers.getOrDefault("content-length", "0"));
        ended = !isChunked && left == 0;
        status = Integer.parseInt(first.split(" ", -1)[1]);
    }

    private int read() throws IOException {
        if (left == 0 && !ended) {
            left = isChunked ? Long.parseLong(headLine(), 16) : 0;
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int b = byteOrThrow();
        left--;
        if (left == 0 && isChunked) {
            headLine();
        }
        return b;
    }

    private String headLine() throws IOException {
        var line = new StringBuilder();
        int b;
        while ((b = byteOrThrow()) != '\n') {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private int byteOrThrow() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the answer was cut off");
        }
        return b;
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
