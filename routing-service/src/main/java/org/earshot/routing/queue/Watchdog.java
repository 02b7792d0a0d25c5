package org.earshot.routing.queue;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks after what nobody does anything about: messages not assessed, messages not given back. */
@ApplicationScoped
class Watchdog {

    private final WorkItems workItems;

    Watchdog(WorkItems workItems) {
        this.workItems = workItems;
    }

    @Scheduled(
            every = "{earshot.routing.watchdog-every:15s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void markWhatWasNotAssessed() {
        boolean more;
        do {
            more = workItems.markLate();
        } while (more);
    }

    @Scheduled(
            every = "{earshot.routing.lease-sweep-every:10s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void takeBackWhatWasNotExtended() {
        boolean more;
        do {
            more = workItems.returnEnded();
        } while (more);
    }
}
