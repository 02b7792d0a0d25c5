package org.earshot.classifier.reception;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.events.MessageAssessed;
import org.earshot.events.Stage;
import org.earshot.events.Topics;
import org.jspecify.annotations.Nullable;

/** How one stage is doing: by band, never by category. */
final class StageMetrics {

    private static final String STAGE = "stage";

    /** Up to the fifteen minutes within which a person is to have opened a B0. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15)
    };

    private final MeterRegistry registry;
    private final String stage;
    private final Timer text;
    private final Timer batch;
    private final Timer delay;
    private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();

    StageMetrics(MeterRegistry registry, Stage stage) {
        this.registry = registry;
        this.stage = stage.name().toLowerCase(Locale.ROOT);
        text =
                Timer.builder("earshot.classifier.text")
                        .description("to assess a text")
                        .tag(STAGE, this.stage)
                        .register(registry);
        batch =
                Timer.builder("earshot.classifier.batch")
                        .description("to fetch, assess and publish a batch")
                        .tag(STAGE, this.stage)
                        .register(registry);
        delay =
                Timer.builder("earshot.classifier.delay")
                        .description("from the receipt on its topic to the assessment on the other")
                        .tag(STAGE, this.stage)
                        .serviceLevelObjectives(BOUNDS)
                        .register(registry);
        registry.gauge(
                "earshot.classifier.behind.seconds",
                Tags.of(STAGE, this.stage),
                this,
                StageMetrics::behind);
    }

    Timer text() {
        return text;
    }

    Timer batch() {
        return batch;
    }

    /** A batch is in hand; the stage is behind by the age of its oldest receipt. */
    void begun(Instant oldestReceipt) {
        oldest.set(oldestReceipt);
    }

    void done() {
        oldest.set(null);
    }

    private double behind() {
        Instant since = oldest.get();
        return since == null ? 0 : Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    void assessed(MessageAssessed answer) {
        registry.counter(
                        "earshot.classifier.assessed",
                        STAGE,
                        stage,
                        "band",
                        answer.band().name(),
                        "notWhollyAssessed",
                        Boolean.toString(answer.notWhollyAssessed()))
                .increment();
    }

    void published(Instant receipt) {
        delay.record(Duration.between(receipt, Instant.now()));
    }

    /** An event of a type that came after this version: nothing for this service to do. */
    void unknown() {
        registry.counter("earshot.events.unknown", "topic", Topics.MESSAGES).increment();
    }

    void parked(int records) {
        registry.counter("earshot.classifier.parked").increment(records);
    }
}
