package org.earshot.ingest.reading;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.earshot.ingest.IngestConfig;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of routing-service. They are fetched when they have become old, or when a grant
 * names one that is not known, but not again at once: a stranger's grants must not make this
 * service ask and ask.
 */
@ApplicationScoped
class ReadGrantKeys {

    private static final Logger LOG = Logger.getLogger(ReadGrantKeys.class);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST = 64 * 1024;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI url;
    private final Duration cachedFor;
    private final Clock clock;

    private volatile Known known = new Known(Map.of(), Instant.EPOCH);
    private Instant tried = Instant.EPOCH;

    private record Known(Map<String, PublicKey> keys, Instant fetched) {}

    ReadGrantKeys(IngestConfig config, Clock clock) {
        this.url = config.readGrantKeysUrl();
        this.cachedFor = config.readGrantKeysCachedFor();
        this.clock = clock;
    }

    /**
     * @return none when routing-service publishes no such key
     * @throws IOException when it could not be asked, and what it said before is too old
     */
    @Nullable PublicKey withId(String keyId) throws IOException {
        var found = known;
        if (!isFresh(found) || !found.keys().containsKey(keyId)) {
            refresh();
            found = known;
        }
        if (!isFresh(found)) {
            throw new IOException("the keys of read grants are not known");
        }
        return found.keys().get(keyId);
    }

    private boolean isFresh(Known found) {
        return clock.instant().isBefore(found.fetched().plus(cachedFor));
    }

    /** Whoever waited while another asked does not ask again, however long that took. */
    private synchronized void refresh() {
        var now = clock.instant();
        if (!now.isAfter(tried.plus(BETWEEN_FETCHES))) {
            return;
        }
        try {
            known = new Known(fetch(), now);
        } catch (IOException e) {
            LOG.warnf("read-grant keys not fetched: %s", e.getClass().getSimpleName());
        } finally {
            tried = clock.instant();
        }
    }

    private Map<String, PublicKey> fetch() throws IOException {
        try {
            var request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
            var response =
                    http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            var found = new HashMap<String, PublicKey>();
            for (var key : new JsonWebKeySet(response.body()).getJsonWebKeys()) {
                if (key instanceof OctetKeyPairJsonWebKey pair
                        && OctetKeyPairJsonWebKey.SUBTYPE_ED25519.equals(pair.getSubtype())
                        && key.getKeyId() != null) {
                    found.put(key.getKeyId(), pair.getPublicKey());
                }
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (JoseException e) {
            throw new IOException("not a JWK Set", e);
        }
    }
}
