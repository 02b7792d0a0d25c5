package org.earshot.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The realm, by the tokens it issues. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakServerTest {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> CLIENTS =
            List.of("portal", "portal-two", "classifier-service", "canary", "console");
    private static final List<String> USERS =
            List.of(
                    "caseworker",
                    "caseworker2",
                    "supervisor",
                    "dutymanager",
                    "auditor",
                    "analyst",
                    "approver",
                    "dpo");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePorts.any();
    private final KeycloakDistribution distribution =
            KeycloakDistribution.in(Path.of("target/keycloak"));

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private KeycloakServer server;

    @BeforeAll
    void theServerIsUp(@TempDir Path temporary) {
        folder = temporary;
        server = started();
    }

    @AfterAll
    void theServerIsDown() {
        server.close();
        http.close();
    }

    @ParameterizedTest
    @CsvSource({
        "portal, submitter",
        "portal-two, submitter",
        "classifier-service, text-reader",
        "canary, canary"
    })
    void aClientsTokenHasItsRoleAndIsNoPersons(String client, String role) throws Exception {
        var claims = claims(token(Map.of("grant_type", "client_credentials"), client));

        assertThat(claims.path("aud").asText()).isEqualTo("earshot");
        assertThat(claims.path("azp").asText()).isEqualTo(client);
        assertThat(roles(claims)).containsExactly(role);
        assertThat(claims.path("sub").asText()).isNotEmpty();
        assertThat(claims.has("subject_kind")).isFalse();
        assertThat(claims.path("iss").asText()).isEqualTo(server.issuer());
    }

    @ParameterizedTest
    @CsvSource({
        "caseworker, caseworker",
        "caseworker2, caseworker",
        "supervisor, supervisor",
        "dutymanager, duty-manager",
        "auditor, auditor",
        "analyst, analyst",
        "approver, approver",
        "dpo, data-protection-officer"
    })
    void aPersonsTokenSaysSoAndNamesNobody(String user, String role) throws Exception {
        var claims = claims(signIn(user, "password-of-" + user, "earshot-console"));

        assertThat(claims.path("aud").asText()).isEqualTo("earshot");
        assertThat(claims.path("azp").asText()).isEqualTo("earshot-console");
        assertThat(roles(claims)).containsExactly(role);
        assertThat(claims.path("subject_kind").asText()).isEqualTo("person");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(claims.fieldNames())
                .toIterable()
                .doesNotContain("preferred_username", "name", "email", "given_name");
    }

    @Test
    void noServiceGetsATokenFromThePersonsClient() throws Exception {
        var answer = token(Map.of("grant_type", "client_credentials"), "earshot-console");

        assertThat(answer.path("error").asText()).isEqualTo("unauthorized_client");
    }

    @Test
    void nobodySignsInThroughAPortal() throws Exception {
        var answer = signIn("caseworker", "password-of-caseworker", "portal");

        assertThat(answer.path("error").asText()).isEqualTo("unauthorized_client");
    }

    @Test
    void aServerStartedAgainOnItsFolderKnowsItsSecretsAndLeavesNoProcess() throws Exception {
        // Given
        var processes = server.process().toHandle().descendants().collect(Collectors.toList());
        processes.add(server.process().toHandle());
        server.close();
        assertThat(processes).isNotEmpty().noneMatch(ProcessHandle::isAlive);

        // When
        server = started();

        // Then
        var claims = claims(token(Map.of("grant_type", "client_credentials"), "portal"));
        assertThat(roles(claims)).containsExactly("submitter");
    }

    private KeycloakServer started() {
        var environment = new HashMap<String, String>();
        for (var client : CLIENTS) {
            environment.put("EARSHOT_" + variable(client) + "_SECRET", "secret-of-" + client);
        }
        for (var user : USERS) {
            environment.put("EARSHOT_DEMO_" + variable(user) + "_PASSWORD", "password-of-" + user);
        }
        environment.put("EARSHOT_PASSWORD_GRANT", "true");
        environment.put("EARSHOT_CONSOLE_URL", "http://127.0.0.1:1");
        var started =
                KeycloakServer.start(
                        distribution,
                        folder.resolve("home"),
                        port,
                        environment,
                        folder.resolve("keycloak.log"));
        started.awaitReady(LONGEST_START);
        return started;
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private JsonNode signIn(String user, String password, String client) throws Exception {
        return token(
                Map.of("grant_type", "password", "username", user, "password", password), client);
    }

    private JsonNode token(Map<String, String> form, String client) throws Exception {
        var fields = new HashMap<>(form);
        fields.put("client_id", client);
        fields.put("client_secret", "secret-of-" + client.replace("earshot-", ""));
        var body =
                fields.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(
                                URI.create(server.issuer() + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static JsonNode claims(JsonNode answer) throws Exception {
        var parts = answer.path("access_token").asText().split("\\.");
        assertThat(parts).as("a token, not %s", answer).hasSize(3);
        return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    private static List<String> roles(JsonNode claims) {
        return StreamSupport.stream(claims.at("/realm_access/roles").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
