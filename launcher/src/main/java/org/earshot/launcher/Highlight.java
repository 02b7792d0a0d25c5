package org.earshot.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.function.UnaryOperator;

/** A text with passages marked. Offsets count code points, as everywhere in Earshot. */
final class Highlight {

    private Highlight() {}

    /**
     * @param passages each with a start and an end, which may overlap
     */
    static String of(String text, JsonNode passages, UnaryOperator<String> mark) {
        int[] points = text.codePoints().toArray();
        var marked = new BitSet(points.length);
        for (var passage : passages) {
            int start = Math.clamp(passage.path("start").asInt(), 0, points.length);
            int end = Math.clamp(passage.path("end").asInt(), start, points.length);
            marked.set(start, end);
        }
        var out = new StringBuilder();
        for (int from = 0; from < points.length; ) {
            boolean on = marked.get(from);
            int to = on ? marked.nextClearBit(from) : marked.nextSetBit(from);
            to = to < 0 ? points.length : Math.min(to, points.length);
            var piece = new String(points, from, to - from);
            out.append(on ? mark.apply(piece) : piece);
            from = to;
        }
        return out.toString();
    }
}
