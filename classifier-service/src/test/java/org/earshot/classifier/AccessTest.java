package org.earshot.classifier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.earshot.localstack.TestIssuer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call what: the one endpoint of this service with every role, and without one. */
@QuarkusTest
class AccessTest {

    private static final String TAXONOMY = "/v1/taxonomy";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caseworker",
                "supervisor",
                "duty-manager",
                "auditor",
                "analyst",
                "approver",
                "data-protection-officer"
            })
    void theVocabularyIsForStaff(String role) {
        var response = get(TAXONOMY, token(role).signed());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.<List<String>>path("bands.code"))
                .containsExactly("B0", "B1", "B2", "B3", "S");
        assertThat(response.<List<String>>path("categories.code"))
                .hasSize(21)
                .startsWith("V01")
                .endsWith("V21");
        assertThat(response.<Map<String, Object>>path("categories[7]"))
                .isEqualTo(
                        Map.of(
                                "code",
                                "V08",
                                "name",
                                Map.of(
                                        "en",
                                        "Destitution - no food, heat, money or hygiene now",
                                        "cy",
                                        "Amddifadedd - dim bwyd, gwres, arian na hylendid nawr"),
                                "startsAt",
                                "B1"));
        assertThat(response.<String>path("version")).isEqualTo("0.1-draft");
    }

    @ParameterizedTest
    @ValueSource(strings = {"submitter", "text-reader", "canary"})
    void theVocabularyIsNotForServices(String role) {
        assertProblem(get(TAXONOMY, token(role).signed()), 403, "forbidden");
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                Arguments.of("no token", null),
                Arguments.of("no JWT", "Mrs-Pritchard"),
                Arguments.of("expired", token("auditor").expired().signed()),
                Arguments.of("for another audience", token("auditor").audience("account").signed()),
                Arguments.of("for no audience", token("auditor").without("aud").signed()),
                Arguments.of(
                        "by another issuer",
                        token("auditor").issuer("https://issuer.example").signed()),
                Arguments.of(
                        "signed by a stranger", token("auditor").signedByAStranger().signed()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void withoutAValidTokenThereIsNothing(String what, @Nullable String token) {
        var response = get(TAXONOMY, token);

        assertProblem(response, 401, "unauthorised");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void whatIsNotThereIsAProblemThatDoesNotRepeatTheAddress() {
        var response = get("/v1/mrs-pritchard", token("auditor").signed());

        assertProblem(response, 404, "not-found");
        assertThat(response.asString()).doesNotContain("pritchard");
        assertProblem(
                given().header("Authorization", "Bearer " + token("auditor").signed())
                        .delete(TAXONOMY),
                405,
                "method-not-allowed");
    }

    @Test
    void theTaxonomyIsTheWholeOfTheApi() {
        var document =
                given().port(managementPort())
                        .accept("application/json")
                        .get("/q/openapi?format=json");

        assertThat(document.<Map<String, Object>>path("paths").keySet()).containsExactly(TAXONOMY);
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

    private static Response get(String path, @Nullable String token) {
        var request = given();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.get(path);
    }

    private static void assertProblem(Response response, int status, String name) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.<String>path("type")).isEqualTo("urn:earshot:problem:" + name);
    }
}
