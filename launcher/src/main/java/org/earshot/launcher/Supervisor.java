package org.earshot.launcher;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The process that stays: it holds Kafka and is the parent of all else, while the commands come and
 * go. Asked to end, it ends everything.
 */
final class Supervisor {

    static final String NAME = "supervisor";

    private Supervisor() {}

    public static void main(String[] args) throws InterruptedException {
        var home = new Home(Path.of(args[0]), Path.of(args[1]));
        var ports = new Ports(Integer.parseInt(args[2]));
        var startedOrNot = new CountDownLatch(1);
        var suite = new Suite[1];
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            // What is half started cannot be ended: let it start first.
                            awaitQuietly(startedOrNot);
                            if (suite[0] != null) {
                                suite[0].close();
                            }
                        }));
        try {
            suite[0] = Suite.start(home, ports);
        } finally {
            startedOrNot.countDown();
        }
        new CountDownLatch(1).await();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
