package org.earshot.ingest.extraction;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where the words of a page are, in its text and on its picture: 17 bytes a word. Places are
 * fractions of the page as the file shows it, from its top left corner, kept as 16-bit numbers.
 */
public final class Words {

    public static final Words NONE = new Builder().build();

    private static final byte FORMAT = 1;
    private static final int BYTES_A_WORD = 2 * Integer.BYTES + 4 * Short.BYTES + 1;

    private final int[] starts;
    private final int[] ends;
    private final short[] boxes;
    private final byte[] confidences;

    private Words(int[] starts, int[] ends, short[] boxes, byte[] confidences) {
        this.starts = starts;
        this.ends = ends;
        this.boxes = boxes;
        this.confidences = confidences;
    }

    public int count() {
        return starts.length;
    }

    /** In {@link Extracted#text}, in UTF-16 units. */
    public int start(int word) {
        return starts[word];
    }

    /** Exclusive. */
    public int end(int word) {
        return ends[word];
    }

    /** 0..1 */
    public float confidence(int word) {
        return (confidences[word] & 0xFF) / 100f;
    }

    public Box box(int word) {
        return new Box(at(word, 0), at(word, 1), at(word, 2), at(word, 3));
    }

    private double at(int word, int side) {
        return (boxes[4 * word + side] & 0xFFFF) / 65535.0;
    }

    /** To be stored; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        var buffer = ByteBuffer.allocate(1 + count() * BYTES_A_WORD).order(ByteOrder.BIG_ENDIAN);
        buffer.put(FORMAT);
        for (int i = 0; i < count(); i++) {
            buffer.putInt(starts[i]).putInt(ends[i]);
            for (int side = 0; side < 4; side++) {
                buffer.putShort(boxes[4 * i + side]);
            }
            buffer.put(confidences[i]);
        }
        return buffer.array();
    }

    /**
     * @throws IllegalArgumentException if these are no words of this format
     */
    public static Words fromBytes(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != FORMAT || (bytes.length - 1) % BYTES_A_WORD != 0) {
            throw new IllegalArgumentException("not words of format " + FORMAT);
        }
        int count = (bytes.length - 1) / BYTES_A_WORD;
        var words =
                new Words(new int[count], new int[count], new short[4 * count], new byte[count]);
        var buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        for (int i = 0; i < count; i++) {
            words.starts[i] = buffer.getInt();
            words.ends[i] = buffer.getInt();
            for (int side = 0; side < 4; side++) {
                words.boxes[4 * i + side] = buffer.getShort();
            }
            words.confidences[i] = buffer.get();
        }
        return words;
    }

    /** A rectangle on a page; all four are 0..1, from the top left corner. */
    public record Box(double left, double top, double right, double bottom) {

        boolean holds(double x, double y) {
            return left <= x && x <= right && top <= y && y <= bottom;
        }
    }

    static final class Builder {
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private short[] boxes = new short[256];
        private byte[] confidences = new byte[64];
        private int count;
        private double sum;

        Builder add(int start, int end, Box box, double confidence) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
                boxes = Arrays.copyOf(boxes, 8 * count);
                confidences = Arrays.copyOf(confidences, 2 * count);
            }
            starts[count] = start;
            ends[count] = end;
            boxes[4 * count] = fraction(box.left());
            boxes[4 * count + 1] = fraction(box.top());
            boxes[4 * count + 2] = fraction(box.right());
            boxes[4 * count + 3] = fraction(box.bottom());
            confidences[count++] = (byte) Math.round(100 * within(confidence));
            sum += within(confidence);
            return this;
        }

        int count() {
            return count;
        }

        /** 1 without words. */
        float meanConfidence() {
            return count == 0 ? 1 : (float) (sum / count);
        }

        private static short fraction(double value) {
            return (short) Math.round(65535 * within(value));
        }

        private static double within(double value) {
            return value >= 0 ? Math.min(1, value) : 0;
        }

        Words build() {
            return new Words(
                    Arrays.copyOf(starts, count),
                    Arrays.copyOf(ends, count),
                    Arrays.copyOf(boxes, 4 * count),
                    Arrays.copyOf(confidences, count));
        }
    }
}
