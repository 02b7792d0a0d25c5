package org.earshot.ingest.reading;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Stands in for routing-service: publishes the keys of read grants, and signs grants as it does.
 * The key is in a system property because Quarkus loads this class more than once.
 */
public final class RoutingDouble implements QuarkusTestResourceLifecycleManager {

    private static final String KEY = "earshot.test.read-grant-key";

    private final HttpServer server;

    public RoutingDouble() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        var key = newKey("routing-1");
        System.setProperty(KEY, key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        var published = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
        server.createContext(
                "/v1/read-grant-keys",
                exchange -> {
                    try (exchange) {
                        var bytes = published.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
        server.start();
        return Map.of(
                "earshot.ingest.read-grant-keys-url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/read-grant-keys");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    static OctetKeyPairJsonWebKey newKey(String id) {
        try {
            var key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The grant that routing-service gives this person for this message. */
    static Grant aGrant(UUID messageId, String person) {
        return new Grant(messageId, person);
    }

    /** A grant in the making. */
    static final class Grant {

        private final JwtClaims claims = new JwtClaims();
        private final JsonWebSignature signature = new JsonWebSignature();

        private Grant(UUID messageId, String person) {
            claims.setIssuer("earshot-routing");
            claims.setAudience("earshot-ingest");
            claims.setSubject(person);
            claims.setClaim("message_id", messageId.toString());
            claims.setJwtId(UUID.randomUUID().toString());
            valid(Instant.now(), Instant.now().plusSeconds(1200));
            try {
                var key =
                        (OctetKeyPairJsonWebKey) JsonWebKey.Factory.newJwk(System.getProperty(KEY));
                signature.setKey(key.getPrivateKey());
                signature.setKeyIdHeaderValue(key.getKeyId());
            } catch (JoseException e) {
                throw new IllegalStateException(e);
            }
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
            signature.setHeader("typ", "read-grant+jwt");
        }

        Grant valid(Instant from, Instant until) {
            claims.setIssuedAt(NumericDate.fromSeconds(from.getEpochSecond()));
            claims.setExpirationTime(NumericDate.fromSeconds(until.getEpochSecond()));
            return this;
        }

        Grant with(String claim, Object value) {
            claims.setClaim(claim, value);
            return this;
        }

        Grant without(String claim) {
            claims.unsetClaim(claim);
            return this;
        }

        Grant header(String name, String value) {
            signature.setHeader(name, value);
            return this;
        }

        Grant key(OctetKeyPairJsonWebKey key) {
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            return this;
        }

        String jti() {
            return claims.getClaimValueAsString("jti");
        }

        String unsigned() {
            signature.setKey(null);
            signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
            return signed();
        }

        /** Signed with what everybody knows: the public key, as if it were a secret. */
        String hmac() {
            var published = System.getProperty(KEY).getBytes(StandardCharsets.UTF_8);
            signature.setKey(new SecretKeySpec(published, "HmacSHA256"));
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
            return signed();
        }

        String signed() {
            try {
                signature.setPayload(claims.toJson());
                return signature.getCompactSerialization();
            } catch (JoseException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
