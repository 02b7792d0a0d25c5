package org.earshot.classifier.reception;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.classifier.reception.Messages.assessment;
import static org.earshot.classifier.reception.Messages.assessments;
import static org.earshot.classifier.reception.Messages.event;
import static org.earshot.classifier.reception.Messages.received;
import static org.earshot.classifier.reception.Messages.soon;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.earshot.classifier.assessment.TestAssessor;
import org.earshot.events.Band;
import org.earshot.events.Stage;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@TestProfile(RulesOnlyTest.ModelOff.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RulesOnlyTest {

    public static final class ModelOff implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("earshot.classifier.model", "off");
        }
    }

    @Test
    @Order(1)
    void withTheModelOffTheRulesAssessAndNothingIsMarkedForIt() {
        var id = received("I can't go on living.");

        var assessed = event(assessment(id));

        assertThat(assessed.band()).isEqualTo(Band.B0);
        assertThat(assessed.notAssessed()).isEmpty();
        assertThat(assessments(id, Stage.MODEL)).isEmpty();
        assertThat(live().statusCode()).isEqualTo(200);
        assertThat(live().asString()).contains("messages").doesNotContain("messages-model");
    }

    @Test
    @Order(2)
    void aChannelThatHasEndedIsNoticed() {
        var id = received("There is nothing to eat. " + TestAssessor.BREAKS_IT);

        soon().untilAsserted(() -> assertThat(live().statusCode()).isEqualTo(503));

        assertThat(assessments(id)).isEmpty();
        // For whoever reads it next.
        IngestDouble.holds(id, "There is nothing to eat.");
    }

    private static Response live() {
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return given().port(port).get("/q/health/live");
    }
}
