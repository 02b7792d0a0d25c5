package org.earshot.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URL;
import java.util.UUID;
import org.earshot.localstack.TestIssuer;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AccessTest extends AuditTest {
    private static final String PROOF = "/v1/proofs/" + UUID.randomUUID();
    private static final String EXPORT = "/v1/log/export";

    @TestHTTPResource(value = "metrics", management = true)
    @SuppressWarnings("NullAway.Init") // by Quarkus
    URL metrics;

    @ParameterizedTest
    @ValueSource(strings = {"/v1/proofs/x", EXPORT})
    void nobodyWithoutATokenReadsTheLog(String path) {
        isProblem(given().get(path).then(), 401);
        var expired = TestIssuer.aToken().subject("audrey").roles("auditor").expired().signed();
        isProblem(given().auth().oauth2(expired).get(path).then(), 401);
        var elsewhere =
                TestIssuer.aToken().subject("audrey").roles("auditor").audience("other").signed();
        isProblem(given().auth().oauth2(elsewhere).get(path).then(), 401);
        isProblem(given().auth().oauth2("no token").get(path).then(), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submitter",
                "caseworker",
                "supervisor",
                "duty-manager",
                "analyst",
                "approver",
                "data-protection-officer",
                "text-reader",
                "canary"
            })
    void noOtherRoleReadsTheLog(String role) {
        var token = TestIssuer.person("casey", role);

        isProblem(given().auth().oauth2(token).get(PROOF).then(), 403);
        isProblem(given().auth().oauth2(token).get(EXPORT).then(), 403);
    }

    @Test
    void anEventThatWasNeverLoggedIsNotFound() {
        for (var id : new String[] {UUID.randomUUID().toString(), "%00", "x".repeat(300)}) {
            isProblem(
                            given().urlEncodingEnabled(false)
                                    .auth()
                                    .oauth2(auditor())
                                    .get("/v1/proofs/" + id)
                                    .then(),
                            404)
                    .body("type", equalTo("urn:earshot:problem:event-not-logged"));
        }
    }

    @Test
    void theCheckpointIsForEverybody() {
        given().get("/log/checkpoint")
                .then()
                .statusCode(200)
                .contentType("text/plain;charset=UTF-8")
                .header("Cache-Control", "no-cache");
    }

    @Test
    void whatDoesNotExistIsAProblemDocument() {
        isProblem(given().auth().oauth2(auditor()).get("/v1/nothing").then(), 404);
        isProblem(given().auth().oauth2(auditor()).delete(EXPORT).then(), 405);
        isProblem(given().auth().oauth2(auditor()).accept("image/png").get(EXPORT).then(), 406);
    }

    @Test
    void aRefusalIsCountedByItsTypeAndWhatWasAskedForIsNotLogged() {
        isProblem(given().auth().oauth2(auditor()).get("/v1/mrs-pritchard").then(), 404)
                .body("instance", nullValue());

        given().get(metrics)
                .then()
                .body(containsString("earshot_problems_total{type=\"not-found\"}"));
        assertThat(Logger.getLogger("http-problem").isEnabled(Logger.Level.WARN)).isFalse();
        assertThat(Logger.getLogger("http-problem").isEnabled(Logger.Level.ERROR)).isTrue();
    }

    private static ValidatableResponse isProblem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", notNullValue())
                .body("type", startsWith("urn:earshot:problem:"))
                .body("stackTrace", nullValue());
    }
}
