package org.earshot.ingest.batch;

import java.util.ArrayList;
import java.util.List;
import org.earshot.ingest.batch.Lines.Line;

/**
 * The lines that have been read and not yet taken to be stored, few and small: whoever reads waits
 * while there is no room, so a sender is slowed to what can be stored. What comes while one group
 * is stored is the next group, so a fast sender's groups grow and a slow one's lines do not wait.
 */
final class Backlog {

    private static final int MOST_LINES = 50;
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private List<Line> lines = new ArrayList<>();
    private int bytes;
    private boolean ended;
    private boolean abandoned;
    private boolean isBrokenOff;

    /** A stream ended before its end. */
    static final class BrokenOff extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Adds a line when there is room; a line that is larger than all of the room is let in alone.
     *
     * @return false when nobody takes lines any more
     */
    synchronized boolean put(Line line) throws InterruptedException {
        while (!abandoned && !hasRoomFor(line)) {
            wait();
        }
        lines.add(line);
        bytes += line.size();
        notifyAll();
        return !abandoned;
    }

    /**
     * Takes all there are, as soon as there is one.
     *
     * @return empty at the end
     * @throws BrokenOff when the stream was, and all that came before has been taken
     */
    synchronized List<Line> take() throws BrokenOff, InterruptedException {
        while (lines.isEmpty() && !ended) {
            wait();
        }
        if (lines.isEmpty() && isBrokenOff) {
            throw new BrokenOff();
        }
        var taken = lines;
        lines = new ArrayList<>();
        bytes = 0;
        notifyAll();
        return taken;
    }

    /** There are no more lines. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** There may have been more lines, but they do not come. */
    synchronized void breakOff() {
        isBrokenOff = true;
        end();
    }

    /** Nobody takes lines any more. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    private boolean hasRoomFor(Line line) {
        return lines.isEmpty() || (lines.size() < MOST_LINES && bytes + line.size() <= MOST_BYTES);
    }
}
