package org.earshot.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.earshot.ingest.api.RateLimits.Standing;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final RateLimits limits = new RateLimits(2, 3, now::get);

    @Test
    void aBurstIsTakenAtOnceAndThenTheNextWaits() {
        assertThat(limits.take("portal")).isEqualTo(new Standing(true, 2, ofMillis(500)));
        assertThat(limits.take("portal")).isEqualTo(new Standing(true, 1, ofMillis(1000)));
        assertThat(limits.take("portal")).isEqualTo(new Standing(true, 0, ofMillis(1500)));
        assertThat(limits.take("portal")).isEqualTo(new Standing(false, 0, ofMillis(500)));
    }

    @Test
    void afterTheTimeThatWasSaidThereIsOneMore() {
        takeAll();

        now.addAndGet(ofMillis(500).toNanos() - 1);
        assertThat(limits.take("portal").taken()).isFalse();
        now.addAndGet(1);
        assertThat(limits.take("portal").taken()).isTrue();
        assertThat(limits.take("portal").taken()).isFalse();
    }

    @Test
    void anIdleClientHasNoMoreThanABurst() {
        takeAll();

        now.addAndGet(Duration.ofDays(300).toNanos());

        assertThat(limits.take("portal")).isEqualTo(new Standing(true, 2, ofMillis(500)));
    }

    @Test
    void oneClientDoesNotTakeAnothersTurn() {
        takeAll();

        assertThat(limits.take("portal-two").taken()).isTrue();
    }

    @Test
    void aBatchLeavesHalfOfTheBurstToSingleMessages() throws InterruptedException {
        var real = new RateLimits(1000, 20, System::nanoTime);

        for (int line = 0; line < 100; line++) {
            real.await("portal");
        }

        assertThat(real.take("portal").left()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void thePolicyNamesTheBurstAndTheSecondsThatBringItBack() {
        assertThat(limits.policy()).isEqualTo("\"portal\";q=3;w=2");
    }

    private void takeAll() {
        for (int i = 0; i < 3; i++) {
            limits.take("portal");
        }
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }
}
