package org.earshot.ingest.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.ingest.Ingest.aMessage;
import static org.earshot.ingest.Ingest.as;
import static org.earshot.ingest.Ingest.sql;
import static org.earshot.ingest.Ingest.submitted;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.localstack.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReconciliationTest {

    private static final String SUPERVISOR = TestIssuer.person("grace", "supervisor");

    @Test
    void aDayIsFromMidnightToMidnightInLondon() throws Exception {
        var dayBefore = acceptedAt("2001-06-14T22:59:59.999999Z");
        var first = acceptedAt("2001-06-14T23:00:00Z");
        var last = acceptedAt("2001-06-15T22:59:59.999999Z");
        var dayAfter = acceptedAt("2001-06-15T23:00:00Z");

        assertThat(count("2001-06-14")).isEqualTo(day("2001-06-14", dayBefore));
        assertThat(count("2001-06-15")).isEqualTo(day("2001-06-15", first, last));
        assertThat(count("2001-06-16")).isEqualTo(day("2001-06-16", dayAfter));
    }

    @Test
    void theDayTheClocksGoBackHas25Hours() throws Exception {
        var first = acceptedAt("2001-10-27T23:00:00Z");
        var last = acceptedAt("2001-10-28T23:59:59Z");

        assertThat(count("2001-10-28")).isEqualTo(day("2001-10-28", first, last));
    }

    @Test
    void aDayWithoutMessagesHasTheDigestOfNothing() {
        assertThat(count("1999-01-01"))
                .isEqualTo(
                        Map.of(
                                "day", "1999-01-01",
                                "received", 0,
                                "idsDigest",
                                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "2026-02-30", "2026-1-1", "+12026-01-01"})
    void anotherDayIsAProblem(String day) {
        var response = as(SUPERVISOR).queryParam("day", day).get("/v1/reconciliation");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("violations[0].field")).isEqualTo("day");
    }

    private static Map<String, Object> count(String day) {
        return as(SUPERVISOR).queryParam("day", day).get("/v1/reconciliation").path("");
    }

    private static Map<String, Object> day(String day, UUID... ids) throws Exception {
        var lines =
                Stream.of(ids)
                        .map(UUID::toString)
                        .sorted()
                        .map(id -> id + "\n")
                        .collect(Collectors.joining());
        var digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(lines.getBytes(StandardCharsets.US_ASCII));
        return Map.of(
                "day", day, "received", ids.length, "idsDigest", HexFormat.of().formatHex(digest));
    }

    private static UUID acceptedAt(String instant) {
        var id = submitted(aMessage());
        sql("ingest", "update message set accepted_at = '" + instant + "' where id = '" + id + "'");
        return id;
    }
}
