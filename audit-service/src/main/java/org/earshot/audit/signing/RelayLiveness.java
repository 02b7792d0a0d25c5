package org.earshot.audit.signing;

import jakarta.enterprise.context.ApplicationScoped;
import org.earshot.outbox.Outbox;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A relay that has ended publishes no checkpoint again until the service is started anew. */
@Liveness
@ApplicationScoped
class RelayLiveness implements HealthCheck {
    private final Outbox outbox;

    RelayLiveness(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("the outbox is being sent")
                .status(outbox.isRelayAlive())
                .build();
    }
}
