package org.earshot.localstack;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Servers inside our JVM say only what went wrong: their start-up talk would hide ours. */
final class QuietLoggers {

    /** Held for good: java.util.logging forgets the level of a logger nobody refers to. */
    private static final List<Logger> LOGGERS =
            List.of(
                    Logger.getLogger("kafka"),
                    Logger.getLogger("state.change.logger"),
                    Logger.getLogger("org.apache.kafka"),
                    Logger.getLogger("io.zonky.test"),
                    Logger.getLogger("com.sun.net.httpserver"));

    private QuietLoggers() {}

    static void apply() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.SEVERE));
    }
}
