package org.earshot.audit.signing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has the log signed at regular times, and says aloud when the signer refuses. */
@Readiness
@ApplicationScoped
class SigningSchedule implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(SigningSchedule.class);

    private final Signer signer;
    private volatile Signer.Outcome last = new Signer.Outcome(0, 0, null, null);

    SigningSchedule(Signer signer, MeterRegistry metrics) {
        this.signer = signer;
        Gauge.builder("earshot.audit.log.size", this, s -> s.last.size())
                .description("Entries in the log")
                .register(metrics);
        Gauge.builder("earshot.audit.log.unsigned", this, s -> s.last.size() - s.last.signedSize())
                .description("Entries under no checkpoint yet")
                .register(metrics);
        Gauge.builder("earshot.audit.checkpoint.age", this, s -> age(s.last.signedAt()))
                .baseUnit("seconds")
                .description("Since the newest checkpoint was signed; a log at rest signs none")
                .register(metrics);
        Gauge.builder("earshot.audit.signing.refused", this, s -> s.last.refusal() == null ? 0 : 1)
                .description("1 while stored data differ from what was logged or signed")
                .register(metrics);
    }

    @Scheduled(
            every = "{earshot.audit.checkpoint-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void sign() {
        try {
            signer.sign().ifPresent(this::found);
        } catch (RuntimeException outage) {
            LOG.warnf("nothing signed, tried again later: %s", outage.getMessage());
        }
    }

    private void found(Signer.Outcome outcome) {
        var before = last;
        last = outcome;
        if (!Objects.equals(before.refusal(), outcome.refusal())) {
            if (outcome.refusal() == null) {
                LOG.info("the log agrees with what was signed again");
            } else {
                LOG.errorf("signing refused: %s", outcome.refusal());
            }
        }
    }

    @Override
    public HealthCheckResponse call() {
        var refusal = last.refusal();
        var response = HealthCheckResponse.named("the log may be signed").status(refusal == null);
        return (refusal == null ? response : response.withData("reason", refusal)).build();
    }

    private static double age(@Nullable Instant signedAt) {
        return signedAt == null ? 0 : Duration.between(signedAt, Instant.now()).toMillis() / 1000.0;
    }
}
