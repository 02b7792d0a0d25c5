package org.earshot.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.earshot.events.Topics;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalStackTestResourceTest {

    private Map<String, String> configuration = Map.of();

    @BeforeEach
    void theStackIsAskedFor() {
        configuration = started();
    }

    @Test
    void theServersAreStartedOnceAndShared() {
        assertThat(started()).isEqualTo(configuration);
    }

    @Test
    void eachDatasourceIsADatabaseOfItsOwn() throws Exception {
        assertThat(databaseBehind("quarkus.datasource.")).isEqualTo("ingest as ingest");
        assertThat(databaseBehind("quarkus.datasource.keys."))
                .isEqualTo("ingest_keys as ingest_keys");
    }

    @Test
    void aRecordSentIsARecordRead() {
        LocalStack.send(Topics.WORK, "key", "value".getBytes(UTF_8));

        assertThat(LocalStack.records(Topics.WORK))
                .extracting(message -> new String(message.value(), UTF_8))
                .contains("value");
    }

    @Test
    void aTablesOwnerIsNotNeededToLookAtIt() throws Exception {
        try (var connection = DriverManager.getConnection(LocalStack.superuserJdbcUrl("ingest"))) {
            assertThat(connection.getCatalog()).isEqualTo("ingest");
        }
    }

    @Test
    void aPersonsTokenHoldsWhatTheRealmWouldPutInIt() throws Exception {
        var claims = consumer().processToClaims(TestIssuer.person("ada", "caseworker"));

        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getStringClaimValue("subject_kind")).isEqualTo("person");
        assertThat(claims.getClaimValue("realm_access"))
                .isEqualTo(Map.of("roles", List.of("caseworker")));
    }

    @Test
    void aClientThatProvesItselfGetsItsRoleAndIsNoPerson() throws Exception {
        var token = token("classifier-service", TestIssuer.secretOf("classifier-service"));

        var claims =
                consumer()
                        .processToClaims(
                                token.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1"));
        assertThat(claims.getClaimValue("realm_access"))
                .isEqualTo(Map.of("roles", List.of("text-reader")));
        assertThat(claims.hasClaim("subject_kind")).isFalse();
        assertThat(token("classifier-service", "wrong"))
                .isEqualTo("{\"error\":\"invalid_client\"}");
    }

    @Test
    void tokensCanBeWrongInEveryWayThatMatters() {
        assertThatThrownBy(() ->
                        consumer()
                                .processToClaims(TestIssuer.aToken().signedByAStranger().signed()))
                .isInstanceOf(InvalidJwtException.class);
        assertThatThrownBy(() -> consumer().processToClaims(TestIssuer.aToken().expired().signed()))
                .isInstanceOf(InvalidJwtException.class);
        assertThatThrownBy(() ->
                        consumer().processToClaims(TestIssuer.aToken().audience("other").signed()))
                .isInstanceOf(InvalidJwtException.class);
    }

    private static Map<String, String> started() {
        var resource = new LocalStackTestResource();
        resource.init(
                Map.of(
                        "databases", "ingest",
                        "keys", "ingest_keys",
                        "oidc", "true",
                        "client", "classifier-service"));
        return resource.start();
    }

    private String databaseBehind(String datasource) throws Exception {
        try (var connection =
                        DriverManager.getConnection(
                                configured(datasource + "jdbc.url"),
                                configured(datasource + "username"),
                                configured(datasource + "password"));
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select current_database() || ' as ' || current_user")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String configured(String name) {
        return configuration.getOrDefault(name, "not configured: " + name);
    }

    private JwtConsumer consumer() {
        var issuer = configured("quarkus.oidc.auth-server-url");
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new HttpsJwksVerificationKeyResolver(new HttpsJwks(issuer + "/keys")))
                .setExpectedIssuer(issuer)
                .setExpectedAudience("earshot")
                .setRequireExpirationTime()
                .build();
    }

    private String token(String client, String secret) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(configured("quarkus.oidc.auth-server-url") + "/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "grant_type=client_credentials&client_id="
                                                + client
                                                + "&client_secret="
                                                + secret))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
