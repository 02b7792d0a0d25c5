package org.earshot.audit.signing;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The log's name and key, and how often it signs. */
@ConfigMapping(prefix = "earshot.audit")
public interface SigningConfig {
    /** The log's name in checkpoints and in its key: a URL without scheme, never to be reused. */
    String origin();

    /** Base64 of the 32-byte Ed25519 seed. Whoever has it can sign another history. */
    String signingKey();

    /** New entries are signed for this often. */
    Duration checkpointEvery();
}
