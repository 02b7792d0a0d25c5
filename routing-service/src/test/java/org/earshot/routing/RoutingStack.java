package org.earshot.routing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.earshot.localstack.LocalStackTestResource;

/** A real broker, a real database and an issuer of tokens, and a key for read grants. */
public final class RoutingStack implements QuarkusTestResourceLifecycleManager {

    private final LocalStackTestResource stack = new LocalStackTestResource();

    @Override
    public Map<String, String> start() {
        stack.init(Map.of("databases", "routing", "oidc", "true"));
        var configuration = new HashMap<>(stack.start());
        configuration.put("earshot.routing.read-grant-key", key());
        return configuration;
    }

    @Override
    public void stop() {
        stack.stop();
    }

    private static String key() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
