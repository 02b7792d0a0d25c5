package org.earshot.ingest.extraction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** What has been read so far of one file and the documents within it, and what may still be. */
final class Assembly {

    private final Limits limits;
    private final long begun = System.nanoTime();
    private final StringBuilder text = new StringBuilder();
    private final List<Page> pages = new ArrayList<>();
    private final EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);
    private long unpacked;
    private int parts;
    private int documents;

    Assembly(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    void tell(Reason reason) {
        reasons.add(reason);
    }

    /** Whether anything is known to have gone unread so far. */
    boolean isIncomplete() {
        return reasons.stream().anyMatch(Reason::isIncomplete);
    }

    /** The number of the document that is begun now: 0 is the file itself. */
    int nextDocument() {
        return documents++;
    }

    /** False, and told, if no more pages are read. */
    boolean hasRoomForPage() {
        if (pages.size() < limits.pages()) {
            return true;
        }
        tell(Reason.TOO_MANY_PAGES);
        return false;
    }

    /** False, and told, if no more parts of archives and mails are opened. */
    boolean takePart() {
        if (++parts <= limits.parts()) {
            return true;
        }
        tell(Reason.TOO_MANY_PARTS);
        return false;
    }

    /** False, and told, if archives and mails have unfolded to more than is taken. */
    boolean takeUnpacked(long bytes) {
        unpacked += bytes;
        if (unpacked <= limits.unpackedBytes()) {
            return true;
        }
        tell(Reason.TOO_LARGE);
        return false;
    }

    Duration timeLeft() {
        var left = limits.document().minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** True, and told, if the time for the whole is over. */
    boolean isOver() {
        if (timeLeft().isZero()) {
            tell(Reason.TIMED_OUT);
            return true;
        }
        return false;
    }

    /** Where the next page's text will begin. */
    int beginPage() {
        if (!text.isEmpty() && !pages.isEmpty() && pages.getLast().end() == text.length()) {
            if (pages.getLast().end() > pages.getLast().start()) {
                text.append("\n\n");
            }
        }
        return text.length();
    }

    /**
     * Adds some text, as much of it as there is room for.
     *
     * @return where it begins
     */
    int append(String more) {
        int at = text.length();
        int room = limits.characters() - at;
        if (more.length() <= room) {
            text.append(more);
        } else {
            tell(Reason.TOO_LARGE);
            int cut = Math.max(0, room);
            if (cut > 0 && Character.isHighSurrogate(more.charAt(cut - 1))) {
                cut--;
            }
            text.append(more, 0, cut);
        }
        return at;
    }

    int length() {
        return text.length();
    }

    void endPage(int part, int number, int start, Page.Source source, Words.Builder words) {
        pages.add(
                new Page(
                        part,
                        number,
                        start,
                        text.length(),
                        source,
                        source == Page.Source.NONE ? 0 : words.meanConfidence(),
                        words.build()));
    }

    /** A document without pages, or a page of it: text that is written down. */
    void addText(int part, int number, String page) {
        int start = beginPage();
        append(page);
        endPage(part, number, start, Page.Source.TEXT, new Words.Builder());
    }

    Extracted finish(MediaType type) {
        var outcome =
                !isIncomplete()
                        ? Outcome.COMPLETE
                        : text.toString().isBlank() ? Outcome.FAILED : Outcome.PARTIAL;
        return new Extracted(
                type, text.toString(), documents, pages, outcome, EnumSet.copyOf(reasons));
    }
}
