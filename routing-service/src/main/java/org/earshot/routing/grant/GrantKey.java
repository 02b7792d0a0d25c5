package org.earshot.routing.grant;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.earshot.routing.RoutingConfig;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/** The key that signs read grants. Read at start, so that a wrong one is found then. */
@Singleton
@Startup
class GrantKey {

    private final OctetKeyPairJsonWebKey key;

    GrantKey(RoutingConfig config) {
        try {
            var pair = pair(config.readGrantKey());
            key = (OctetKeyPairJsonWebKey) JsonWebKey.Factory.newJwk(pair.getPublic());
            key.setPrivateKey(pair.getPrivate());
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.EDDSA);
        } catch (IllegalArgumentException | GeneralSecurityException | JoseException e) {
            throw new IllegalStateException(
                    "earshot.routing.read-grant-key is not the base64 of an Ed25519 private key in"
                            + " PKCS#8");
        }
    }

    OctetKeyPairJsonWebKey key() {
        return key;
    }

    /** The public half, as a JWK Set (RFC 7517). */
    String published() {
        return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private static KeyPair pair(String base64) throws GeneralSecurityException {
        var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        var found = KeyFactory.getInstance("Ed25519").generatePrivate(encoded);
        var seed = ((EdECPrivateKey) found).getBytes().orElseThrow(GeneralSecurityException::new);
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        return generator.generateKeyPair();
    }

    /**
     * The JDK has no other way from an Ed25519 private key to its public one than to generate the
     * pair again from the 32 bytes that the private key is.
     */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
