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
}
