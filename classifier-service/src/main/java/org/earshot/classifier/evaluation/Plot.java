package org.earshot.classifier.evaluation;

import java.util.List;
import java.util.Locale;
import org.earshot.classifier.evaluation.Pile.Point;

/**
 * A picture of a curve as SVG, from 0 to 1 both ways, and bars for tables. Colours differ in
 * brightness as well, for print and for those who do not see them.
 */
final class Plot {

    private static final int SIDE = 300;
    private static final int LEFT = 72;
    private static final int TOP = 14;
    private static final int WIDTH = LEFT + SIDE + 26;
    private static final int HEIGHT = TOP + SIDE + 52;

    private final StringBuilder svg = new StringBuilder();

    /**
     * @param name of the picture in the document, unique
     * @param title what it shows, for those who hear it
     */
    Plot(String name, String title, String xAxis, String yAxis) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s\""
                                + " class=\"plot\"><title id=\"%s\">%s</title>",
                        WIDTH,
                        HEIGHT,
                        name,
                        name,
                        Page.escaped(title)));
        for (int i = 0; i <= 4; i++) {
            double at = i / 4.0;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<path class=\"grid\" d=\"M%.1f %d V%d M%d %.1f H%d\"/>",
                            x(at),
                            TOP,
                            TOP + SIDE,
                            LEFT,
                            y(at),
                            LEFT + SIDE));
            text(x(at), TOP + SIDE + 18, "middle", Math.round(100 * at) + " %");
            text(LEFT - 8, y(at) + 4, "end", Math.round(100 * at) + " %");
        }
        text(LEFT + SIDE / 2.0, HEIGHT - 8, "middle", xAxis);
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text transform=\"translate(14 %.1f) rotate(-90)\""
                                + " text-anchor=\"middle\">%s</text>",
                        TOP + SIDE / 2.0,
                        Page.escaped(yAxis)));
    }

    private static double x(double share) {
        return LEFT + SIDE * share;
    }

    private static double y(double share) {
        return TOP + SIDE * (1 - share);
    }

    private void text(double x, double y, String anchor, String words) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                        x,
                        y,
                        anchor,
                        Page.escaped(words)));
    }

    /** What chance, or a perfect machine, would draw. */
    Plot diagonal() {
        return path("chance", List.of(new Point(0, 0), new Point(1, 1)));
    }

    Plot level(double y) {
        return path("chance", List.of(new Point(0, y), new Point(1, y)));
    }

    Plot curve(List<Point> points) {
        return path("curve", points);
    }

    private Plot path(String kind, List<Point> points) {
        if (points.isEmpty()) {
            return this;
        }
        svg.append("<path class=\"").append(kind).append("\" d=\"");
        for (int i = 0; i < points.size(); i++) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "%s%.1f %.1f",
                            i == 0 ? "M" : " L",
                            x(points.get(i).x()),
                            y(points.get(i).y())));
        }
        svg.append("\"/>");
        return this;
    }

    Plot dots(List<Point> points) {
        for (Point point : points) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
                            x(point.x()),
                            y(point.y())));
        }
        return this;
    }

    String svg() {
        return svg + "</svg>";
    }

    /** A bar with its interval, for a cell beside the figure itself; empty of none. */
    static String bar(Proportion proportion) {
        if (proportion.of() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 160 16\" class=\"bar\" aria-hidden=\"true\">"
                        + "<rect class=\"ground\" width=\"160\" height=\"16\"/>"
                        + "<rect class=\"filled\" width=\"%.1f\" height=\"16\"/>"
                        + "<path class=\"interval\" d=\"M%.1f 8 H%.1f M%.1f 4 V12 M%.1f 4 V12\"/>"
                        + "</svg>",
                160 * proportion.share(),
                160 * proportion.low(),
                160 * proportion.high(),
                160 * proportion.low(),
                160 * proportion.high());
    }
}
