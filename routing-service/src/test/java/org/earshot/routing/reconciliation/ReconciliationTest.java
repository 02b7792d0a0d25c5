package org.earshot.routing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.routing.Examples.aReceipt;
import static org.earshot.routing.Examples.anAssessment;
import static org.earshot.routing.Pile.decide;
import static org.earshot.routing.Pile.settle;
import static org.earshot.routing.Pile.takeAndOpen;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.events.Band;
import org.earshot.localstack.TestIssuer;
import org.earshot.routing.Pile;
import org.earshot.routing.RoutingStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RoutingStack.class)
class ReconciliationTest {

    @BeforeEach
    void nothingIsQueued() {
        Pile.isEmpty();
    }

    @Test
    void theMessagesOfADayAreCountedByWhatBecameOfThem() throws Exception {
        // Given
        var summer = Instant.parse("2026-07-10T12:00:00Z");
        var decided = UUID.randomUUID();
        var open = UUID.randomUUID();
        var awaiting = UUID.randomUUID();
        var withoutReceipt = UUID.randomUUID();
        settle(
                aReceipt(decided, summer),
                anAssessment(decided, Band.B0),
                aReceipt(open, summer),
                anAssessment(open, Band.B2),
                aReceipt(awaiting, summer),
                anAssessment(withoutReceipt, Band.B3));
        takeAndOpen(decided, "ada");
        decide(decided, "ada", "contact-made", "need-confirmed").then().statusCode(200);

        // Then
        Pile.as(TestIssuer.person("olu", "auditor"))
                .get("/v1/reconciliation?day=2026-07-10")
                .then()
                .statusCode(200)
                .body("day", is("2026-07-10"))
                .body("received", is(3))
                .body("queued", is(3))
                .body("decided", is(1))
                .body("open", is(2))
                .body("awaiting", is(1))
                .body("withoutReceipt", is(1))
                .body("idsDigest", is(digest(List.of(decided, open, awaiting))));
    }

    @Test
    void aDayBeginsAtMidnightInLondon() {
        settle(
                aReceipt(UUID.randomUUID(), Instant.parse("2026-07-10T22:59:59Z")),
                aReceipt(UUID.randomUUID(), Instant.parse("2026-07-10T23:00:00Z")),
                aReceipt(UUID.randomUUID(), Instant.parse("2026-07-11T22:59:59.999Z")),
                aReceipt(UUID.randomUUID(), Instant.parse("2026-07-11T23:00:00Z")));

        assertThat(received("2026-07-10")).isEqualTo(1);
        assertThat(received("2026-07-11")).isEqualTo(2);
        assertThat(received("2026-07-12")).isEqualTo(1);
    }

    @Test
    void aDayIsNamedAsADay() {
        var days =
                List.of(
                        "",
                        "?day=",
                        "?day=yesterday",
                        "?day=2026-02-30",
                        "?day=1989-12-31",
                        "?day=3000-01-01",
                        "?day=-0001-01-01",
                        "?day=%2B999999999-12-31");
        for (var query : days) {
            Pile.supervisor()
                    .urlEncodingEnabled(false)
                    .get("/v1/reconciliation" + query)
                    .then()
                    .statusCode(400)
                    .body("type", is("urn:earshot:problem:invalid-request"))
                    .body("violations[0].field", is("day"));
        }
    }

    private static int received(String day) {
        return Pile.supervisor()
                .get("/v1/reconciliation?day=" + day)
                .then()
                .statusCode(200)
                .extract()
                .path("received");
    }

    private static String digest(List<UUID> ids) throws Exception {
        var lines =
                ids.stream()
                        .map(UUID::toString)
                        .sorted()
                        .flatMap(id -> Stream.of(id, "\n"))
                        .collect(Collectors.joining());
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(lines.getBytes(StandardCharsets.UTF_8)));
    }
}
