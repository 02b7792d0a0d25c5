package org.earshot.audit.export;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import org.earshot.audit.AuditTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExportLimitTest extends AuditTest {
    private static final String EXPORT = "/v1/log/export";

    @Inject ExportResource exports;

    @TestHTTPResource(value = "health/live", management = true)
    @SuppressWarnings("NullAway.Init") // by Quarkus
    URL liveness;

    @Test
    void aThirdExportAtATimeIsAskedToComeLater() throws Exception {
        awaitAllSigned();
        exports.running.acquire(ExportResource.AT_A_TIME);
        try {
            asAuditor()
                    .get(EXPORT)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:earshot:problem:too-many-exports"));
        } finally {
            exports.running.release(ExportResource.AT_A_TIME);
        }
    }

    @Test
    void anExportThatHasEndedMakesRoomForTheNext() {
        awaitAllSigned();
        for (int i = 0; i <= ExportResource.AT_A_TIME; i++) {
            asAuditor().head(EXPORT);
            await().atMost(SOON)
                    .until(() -> exports.running.availablePermits() == ExportResource.AT_A_TIME);
            assertThat(asAuditor().get(EXPORT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theServiceLivesWhileItsOutboxIsSent() {
        given().get(liveness)
                .then()
                .statusCode(200)
                .body(
                        "checks.find { it.name == 'the outbox is being sent' }.status",
                        equalTo("UP"));
    }

    private static RequestSpecification asAuditor() {
        return given().auth().oauth2(auditor());
    }
}
