package org.earshot.localstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * An OpenID provider on loopback for the tests of one service: discovery, keys and client
 * credentials over HTTP, and tokens of any shape a test wants, as the realm would issue them. The
 * realm itself is tested, and the whole suite runs, against Keycloak.
 */
public final class TestIssuer implements AutoCloseable {

    private static final String URL = "earshot.local-stack.issuer";
    private static final String KEY = "earshot.local-stack.issuer-key";

    /** Who may ask for a token with credentials of its own, and the role it gets. */
    private static final Map<String, String> CLIENTS =
            Map.of(
                    "portal", "submitter",
                    "portal-two", "submitter",
                    "classifier-service", "text-reader",
                    "canary", "canary");

    private final HttpServer server;

    private TestIssuer(HttpServer server) {
        this.server = server;
    }

    static TestIssuer start() {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("test-key");
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            System.setProperty(KEY, key.toJson(OutputControlLevel.INCLUDE_PRIVATE));

            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var issuer = new TestIssuer(server);
            System.setProperty(URL, issuer.url());
            server.createContext(
                    "/realms/earshot/.well-known/openid-configuration",
                    exchange -> answer(exchange, 200, discovery(issuer.url())));
            server.createContext(
                    "/realms/earshot/keys",
                    exchange -> answer(exchange, 200, new JsonWebKeySet(key).toJson()));
            server.createContext("/realms/earshot/token", TestIssuer::clientCredentials);
            server.setExecutor(null);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/earshot";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The secret a client of this name proves itself with. */
    public static String secretOf(String client) {
        return "secret-of-" + client;
    }

    /** A person's token, as the staff console obtains it. */
    public static String person(String subject, String... roles) {
        return aToken().subject(subject)
                .client("earshot-console")
                .roles(roles)
                .claim("subject_kind", "person")
                .signed();
    }

    /** A service's own token: its subject is its service account, and it is nobody's. */
    public static String service(String client, String... roles) {
        return aToken().subject("service-account-" + client).client(client).roles(roles).signed();
    }

    /** A submitting portal's token. */
    public static String portal(String client) {
        return service(client, "submitter");
    }

    /** A valid token without a role, to be made what the test needs. */
    public static Token aToken() {
        return new Token();
    }

    /** A token in the making. */
    public static final class Token {

        private final JwtClaims claims = new JwtClaims();
        private boolean strange;

        private Token() {
            claims.setIssuer(System.getProperty(URL));
            claims.setAudience("earshot");
            claims.setSubject("somebody");
            claims.setJwtId(UUID.randomUUID().toString());
            claims.setClaim("typ", "Bearer");
            valid(Instant.now(), Duration.ofMinutes(5));
        }

        public Token subject(String subject) {
            claims.setSubject(subject);
            return this;
        }

        public Token client(String client) {
            claims.setClaim("azp", client);
            claims.setClaim("client_id", client);
            return this;
        }

        public Token roles(String... roles) {
            claims.setClaim("realm_access", Map.of("roles", List.of(roles)));
            return this;
        }

        public Token claim(String name, Object value) {
            claims.setClaim(name, value);
            return this;
        }

        public Token without(String claim) {
            claims.unsetClaim(claim);
            return this;
        }

        public Token audience(String audience) {
            claims.setAudience(audience);
            return this;
        }

        public Token issuer(String issuer) {
            claims.setIssuer(issuer);
            return this;
        }

        public Token expired() {
            valid(Instant.now().minus(Duration.ofHours(2)), Duration.ofMinutes(5));
            return this;
        }

        /** Signed with a key the issuer does not publish. */
        public Token signedByAStranger() {
            strange = true;
            return this;
        }

        public String signed() {
            try {
                var own = JsonWebKey.Factory.newJwk(System.getProperty(KEY));
                var key = strange ? EcJwkGenerator.generateJwk(EllipticCurves.P256) : own;
                var signature = new JsonWebSignature();
                signature.setPayload(claims.toJson());
                signature.setKey(((EllipticCurveJsonWebKey) key).getPrivateKey());
                signature.setKeyIdHeaderValue(own.getKeyId());
                signature.setAlgorithmHeaderValue(
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
                signature.setHeader("typ", "JWT");
                return signature.getCompactSerialization();
            } catch (JoseException e) {
                throw new IllegalStateException(e);
            }
        }

        private void valid(Instant from, Duration time) {
            claims.setIssuedAt(NumericDate.fromSeconds(from.getEpochSecond()));
            claims.setExpirationTime(NumericDate.fromSeconds(from.plus(time).getEpochSecond()));
        }
    }

    private static String discovery(String url) {
        return """
        {"issuer":"%1$s","jwks_uri":"%1$s/keys","token_endpoint":"%1$s/token",
         "authorization_endpoint":"%1$s/auth","response_types_supported":["code"],
         "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["ES256"],
         "grant_types_supported":["client_credentials"]}
        """
                .formatted(url);
    }

    private static void clientCredentials(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var form = form(body);
        var client = form.getOrDefault("client_id", "");
        var secret = form.getOrDefault("client_secret", "");
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null && authorization.startsWith("Basic ")) {
            var pair =
                    new String(
                                    Base64.getDecoder().decode(authorization.substring(6)),
                                    StandardCharsets.UTF_8)
                            .split(":", 2);
            client = pair[0];
            secret = pair.length == 2 ? pair[1] : "";
        }
        var role = CLIENTS.get(client);
        if (role == null || !secret.equals(secretOf(client))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (!"client_credentials".equals(form.get("grant_type"))) {
            answer(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
        } else {
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                            .formatted(service(client, role)));
        }
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var field : body.split("&", -1)) {
            var pair = field.split("=", 2);
            form.put(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    pair.length == 2 ? URLDecoder.decode(pair[1], StandardCharsets.UTF_8) : "");
        }
        return form;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
