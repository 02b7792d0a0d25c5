package org.earshot.problems;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ProblemsTest {

    @Inject MeterRegistry metrics;

    @Test
    void aProblemOfOursKeepsItsNameWordsAndMembers() {
        var response = given().get("/ours");

        assertProblem(response, 409, "already-answered");
        assertThat(response.<Map<String, Object>>path(""))
                .isEqualTo(
                        Map.of(
                                "type",
                                "urn:earshot:problem:already-answered",
                                "status",
                                409,
                                "title",
                                "It was answered",
                                "by",
                                "somebody"));
    }

    @Test
    void aProblemThatPassesSaysWhenToTryAgain() {
        var response = given().get("/later");

        assertProblem(response, 503, "no-clerk");
        assertThat(response.header("Retry-After")).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad-request",
        "401, unauthorised",
        "403, forbidden",
        "404, not-found",
        "405, method-not-allowed",
        "406, not-acceptable",
        "413, too-large",
        "415, unsupported-media-type",
        "418, bad-request",
        "500, internal",
        "502, internal",
        "503, unavailable"
    })
    void whatTheFrameworkRefusesIsSaidInOurWordsAndNotInThoseOfTheException(
            int status, String name) {
        var response = given().get("/unannounced/" + status);

        assertProblem(response, status, name);
        assertThat(response.<String>path("detail")).isNotBlank();
    }

    @Test
    void aFailureIsNotExplained() {
        assertProblem(given().get("/failing"), 500, "internal");
    }

    @Test
    void aDatabaseThatIsAwayMayBeBackSoon() {
        var response = given().get("/database-away");

        assertProblem(response, 503, "unavailable");
        assertThat(response.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void anAddressOrMethodOrTypeThatIsNotThereIsAProblemThatDoesNotRepeatIt() {
        assertProblem(given().get("/Mrs-Pritchard"), 404, "not-found");
        assertProblem(given().delete("/letters"), 405, "method-not-allowed");
        assertProblem(given().accept("image/png").get("/letters"), 406, "not-acceptable");
        assertProblem(
                given().contentType("text/plain").body("Mrs Pritchard").post("/letters"),
                415,
                "unsupported-media-type");
    }

    @Test
    void withoutATokenOneIsAskedToSignIn() {
        var response = given().get("/desk");

        assertProblem(response, 401, "unauthorised");
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    @TestSecurity(user = "ada", roles = "visitor")
    void withoutTheRoleItIsNotAllowed() {
        assertProblem(given().get("/desk"), 403, "forbidden");
    }

    @Test
    void aValueOutOfItsBoundsIsNamedByItsFieldAndLimit() {
        var response = given().get("/letters?limit=201");

        assertProblem(response, 400, "invalid-request");
        assertThat(response.<List<Map<String, String>>>path("violations"))
                .containsExactly(
                        Map.of("field", "limit", "message", "must be less than or equal to 200"));
        assertThat(post("{\"pages\": []}").<List<Map<String, String>>>path("violations"))
                .containsExactly(Map.of("field", "pages", "message", "must not be empty"));
    }

    @Test
    void aBodyThatCannotBeReadIsNamedByThePlaceAndNotByWhatItHeld() {
        assertThat(violation("{\"pages\": [\"one\"], \"urgent\": \"Mrs Pritchard\"}"))
                .isEqualTo(
                        Map.of("field", "urgent", "message", "is not of the type this field has"));
        assertThat(violation("{\"pages\": [\"one\"], \"note\": \"Mrs Pritchard\"}"))
                .isEqualTo(Map.of("field", "note", "message", "is not a field of this request"));
        assertThat(violation("{\"Mrs Pritchard\": 1}"))
                .isEqualTo(
                        Map.of(
                                "field",
                                "(another name)",
                                "message",
                                "is not a field of this request"));
        assertThat(violation("\"Mrs Pritchard\""))
                .isEqualTo(
                        Map.of(
                                "field",
                                "",
                                "message",
                                "the body is not the JSON object of this request"));
    }

    @Test
    void aBodyThatIsNotJsonIsNotUnderstood() {
        assertProblem(post("{\"pages\": Mrs Pritchard"), 400, "bad-request");
    }

    @Test
    void eachIsCountedOnceByItsType() {
        double before = counted("already-answered");
        double invalid = counted("invalid-request");
        double unauthorised = counted("unauthorised");

        given().get("/ours");
        given().get("/letters?limit=201");
        given().get("/desk");

        assertThat(counted("already-answered")).isEqualTo(before + 1);
        assertThat(counted("invalid-request")).isEqualTo(invalid + 1);
        assertThat(counted("unauthorised")).isEqualTo(unauthorised + 1);
    }

    private double counted(String type) {
        return metrics.counter("earshot.problems", "type", type).count();
    }

    private static Map<String, String> violation(String body) {
        var response = post(body);
        assertProblem(response, 400, "invalid-request");
        assertThat(response.<List<Object>>path("violations")).hasSize(1);
        return response.path("violations[0]");
    }

    private static Response post(String body) {
        return given().contentType("application/json").body(body).post("/letters");
    }

    private static void assertProblem(Response response, int status, String name) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.<Integer>path("status")).isEqualTo(status);
        assertThat(response.<String>path("type")).isEqualTo("urn:earshot:problem:" + name);
        assertThat(response.<String>path("title")).isNotBlank();
        assertThat(response.<Map<String, Object>>path("")).doesNotContainKey("instance");
        assertThat(response.asString()).doesNotContain("Pritchard", "Exception", "org.earshot");
    }
}
