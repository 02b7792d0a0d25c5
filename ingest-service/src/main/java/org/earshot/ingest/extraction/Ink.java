package org.earshot.ingest.extraction;

import java.util.Arrays;
import java.util.List;

/**
 * Where there is ink on a page, on a grid of about a millimetre: to tell what no words were found
 * for, and by how much lines slope. Scanner noise, the dark rims of a scan and ruled lines are no
 * ink.
 */
final class Ink {

    /** Rows of cells on a page of usual shape. */
    private static final int ROWS = 350;

    /**
     * A cell with ink is on the whole this much darker than the paper around it, in shades: a
     * stroke of a pen over a tenth of it. Noise and specks even out over a cell.
     */
    private static final int DARKER = 16;

    /**
     * On an uneven page, so many times the unevenness of half of its cells: less than one in ten
     * thousand is as dark by chance.
     */
    private static final int NOISE = 7;

    /** A straight line of so many cells is a rule or a frame: some 6 cm on A4. */
    private static final int RULE = 70;

    /** Rims of a page that shadows of the scanner fall on. */
    private static final double RIM = 0.015;

    /**
     * Less ink than this share of a page is none: dots, a hair. About three handwritten letters.
     */
    private static final double NO_INK = 0.0002;

    /** More ink than this share of a page is a line of some words, whatever else is there. */
    private static final double A_NOTE = 0.004;

    private final int across;
    private final int down;
    private final boolean[] cells;

    private Ink(int across, int down, boolean[] cells) {
        this.across = across;
        this.down = down;
        this.cells = cells;
    }

    static Ink of(Grey page) {
        int side = Math.max(1, Math.max(page.width(), page.height()) / ROWS);
        int across = Math.max(1, page.width() / side);
        int down = Math.max(1, page.height() / side);
        var shades = new int[across * down];
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                int sum = 0;
                for (int y = row * side; y < (row + 1) * side; y++) {
                    for (int x = column * side; x < (column + 1) * side; x++) {
                        sum += page.at(x, y);
                    }
                }
                shades[row * across + column] = sum / (side * side);
            }
        }
        var cells = new boolean[across * down];
        var paper = paper(shades, across, down);
        int darker = Math.max(DARKER, NOISE * unevenness(shades, paper));
        for (int i = 0; i < cells.length; i++) {
            cells[i] = shades[i] < paper[i] - darker;
        }
        var ink = new Ink(across, down, cells);
        ink.clearRims();
        ink.clearRules();
        return ink;
    }

    /** How bright the paper is around each cell: the brightest quarter of a neighbourhood. */
    private static int[] paper(int[] shades, int across, int down) {
        int block = 16;
        int blocksAcross = (across + block - 1) / block;
        int blocksDown = (down + block - 1) / block;
        var levels = new int[blocksAcross * blocksDown];
        var sorted = new int[block * block];
        for (int by = 0; by < blocksDown; by++) {
            for (int bx = 0; bx < blocksAcross; bx++) {
                int count = 0;
                for (int y = by * block; y < Math.min(down, (by + 1) * block); y++) {
                    for (int x = bx * block; x < Math.min(across, (bx + 1) * block); x++) {
                        sorted[count++] = shades[y * across + x];
                    }
                }
                Arrays.sort(sorted, 0, count);
                levels[by * blocksAcross + bx] = sorted[count * 3 / 4];
            }
        }
        var paper = new int[across * down];
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                paper[row * across + column] =
                        brightest(levels, blocksAcross, blocksDown, column / block, row / block);
            }
        }
        return paper;
    }

    /** Half of the cells are darker than the paper by more than this: noise, on most pages none. */
    private static int unevenness(int[] shades, int[] paper) {
        var histogram = new int[256];
        for (int i = 0; i < shades.length; i++) {
            histogram[Math.max(0, paper[i] - shades[i])]++;
        }
        int darker = 0;
        for (int seen = histogram[0]; seen < shades.length / 2; ) {
            seen += histogram[++darker];
        }
        return darker;
    }

    /** Of a block and those beside it, so that a dark picture is not taken for paper. */
    private static int brightest(int[] levels, int across, int down, int column, int row) {
        int most = 0;
        for (int y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x++) {
                most = Math.max(most, levels[y * across + x]);
            }
        }
        return most;
    }

    private void clearRims() {
        int rimX = (int) Math.ceil(across * RIM);
        int rimY = (int) Math.ceil(down * RIM);
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                if (x < rimX || y < rimY || x >= across - rimX || y >= down - rimY) {
                    cells[y * across + x] = false;
                }
            }
        }
    }

    /** Long straight runs with nothing, or little, above and below them. */
    private void clearRules() {
        var rules = new boolean[cells.length];
        for (int y = 0; y < down; y++) {
            mark(rules, y * across, 1, across, across);
        }
        for (int x = 0; x < across; x++) {
            mark(rules, x, across, down, 1);
        }
        for (int i = 0; i < cells.length; i++) {
            cells[i] &= !rules[i];
        }
    }

    /** Marks the long runs of one row or column which are thinner than three cells. */
    private void mark(boolean[] rules, int from, int step, int length, int sideways) {
        int run = 0;
        for (int i = 0; i <= length; i++) {
            if (i < length && cells[from + i * step]) {
                run++;
                continue;
            }
            if (run >= RULE) {
                int thick = 0;
                for (int k = i - run; k < i; k++) {
                    int at = from + k * step;
                    thick += has(at - 2 * sideways) && has(at + 2 * sideways) ? 1 : 0;
                }
                if (thick * 4 < run) {
                    for (int k = i - run; k < i; k++) {
                        rules[from + k * step] = true;
                    }
                }
            }
            run = 0;
        }
    }

    private boolean has(int at) {
        return at >= 0 && at < cells.length && cells[at];
    }

    int count() {
        int count = 0;
        for (var cell : cells) {
            count += cell ? 1 : 0;
        }
        return count;
    }

    boolean isNone() {
        return count() < NO_INK * cells.length;
    }

    /**
     * Whether there is ink for which there are no words: either a larger share of all of it than
     * may be, or as much as a note of some words.
     */
    boolean isBeyond(List<Words.Box> words, double share) {
        var left = cells.clone();
        double edgeX = 1.5 / across;
        double edgeY = 1.5 / down;
        for (var word : words) {
            int right = cell(word.right() + edgeX, across);
            int bottom = cell(word.bottom() + edgeY, down);
            for (int y = cell(word.top() - edgeY, down); y <= bottom; y++) {
                for (int x = cell(word.left() - edgeX, across); x <= right; x++) {
                    left[y * across + x] = false;
                }
            }
        }
        int beyond = 0;
        for (var cell : left) {
            beyond += cell ? 1 : 0;
        }
        return beyond > A_NOTE * cells.length
                || beyond > 4 * NO_INK * cells.length && beyond > share * count();
    }

    private static int cell(double fraction, int cells) {
        return Math.clamp((int) (fraction * cells), 0, cells - 1);
    }

    /**
     * By how much lines fall, in rows for each column (the tangent of the angle), within ±0.12
     * (7°); 0 where none can be told. The slope at which rows of ink and rows of none differ most,
     * as Postl (1986) has it.
     */
    double slope() {
        var points = new int[2 * count()];
        int n = 0;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                if (cells[y * across + x]) {
                    points[n++] = x;
                    points[n++] = y;
                }
            }
        }
        if (n < 400) {
            return 0;
        }
        double level = sharpness(points, 0);
        double best = level;
        double slope = 0;
        for (int step = -60; step <= 60; step++) {
            double sharpness = sharpness(points, step * 0.002);
            if (sharpness > best) {
                best = sharpness;
                slope = step * 0.002;
            }
        }
        return best > 1.05 * level ? slope : 0;
    }

    private double sharpness(int[] points, double slope) {
        int lift = (int) (0.13 * across) + 1;
        var rows = new int[down + 2 * lift + 1];
        for (int i = 0; i < points.length; i += 2) {
            rows[(int) Math.round(points[i + 1] - slope * points[i]) + lift]++;
        }
        double sum = 0;
        for (int i = 1; i < rows.length; i++) {
            double step = rows[i] - rows[i - 1];
            sum += step * step;
        }
        return sum;
    }
}
