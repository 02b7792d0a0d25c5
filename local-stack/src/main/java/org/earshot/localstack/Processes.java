package org.earshot.localstack;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Ending processes, with all they started. */
public final class Processes {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Processes() {}

    /** Asks the process and its descendants to end; those that have not by then are killed. */
    public static void end(ProcessHandle process, Duration grace) {
        var all = Stream.concat(process.descendants(), Stream.of(process)).toList();
        if (!grace.isZero()) {
            all.forEach(ProcessHandle::destroy);
            var until = Instant.now().plus(grace);
            while (all.stream().anyMatch(ProcessHandle::isAlive) && Instant.now().isBefore(until)) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        all.forEach(ProcessHandle::destroyForcibly);
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
