package org.earshot.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.earshot.localstack.TestIssuer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call what: every endpoint of this service with every role, and without one. */
@QuarkusTest
class AccessTest {

    private static final List<String> ROLES =
            List.of(
                    "submitter",
                    "caseworker",
                    "supervisor",
                    "duty-manager",
                    "auditor",
                    "analyst",
                    "approver",
                    "data-protection-officer",
                    "text-reader",
                    "canary");

    /** Any message: whether it exists is none of a stranger's business. */
    private static final String ID = "5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63";

    record Endpoint(String method, String path, Set<String> roles) {}

    static List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("POST", "/v1/messages", Set.of("submitter")),
                new Endpoint("POST", "/v1/batches", Set.of("submitter")),
                new Endpoint("GET", "/v1/messages/" + ID + "/status", Set.of("submitter")),
                new Endpoint("GET", "/v1/messages/" + ID + "/text", Set.of("caseworker")),
                new Endpoint("GET", "/v1/messages/" + ID + "/documents/1", Set.of("caseworker")),
                new Endpoint("POST", "/internal/texts", Set.of("text-reader")),
                new Endpoint(
                        "GET",
                        "/v1/reconciliation?day=2026-01-01",
                        Set.of("supervisor", "auditor")));
    }

    static Stream<Arguments> endpointsAndRoles() {
        return endpoints().stream().flatMap(e -> ROLES.stream().map(r -> Arguments.of(e, r)));
    }

    static Stream<Arguments> endpointsAndBadTokens() {
        return endpoints().stream()
                .flatMap(e -> {
                    var role = e.roles().iterator().next();
                    return Stream.of(
                            Arguments.of(e, "no token", null),
                            Arguments.of(e, "no JWT", "Mrs-Pritchard"),
                            Arguments.of(e, "expired", token(role).expired().signed()),
                            Arguments.of(
                                    e,
                                    "for another audience",
                                    token(role).audience("account").signed()),
                            Arguments.of(e, "for no audience", token(role).without("aud").signed()),
                            Arguments.of(
                                    e,
                                    "by another issuer",
                                    token(role).issuer("https://issuer.example").signed()),
                            Arguments.of(
                                    e,
                                    "signed by a stranger",
                                    token(role).signedByAStranger().signed()));
                });
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("endpointsAndRoles")
    void anEndpointAnswersItsRolesOnly(Endpoint endpoint, String role) {
        var response = call(endpoint, token(role).signed());

        if (endpoint.roles().contains(role)) {
            assertThat(response.statusCode()).isNotEqualTo(401);
            assertThat(response.asString()).doesNotContain("urn:earshot:problem:forbidden");
        } else {
            assertProblem(response, 403, "forbidden");
        }
    }

    @ParameterizedTest(name = "{0} with a token: {1}")
    @MethodSource("endpointsAndBadTokens")
    void withoutAValidTokenThereIsNothing(Endpoint endpoint, String what, @Nullable String token) {
        var response = call(endpoint, token);

        assertProblem(response, 401, "unauthorised");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void theTableAboveIsTheWholeOfTheApi() {
        var document =
                given().port(managementPort())
                        .accept("application/json")
                        .get("/q/openapi?format=json");

        var paths = document.<java.util.Map<String, Object>>path("paths").keySet();
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "/v1/messages",
                        "/v1/batches",
                        "/v1/messages/{id}/status",
                        "/v1/messages/{id}/text",
                        "/v1/messages/{id}/documents/{number}",
                        "/internal/texts",
                        "/v1/reconciliation");
        assertThat(
                        document.<java.util.Map<String, Object>>path(
                                        "components.schemas.Submission.properties")
                                .keySet())
                .containsExactlyInAnyOrder(
                        Arrays.stream(
                                        ("channel subject body language serviceLine site nation"
                                                        + " correspondent about receivedAt"
                                                        + " safeToContact")
                                                .split(" "))
                                .toArray(String[]::new));
    }

    @Test
    void healthAndMetricsAreOnTheManagementPortAlone() {
        for (var path : List.of("/q/health", "/q/metrics", "/q/openapi")) {
            assertThat(given().port(managementPort()).get(path).statusCode()).isEqualTo(200);
            assertThat(given().get(path).statusCode()).isEqualTo(404);
        }
    }

    private static int managementPort() {
        return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }

    private static TestIssuer.Token token(String role) {
        return TestIssuer.aToken().client("some-client").roles(role);
    }

    private static Response call(Endpoint endpoint, @Nullable String token) {
        var request = given();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (endpoint.method().equals("POST")) {
            var type = endpoint.path().equals("/v1/batches") ? "x-ndjson" : "json";
            request.contentType("application/" + type).body("{}".getBytes(UTF_8));
        }
        return request.request(endpoint.method(), endpoint.path());
    }

    private static void assertProblem(Response response, int status, String name) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo(Ingest.PROBLEM);
        assertThat(response.<String>path("type")).isEqualTo("urn:earshot:problem:" + name);
    }
}
