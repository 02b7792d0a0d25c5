package org.earshot.audit.signing;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import org.earshot.transparency.MalformedException;
import org.earshot.transparency.SigningKey;
import org.earshot.transparency.Vkey;

/** The log's key, read at start so that a service with a broken one does not start. */
@Startup
@ApplicationScoped
public class LogKey {
    private final SigningKey key;

    LogKey(SigningConfig config) {
        try {
            key = SigningKey.of(config.origin(), Base64.getDecoder().decode(config.signingKey()));
        } catch (MalformedException e) {
            throw new IllegalStateException("earshot.audit: " + e.getMessage(), e);
        } catch (IllegalArgumentException notBase64) {
            // Without the cause: its message would quote a part of the key.
            throw new IllegalStateException("earshot.audit.signing-key is not base64");
        }
    }

    SigningKey signingKey() {
        return key;
    }

    /** The public half. */
    public Vkey vkey() {
        return key.vkey();
    }
}
