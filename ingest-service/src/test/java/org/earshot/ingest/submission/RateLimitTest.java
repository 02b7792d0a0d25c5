package org.earshot.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.ingest.Ingest.PROBLEM;
import static org.earshot.ingest.Ingest.aMessage;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.count;
import static org.earshot.ingest.Ingest.json;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.earshot.ingest.Ingest;
import org.earshot.localstack.LineStream;
import org.earshot.localstack.TestIssuer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RateLimitTest.TwoAMinuteOrSo.class)
class RateLimitTest {

    public static final class TwoAMinuteOrSo implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "earshot.ingest.rate-limit.per-second", "1",
                    "earshot.ingest.rate-limit.burst", "2");
        }
    }

    @Test
    void aPortalThatAsksTooOftenIsToldWhenToComeBackAndNothingIsStored() {
        long before = count("ingest", "message");

        var first = submitAs("wild-portal");
        Response refused;
        int accepted = 1;
        while ((refused = submitAs("wild-portal")).statusCode() == 202) {
            accepted++; // a slow machine may earn another on the way
        }

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"portal\";q=2;w=2");
        assertThat(first.header("RateLimit")).isEqualTo("\"portal\";r=1;t=1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.contentType()).isEqualTo(PROBLEM);
        assertThat(refused.<String>path("type")).isEqualTo("urn:earshot:problem:too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).isEqualTo("\"portal\";r=0;t=1");
        assertThat(count("ingest", "message")).isEqualTo(before + accepted);
        assertThat(submitAs("calm-portal").statusCode()).isEqualTo(202);
    }

    /** One line more than half of the burst, so that it waits for what comes in a second. */
    @Test
    void aBatchIsSlowedDownAndNotRefused() throws IOException {
        try (var stream =
                LineStream.open(Ingest.url("/v1/batches"), TestIssuer.portal("bulk-portal"))) {
            for (int i = 0; i < 3; i++) {
                var line = aMessage();
                line.put("key", UUID.randomUUID().toString());
                stream.send(json(line));
            }
            stream.end();

            assertThat(stream.status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                assertThat(stream.next()).contains("\"status\":202");
            }
            assertThat(stream.next()).contains("\"accepted\":3");
        }
    }

    @Test
    void aCallWithoutATokenIsNotCounted() {
        var response = io.restassured.RestAssured.given().post("/v1/messages");

        assertThat(response.header("RateLimit")).isNull();
    }

    private static Response submitAs(String portal) {
        return as(TestIssuer.portal(portal))
                .contentType("application/json")
                .body(json(aMessage()))
                .post("/v1/messages");
    }
}
