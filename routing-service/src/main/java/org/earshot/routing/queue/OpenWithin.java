package org.earshot.routing.queue;

import java.time.Duration;
import java.time.Instant;
import org.earshot.events.Band;
import org.earshot.routing.RoutingConfig;

/** When a person must have opened a message, counted from its receipt. */
record OpenWithin(Duration b0, Duration b1, Duration b2, Duration b3, Duration s) {

    OpenWithin(RoutingConfig.OpenWithin config) {
        this(config.b0(), config.b1(), config.b2(), config.b3(), config.s());
    }

    Instant openBy(Instant receipt, Band band) {
        return receipt.plus(
                switch (band) {
                    case B0 -> b0;
                    case B1 -> b1;
                    case B2 -> b2;
                    case B3 -> b3;
                    case S -> s;
                });
    }
}
