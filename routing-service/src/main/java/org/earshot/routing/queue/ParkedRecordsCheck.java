package org.earshot.routing.queue;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows on the health page that records wait for a person. It does not take the service away for
 * it: the pile must be worked on.
 */
@Readiness
@ApplicationScoped
class ParkedRecordsCheck implements HealthCheck {

    private final QueueMetrics metrics;

    ParkedRecordsCheck(QueueMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("parked records")
                .up()
                .withData("count", metrics.parked())
                .build();
    }
}
