package org.earshot.ingest.extraction;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A page as shades of grey, 0 black to 255 white, row by row. Read from and written as Netpbm's
 * plain formats (pbm(5), pgm(5), ppm(5)): they need no library, and AWT has no place in a native
 * image.
 *
 * @param shrunk how many picture elements of the original make one here, along a side
 */
record Grey(int width, int height, byte[] pixels, int shrunk) {

    /** An original of more than this share of the limit is made smaller while it is read. */
    private static final int SHARE_KEPT = 10;

    /** The picture is larger than is taken. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /**
     * The next picture of a stream, or null at its end.
     *
     * @param pixels the most it may have
     * @throws EOFException if it is broken off
     * @throws IOException if it is no such picture
     */
    static @Nullable Grey read(InputStream in, long pixels) throws IOException {
        int first = in.read();
        while (first == '\n' || first == '\r' || first == ' ') {
            first = in.read();
        }
        if (first < 0) {
            return null;
        }
        int kind = in.read();
        if (first != 'P' || kind < '4' || kind > '6') {
            throw new IOException("not a picture");
        }
        int width = number(in);
        int height = number(in);
        int most = kind == '4' ? 1 : number(in);
        if (width < 1 || height < 1 || most < 1 || most > 65_535) {
            throw new IOException("not a picture");
        }
        if ((long) width * height > pixels || width > 100_000 || height > 100_000) {
            throw new TooLarge();
        }
        int shrink = 1;
        while ((long) (width / shrink) * (height / shrink) > pixels / SHARE_KEPT) {
            shrink++;
        }
        return new Reading(in, kind, width, height, most, shrink).read();
    }

    /** A number of the header, and the one white space after it. */
    private static int number(InputStream in) throws IOException {
        int c = in.read();
        while (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '#') {
            if (c == '#') {
                while (c >= 0 && c != '\n') {
                    c = in.read();
                }
            } else {
                c = in.read();
            }
        }
        int number = 0;
        int digits = 0;
        while (c >= '0' && c <= '9' && digits++ < 7) {
            number = 10 * number + c - '0';
            c = in.read();
        }
        if (digits == 0 || digits > 7) {
            throw new IOException("not a picture");
        }
        return number;
    }

    private record Reading(InputStream in, int kind, int width, int height, int most, int shrink) {

        Grey read() throws IOException {
            int across = Math.max(1, width / shrink);
            int down = Math.max(1, height / shrink);
            var pixels = new byte[across * down];
            var row = new byte[rowBytes()];
            var sums = new int[across];
            int box = Math.min(shrink, width) * Math.min(shrink, height);
            for (int y = 0; y < height; y++) {
                if (in.readNBytes(row, 0, row.length) < row.length) {
                    throw new EOFException("broken off");
                }
                if (y / shrink >= down) {
                    continue;
                }
                for (int x = 0; x < width && x / shrink < across; x++) {
                    sums[x / shrink] += shade(row, x);
                }
                if ((y + 1) % shrink == 0 || y == height - 1) {
                    for (int x = 0; x < across; x++) {
                        pixels[y / shrink * across + x] = (byte) Math.min(255, sums[x] / box);
                    }
                    Arrays.fill(sums, 0);
                }
            }
            return new Grey(across, down, pixels, shrink);
        }

        private int rowBytes() {
            if (kind == '4') {
                return (width + 7) / 8;
            }
            return width * (kind == '6' ? 3 : 1) * (most > 255 ? 2 : 1);
        }

        private int shade(byte[] row, int x) {
            if (kind == '4') {
                return (row[x >> 3] & 0x80 >> (x & 7)) == 0 ? 255 : 0;
            }
            if (kind == '5') {
                return sample(row, x);
            }
            // As ITU-R BT.601 weighs red, green and blue.
            return (299 * sample(row, 3 * x)
                            + 587 * sample(row, 3 * x + 1)
                            + 114 * sample(row, 3 * x + 2))
                    / 1000;
        }

        private int sample(byte[] row, int at) {
            int value =
                    most > 255
                            ? (row[2 * at] & 0xFF) << 8 | (row[2 * at + 1] & 0xFF)
                            : row[at] & 0xFF;
            return most == 255 ? value : Math.min(255, value * 255 / most);
        }
    }

    int at(int x, int y) {
        return pixels[y * width + x] & 0xFF;
    }

    void write(OutputStream out) throws IOException {
        out.write("P5\n%d %d\n255\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII));
        out.write(pixels);
        out.flush();
    }

    /** Turned clockwise by so many quarters. */
    Grey turned(int quarters) {
        int turn = Math.floorMod(quarters, 4);
        if (turn == 0) {
            return this;
        }
        boolean upright = turn == 2;
        int across = upright ? width : height;
        int down = upright ? height : width;
        var turned = new byte[pixels.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int to =
                        switch (turn) {
                            case 1 -> x * across + (across - 1 - y);
                            case 2 -> (down - 1 - y) * across + (across - 1 - x);
                            default -> (down - 1 - x) * across + y;
                        };
                turned[to] = pixels[y * width + x];
            }
        }
        return new Grey(across, down, turned, shrunk);
    }

    /** Lines made level that fall by this slope (rows for each column); what comes in is white. */
    Grey levelled(double slope) {
        var level = new byte[pixels.length];
        double cosine = 1 / Math.sqrt(1 + slope * slope);
        double sine = slope * cosine;
        double middleX = width / 2.0;
        double middleY = height / 2.0;
        for (int y = 0; y < height; y++) {
            double fromX = -middleX * cosine - (y - middleY) * sine + middleX;
            double fromY = -middleX * sine + (y - middleY) * cosine + middleY;
            for (int x = 0; x < width; x++) {
                level[y * width + x] = (byte) between(fromX, fromY);
                fromX += cosine;
                fromY += sine;
            }
        }
        return new Grey(width, height, level, shrunk);
    }

    private int between(double x, double y) {
        int left = (int) x;
        int top = (int) y;
        if (x < 0 || y < 0 || left >= width - 1 || top >= height - 1) {
            return 255;
        }
        int rightwards = (int) ((x - left) * 256);
        int downwards = (int) ((y - top) * 256);
        int at = top * width + left;
        int above = (pixels[at] & 0xFF) * (256 - rightwards) + (pixels[at + 1] & 0xFF) * rightwards;
        int below =
                (pixels[at + width] & 0xFF) * (256 - rightwards)
                        + (pixels[at + width + 1] & 0xFF) * rightwards;
        return (above * (256 - downwards) + below * downwards) >> 16;
    }

    /** Each column and each row so many times. */
    Grey repeated(int columns, int rows) {
        if (columns == 1 && rows == 1) {
            return this;
        }
        var repeated = new byte[pixels.length * columns * rows];
        int across = width * columns;
        for (int y = 0; y < height * rows; y++) {
            for (int x = 0; x < across; x++) {
                repeated[y * across + x] = pixels[y / rows * width + x / columns];
            }
        }
        return new Grey(across, height * rows, repeated, shrunk);
    }

    /** Without the picture. */
    @Override
    public String toString() {
        return "Grey[" + width + " × " + height + "]";
    }
}
