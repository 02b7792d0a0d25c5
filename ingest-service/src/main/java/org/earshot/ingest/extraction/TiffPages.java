package org.earshot.ingest.extraction;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How finely each page of a TIFF was scanned (TIFF 6.0, tags 282, 283 and 296). A fax has half as
 * many rows as columns to the inch: read as it is, its letters would be flat.
 */
final class TiffPages {

    private static final int X_RESOLUTION = 282;
    private static final int Y_RESOLUTION = 283;
    private static final int UNIT = 296;
    private static final int CENTIMETRE = 3;

    /** In picture elements: a page of two square metres as a fax has it. */
    private static final long LARGEST = 40_000_000;

    private final List<Size> pages;

    private TiffPages(List<Size> pages) {
        this.pages = pages;
    }

    /**
     * @param across dots per inch, 0 if not said
     * @param down likewise
     */
    record Size(double across, double down) {
        static final Size UNKNOWN = new Size(0, 0);

        private boolean isKnown() {
            return across >= 50 && across <= 2400 && down >= 50 && down <= 2400;
        }

        /** With picture elements about as wide as they are high. */
        Grey squared(Grey picture) {
            if (!isKnown()) {
                return picture;
            }
            int columns = (int) Math.clamp(Math.round(down / across), 1, 4);
            int rows = (int) Math.clamp(Math.round(across / down), 1, 4);
            return (long) picture.pixels().length * columns * rows > LARGEST
                    ? picture
                    : picture.repeated(columns, rows);
        }

        int dpi() {
            return isKnown() ? (int) Math.max(across, down) : Recognition.UNKNOWN_DPI;
        }
    }

    /** From 1; unknown beyond those that were found. */
    Size page(int number) {
        return number <= pages.size() ? pages.get(number - 1) : Size.UNKNOWN;
    }

    /** Never fails for what the file holds: a page whose size is not found is taken as it is. */
    static TiffPages of(Path path, int most) throws IOException {
        var pages = new ArrayList<Size>();
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var head = bytes(file, 0, 8, ByteOrder.BIG_ENDIAN);
            if (head == null) {
                return new TiffPages(pages);
            }
            var order = head.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            if (head.order(order).getShort(2) != 42) {
                return new TiffPages(pages);
            }
            long at = head.getInt(4) & 0xFFFFFFFFL;
            var seen = new HashSet<Long>();
            while (at != 0 && pages.size() < most && seen.add(at)) {
                var count = bytes(file, at, 2, order);
                if (count == null) {
                    break;
                }
                int entries = count.getShort(0) & 0xFFFF;
                var directory = bytes(file, at + 2, 12 * entries + 4, order);
                if (directory == null) {
                    break;
                }
                pages.add(size(file, directory, entries, order));
                at = directory.getInt(12 * entries) & 0xFFFFFFFFL;
            }
        }
        return new TiffPages(pages);
    }

    private static Size size(
            RandomAccessFile file, ByteBuffer directory, int entries, ByteOrder order)
            throws IOException {
        double across = 0;
        double down = 0;
        double toInch = 1;
        for (int i = 0; i < entries; i++) {
            int tag = directory.getShort(12 * i) & 0xFFFF;
            if (tag == X_RESOLUTION) {
                across = rational(file, directory.getInt(12 * i + 8) & 0xFFFFFFFFL, order);
            } else if (tag == Y_RESOLUTION) {
                down = rational(file, directory.getInt(12 * i + 8) & 0xFFFFFFFFL, order);
            } else if (tag == UNIT && directory.getShort(12 * i + 8) == CENTIMETRE) {
                toInch = 2.54;
            }
        }
        return new Size(across * toInch, down * toInch);
    }

    private static double rational(RandomAccessFile file, long at, ByteOrder order)
            throws IOException {
        var bytes = bytes(file, at, 8, order);
        if (bytes == null || bytes.getInt(4) == 0) {
            return 0;
        }
        return (bytes.getInt(0) & 0xFFFFFFFFL) / (double) (bytes.getInt(4) & 0xFFFFFFFFL);
    }

    private static @Nullable ByteBuffer bytes(
            RandomAccessFile file, long at, int count, ByteOrder order) throws IOException {
        if (at + count > file.length()) {
            return null;
        }
        var bytes = new byte[count];
        file.seek(at);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(order);
    }
}
