package org.earshot.classifier.reception;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.earshot.classifier.assessment.Assessment;
import org.earshot.classifier.summary.Summary;
import org.earshot.events.Band;
import org.earshot.events.EventIds;
import org.earshot.events.MessageAssessed;
import org.earshot.events.MessageAssessed.Category;
import org.earshot.events.MessageAssessed.Indicator;
import org.earshot.events.MessageAssessed.Passage;
import org.earshot.events.NotAssessed;
import org.earshot.events.Stage;
import org.earshot.events.TextExtracted;
import org.jspecify.annotations.Nullable;

/**
 * What one stage says of a message once it has assessed it, or could not. The same outcome for the
 * same message by the same rules and model is the same event, however often it comes about; another
 * outcome is another event, so that neither hides the other.
 */
class AssessedEvents {

    /** What brings a message up comes first: the indicators kept when there are too many. */
    private static final Comparator<Assessment.Indicator> TELLING =
            Comparator.comparing(AssessedEvents::bandOf)
                    .thenComparing(Assessment.Indicator::strength, Comparator.reverseOrder())
                    .thenComparingInt(Assessment.Indicator::start);

    private final Stage stage;
    private final String version;
    private final int mostIndicators;

    AssessedEvents(Stage stage, String version, int mostIndicators) {
        this.stage = stage;
        this.version = version;
        this.mostIndicators = mostIndicators;
    }

    /**
     * @param extracted that its documents have been read; null when none came with it
     */
    MessageAssessed of(UUID messageId, Assessment assessment, @Nullable TextExtracted extracted) {
        var outcome = new ArrayList<String>();
        if (extracted != null) {
            outcome.add(extracted.eventId().toString());
        }
        if (assessment.notAssessed().contains(NotAssessed.FAILED)) {
            outcome.add("failed");
        }
        boolean wholly = extracted == null || extracted.outcome() == TextExtracted.Outcome.COMPLETE;
        return of(messageId, assessment, wholly, outcome);
    }

    /** Of the message's own words, while its documents have not been read. */
    MessageAssessed beforeItsDocuments(UUID messageId, Assessment assessment) {
        return of(messageId, assessment, true, List.of("before its documents"));
    }

    private MessageAssessed of(
            UUID messageId, Assessment assessment, boolean wholly, List<String> outcome) {
        var notAssessed = new ArrayList<>(assessment.notAssessed());
        if (!wholly) {
            notAssessed.add(NotAssessed.DOCUMENT_UNREAD);
        }
        var categories =
                assessment.categories().entrySet().stream()
                        .map(category -> new Category(category.getKey(), category.getValue()))
                        .toList();
        return new MessageAssessed(
                eventId(messageId, outcome.toArray(String[]::new)),
                Instant.now(),
                messageId,
                stage,
                wholly ? assessment.band() : Band.highest(assessment.band(), Band.B1),
                notAssessed,
                categories,
                indicators(assessment.indicators()),
                assessment.modifiers(),
                assessment.language(),
                version,
                summary(assessment.summary()));
    }

    private String code() {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private static List<Passage> summary(Summary summary) {
        return summary.sentences().stream()
                .map(one -> new Passage(one.start(), one.end(), one.sensitive()))
                .toList();
    }

    /** A record about this message will never be read, so a person looks at the message. */
    MessageAssessed unreadable(UUID messageId, TopicPartition from, long offset) {
        return new MessageAssessed(
                eventId(messageId, "unreadable", from.topic(), from.partition() + "@" + offset),
                Instant.now(),
                messageId,
                stage,
                Band.B1,
                List.of(NotAssessed.UNREADABLE_RECORD),
                List.of(),
                List.of(),
                List.of(),
                "und",
                version);
    }

    private UUID eventId(UUID messageId, String... outcome) {
        var parts = new ArrayList<String>();
        parts.addAll(List.of("assessed", messageId.toString(), code(), version));
        parts.addAll(List.of(outcome));
        return EventIds.of(parts.toArray(String[]::new));
    }

    private List<Indicator> indicators(List<Assessment.Indicator> found) {
        return found.stream()
                .filter(indicator -> indicator.code() != null)
                .sorted(TELLING)
                .map(AssessedEvents::published)
                .distinct()
                .limit(mostIndicators)
                .sorted(Comparator.comparingInt(Indicator::start).thenComparingInt(Indicator::end))
                .toList();
    }

    private static Indicator published(Assessment.Indicator indicator) {
        String code = indicator.code();
        if (code == null) {
            throw new IllegalArgumentException("marks a circumstance only");
        }
        return new Indicator(code, indicator.start(), indicator.end());
    }

    private static Band bandOf(Assessment.Indicator indicator) {
        @Nullable Band band = indicator.band();
        return band == null ? Band.S : band;
    }
}
