package org.earshot.routing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Set;
import org.earshot.localstack.TestIssuer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Which endpoint is for whom. */
@QuarkusTest
@WithTestResource(RoutingStack.class)
class AccessTest {

    private static final String ID = "5f2b8f0e-93d4-4e0b-8a76-1c4f0d2e9a63";

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

    private static final List<Endpoint> ENDPOINTS =
            List.of(
                    new Endpoint("POST", "/v1/work-items/next", "caseworker"),
                    new Endpoint("PUT", "/v1/work-items/" + ID + "/claim", "caseworker"),
                    new Endpoint("POST", "/v1/work-items/" + ID + "/return", "caseworker"),
                    new Endpoint("POST", "/v1/work-items/" + ID + "/decision", "caseworker"),
                    new Endpoint(
                            "POST", "/v1/work-items/" + ID + "/raise", "caseworker", "supervisor"),
                    new Endpoint("GET", "/v1/work-items", "supervisor"),
                    new Endpoint("GET", "/v1/work-items/" + ID, "supervisor"),
                    new Endpoint("GET", "/v1/parked-records", "supervisor"),
                    new Endpoint(
                            "GET", "/v1/reconciliation?day=2026-01-01", "supervisor", "auditor"));

    @Test
    void withoutATokenThereIsNothing() {
        for (var endpoint : ENDPOINTS) {
            given().contentType("application/json")
                    .body("{}")
                    .request(endpoint.method(), endpoint.path())
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("type", is("urn:earshot:problem:unauthorised"));
        }
    }

    @Test
    void aTokenThatIsWrongInAnyWayIsNoToken() {
        var tokens =
                List.of(
                        TestIssuer.aToken().roles("supervisor").audience("another").signed(),
                        TestIssuer.aToken().roles("supervisor").expired().signed(),
                        TestIssuer.aToken().roles("supervisor").signedByAStranger().signed(),
                        TestIssuer.aToken().roles("supervisor").issuer("http://another").signed(),
                        "not.a.token");
        for (var token : tokens) {
            Pile.as(token).get("/v1/work-items").then().statusCode(401);
        }
    }

    @Test
    void everyRoleReachesWhatIsItsAndNothingElse() {
        for (var endpoint : ENDPOINTS) {
            for (var role : ROLES) {
                int status =
                        Pile.as(TestIssuer.person("somebody", role))
                                .contentType("application/json")
                                .body("{}")
                                .request(endpoint.method(), endpoint.path())
                                .statusCode();
                if (endpoint.roles().contains(role)) {
                    assertThat(status)
                            .as("%s on %s", role, endpoint)
                            .isNotIn(401, 403)
                            .isLessThan(500);
                } else {
                    assertThat(status).as("%s on %s", role, endpoint).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void aSubjectThatNoEventCanCarryIsNobodys() {
        for (var subject : List.of("ada lovelace", "zo\u00eb", "a".repeat(256))) {
            Pile.caseworker(subject)
                    .post("/v1/work-items/next")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("type", is("urn:earshot:problem:person-required"));
        }
    }

    @Test
    void theKeysOfReadGrantsAreForEverybody() {
        given().get("/v1/read-grant-keys")
                .then()
                .statusCode(200)
                .body("keys[0].kty", is("OKP"))
                .body("keys[0].crv", is("Ed25519"))
                .body("keys[0].kid", notNullValue());
    }

    @Test
    void everyRefusalIsAProblem() {
        Pile.supervisor()
                .get("/v1/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", is("urn:earshot:problem:not-found"));
        Pile.supervisor()
                .delete("/v1/work-items")
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
        Pile.supervisor()
                .get("/v1/work-items?limit=201")
                .then()
                .statusCode(400)
                .body("type", is("urn:earshot:problem:invalid-request"))
                .body("violations[0].field", is("limit"));
        Pile.supervisor()
                .get("/v1/work-items?band=B9")
                .then()
                .statusCode(400)
                .body("violations[0].field", is("band"));
        Pile.supervisor().get("/v1/work-items?after=x").then().statusCode(400);
    }

    @Test
    void operatorsHaveAPortOfTheirOwn() {
        given().get("/q/health").then().statusCode(404);
        management().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
        var paths =
                Set.copyOf(
                        management()
                                .get("/q/openapi?format=json")
                                .jsonPath()
                                .<String, Object>getMap("paths")
                                .keySet());
        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "/v1/parked-records",
                        "/v1/read-grant-keys",
                        "/v1/reconciliation",
                        "/v1/work-items",
                        "/v1/work-items/next",
                        "/v1/work-items/{messageId}",
                        "/v1/work-items/{messageId}/claim",
                        "/v1/work-items/{messageId}/decision",
                        "/v1/work-items/{messageId}/raise",
                        "/v1/work-items/{messageId}/return");
        assertThat(management().get("/q/metrics").asString())
                .contains("earshot_work_items_undecided{band=\"B0\"}")
                .doesNotContain("category", "V01");
    }

    private static RequestSpecification management() {
        return given().port(
                        ConfigProvider.getConfig()
                                .getValue("quarkus.management.test-port", Integer.class));
    }

    private record Endpoint(String method, String path, Set<String> roles) {
        Endpoint(String method, String path, String... roles) {
            this(method, path, Set.of(roles));
        }
    }
}
