package org.earshot.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message has been assessed by one stage. Published by classifier-service.
 *
 * @param band the highest any indicator or mark gives; a later stage may only raise it
 * @param notAssessed why it bears the mark U; empty when it was assessed wholly
 * @param categories what was found, each once, by code of the taxonomy
 * @param indicators the passages behind it, as offsets; the text never travels on a topic
 * @param modifiers codes of the taxonomy's modifiers that were found, such as {@code
 *     unsafe_to_contact}
 * @param language BCP 47 tag of the language that was read, {@code und} when unknown
 * @param summary at most five passages to read first, in the order of the text; null from versions
 *     that did not sum up
 * @param version of taxonomy, rules and model: the same text and version give the same assessment
 */
public record MessageAssessed(
        UUID eventId,
        Instant occurredAt,
        UUID messageId,
        Stage stage,
        Band band,
        List<NotAssessed> notAssessed,
        List<Category> categories,
        List<Indicator> indicators,
        List<String> modifiers,
        @Nullable String language,
        String version,
        @Nullable List<Passage> summary)
        implements MessageEvent {

    private static final int MOST_PASSAGES = 5;

    public MessageAssessed {
        Checks.present("eventId", eventId);
        Checks.time("occurredAt", occurredAt);
        Checks.present("messageId", messageId);
        Checks.present("stage", stage);
        Checks.present("band", band);
        notAssessed = List.copyOf(Checks.present("notAssessed", notAssessed));
        categories = List.copyOf(Checks.present("categories", categories));
        indicators = List.copyOf(Checks.present("indicators", indicators));
        modifiers = Checks.codes("modifiers", modifiers);
        Checks.codeOrNull("language", language);
        Checks.code("version", version);
        if (summary != null) {
            summary = List.copyOf(summary);
            if (summary.size() > MOST_PASSAGES) {
                throw new IllegalArgumentException("a summary has five passages at most");
            }
        }
        if (!notAssessed.isEmpty() && Band.B1.isAbove(band)) {
            throw new IllegalArgumentException("a message not wholly assessed is B1 at least");
        }
    }

    /** An assessment without a summary. */
    public MessageAssessed(
            UUID eventId,
            Instant occurredAt,
            UUID messageId,
            Stage stage,
            Band band,
            List<NotAssessed> notAssessed,
            List<Category> categories,
            List<Indicator> indicators,
            List<String> modifiers,
            @Nullable String language,
            String version) {
        this(
                eventId,
                occurredAt,
                messageId,
                stage,
                band,
                notAssessed,
                categories,
                indicators,
                modifiers,
                language,
                version,
                null);
    }

    /** True for the mark U. */
    public boolean notWhollyAssessed() {
        return !notAssessed.isEmpty();
    }

    /**
     * A category of need that was found.
     *
     * @param probability 0 to 1; how strongly this stage holds to it, never a prediction about a
     *     person
     */
    public record Category(String code, double probability) {
        public Category {
            Checks.code("category", code);
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability is not between 0 and 1");
            }
        }
    }

    /**
     * A passage of the message text.
     *
     * @param start of the passage, in Unicode code points from the beginning of the message text
     * @param end after its last code point; greater than {@code start}
     */
    public record Indicator(String code, int start, int end) {
        public Indicator {
            Checks.code("indicator", code);
            if (start < 0 || end <= start) {
                throw new IllegalArgumentException("an indicator is a passage of the text");
            }
        }
    }

    /**
     * A passage of the summary, counted as an {@link Indicator} is.
     *
     * @param sensitive it may tell of a plan, a means or a time: never shown in a list of messages
     */
    public record Passage(int start, int end, boolean sensitive) {
        public Passage {
            if (start < 0 || end <= start) {
                throw new IllegalArgumentException("a passage of the text has a beginning and end");
            }
        }
    }
}
