package org.earshot.classifier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** What an operator sets for this service, apart from addresses and credentials of its servers. */
@ConfigMapping(prefix = "earshot.classifier")
public interface ClassifierConfig {

    /** Where ingest-service is, which alone has the texts. */
    URI ingestUrl();

    /**
     * How many texts are asked for at once; ingest-service gives 100 at most. Fewer make more
     * calls, more hold up the first answer of a batch.
     */
    @WithDefault("100")
    int textsAtOnce();

    /**
     * How many passages an event points at. Those behind the highest bands are kept; the band
     * itself counts them all. An event must stay below the broker's largest record.
     */
    @WithDefault("1000")
    int mostIndicators();

    /**
     * Whether the model reads what the rules have read. {@code off}: the rules alone, which is a
     * supported way of running; nothing is marked for it, and nothing is read a second time.
     */
    @WithDefault("on")
    Switch model();

    /** How much a desk can open first. */
    Capacity capacity();

    /** On or off; anything else stops the service at its start. */
    enum Switch {
        ON,
        OFF
    }

    /** What the model's thresholds follow from; the floor of the rules knows no capacity. */
    interface Capacity {

        /**
         * The share of the mail that is to be read the same day, as far as one knows; the
         * probabilities are given for it. Too high makes every letter look more urgent than it is.
         */
        @WithDefault("0.02")
        double prevalence();

        /**
         * The share of the mail that the model may put into B1 or above. Smaller leaves more cries
         * for help to wait their turn.
         */
        @WithDefault("0.05")
        double firstShare();

        /** The share of the mail that the model may put into B0, which pages somebody. */
        @WithDefault("0.02")
        double urgentShare();

        /** The share of the mail beyond {@code first-share} that the model may put into B2. */
        @WithDefault("0.05")
        double unsureShare();
    }
}
