package org.earshot.routing.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.routing.Examples.aReceipt;
import static org.earshot.routing.Examples.aView;
import static org.earshot.routing.Examples.anAssessment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.earshot.events.Band;
import org.earshot.events.BandRaised;
import org.earshot.events.Event;
import org.earshot.events.MessageAssessed;
import org.earshot.events.NotAssessed;
import org.earshot.events.Person;
import org.earshot.events.Stage;
import org.earshot.events.WorkItemReopened;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is heard of a message, in whatever order and however often. */
class RatchetTest {

    private static final OpenWithin TIMES =
            new OpenWithin(
                    Duration.ofMinutes(15),
                    Duration.ofHours(8),
                    Duration.ofDays(3),
                    Duration.ofDays(10),
                    Duration.ofDays(20));
    private static final int HISTORIES = 2000;
    private static final int LONGEST = 25;

    @Test
    void nothingThatIsHeardOfAMessageLowersWhatWasGiven() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            history(new Random(seed), seed);
        }
    }

    @Test
    void noEventDecides() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var item = anItem();
            var random = new Random(seed);
            for (int i = 0; i < LONGEST; i++) {
                hear(item, random, new HashSet<>());
                assertThat(item.isDecided()).as("seed %d", seed).isFalse();
            }
        }
    }

    private static void history(Random random, long seed) {
        var item = anItem();
        var reference = new Reference();
        var heard = new HashSet<UUID>();
        for (int i = 0; i < 1 + random.nextInt(LONGEST); i++) {
            var before = item.given();
            var published = new ArrayList<Event>();
            if (item.isDecided() || random.nextInt(12) > 0) {
                var step = hear(item, random, heard);
                published.addAll(step.published());
                reference.hear(step);
            } else {
                item.claim(new Person("ada"), Instant.now(), Duration.ofMinutes(20));
                published.addAll(item.decided(Instant.now()));
                reference.decide();
            }

            assertThat(item.given().isAbove(before) || item.given() == before)
                    .as("seed %d: nothing lowers what was given", seed)
                    .isTrue();
            assertThat(item.band()).as("seed %d", seed).isEqualTo(reference.band());
            assertThat(item.isDecided()).as("seed %d", seed).isEqualTo(reference.decided);
            assertThat(item.openBy)
                    .as("seed %d", seed)
                    .isEqualTo(TIMES.openBy(item.clockFrom, reference.band()));
            assertThat(published.stream().filter(BandRaised.class::isInstance).count())
                    .as("seed %d: a band that rose is said to have risen", seed)
                    .isEqualTo(item.given().isAbove(before) && reference.queuedBefore ? 1 : 0);
            assertThat(published.stream().filter(WorkItemReopened.class::isInstance).count())
                    .as("seed %d", seed)
                    .isEqualTo(reference.reopenedNow ? 1 : 0);
            reference.stepDone();
        }
    }

    private static Step hear(WorkItem item, Random random, Set<UUID> heard) {
        var now = Instant.now();
        return switch (random.nextInt(6)) {
            case 0 -> new Step(null, false, item.received(aReceipt(item.messageId()), TIMES, now));
            case 1 ->
                    new Step(null, false, item.viewed(aView(item.messageId(), "ada"), TIMES, now));
            case 2 -> {
                // As the watchdog asks: only what is not assessed, not marked, and not decided.
                boolean late = item.isAwaiting() && !item.late && !item.isDecided();
                yield new Step(
                        null, false, late ? item.assessmentIsLate(TIMES, now) : List.of(), late);
            }
            case 3 -> {
                boolean first = !item.recordUnreadable;
                yield new Step(
                        null, first, item.recordIsUnreadable(UUID.randomUUID(), TIMES, now), false);
            }
            default -> {
                var event = assessment(item.messageId(), random);
                // The primary key of the assessments says which delivery is the first.
                yield heard.add(event.eventId())
                        ? new Step(event, false, item.assessed(event, TIMES, now))
                        : new Step(null, false, List.of());
            }
        };
    }

    private static MessageAssessed assessment(UUID messageId, Random random) {
        var band = any(List.of(Band.values()), random);
        var stage = any(List.of(Stage.values()), random);
        boolean marked = !Band.B1.isAbove(band) && random.nextInt(4) == 0;
        return marked
                ? anAssessment(messageId, band, stage, NotAssessed.LANGUAGE)
                : anAssessment(messageId, band, stage);
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static WorkItem anItem() {
        return new WorkItem(UUID.randomUUID(), Instant.now(), TIMES);
    }

    private record Step(
            @Nullable MessageAssessed assessed,
            boolean unreadable,
            List<Event> published,
            boolean late) {

        Step(@Nullable MessageAssessed assessed, boolean unreadable, List<Event> published) {
            this(assessed, unreadable, published, false);
        }
    }

    /** The same, slowly: keeps everything that was heard, and looks at all of it each time. */
    private static final class Reference {

        private final List<MessageAssessed> assessments = new ArrayList<>();
        private boolean late;
        private boolean unreadable;
        private boolean decided;
        private Band decidedAt = Band.S;
        private boolean reopenedNow;
        private boolean queuedBefore;
        private boolean queued;

        void hear(Step step) {
            boolean newsOfB0 = false;
            if (step.assessed() != null) {
                newsOfB0 =
                        step.assessed().band() == Band.B0
                                && assessments.stream().noneMatch(a -> a.band() == Band.B0);
                assessments.add(step.assessed());
                late = false;
            }
            late |= step.late();
            unreadable |= step.unreadable();
            queued |= !step.published().isEmpty();
            if (decided && (newsOfB0 || band().isAbove(decidedAt))) {
                decided = false;
                reopenedNow = true;
            }
        }

        void decide() {
            decided = true;
            decidedAt = band();
        }

        Band band() {
            var bands = new ArrayList<>(assessments.stream().map(MessageAssessed::band).toList());
            bands.add(Band.S);
            if (late || unreadable) {
                bands.add(Band.B1);
            }
            return bands.stream().sorted().toList().getFirst();
        }

        void stepDone() {
            reopenedNow = false;
            queuedBefore = queued;
        }
    }
}
