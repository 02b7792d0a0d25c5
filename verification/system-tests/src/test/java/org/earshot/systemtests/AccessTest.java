package org.earshot.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.launcher.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every endpoint with every role, from {@code docs/access.tsv}, with tokens of the real realm. */
class AccessTest {

    private static final RunningSuite EARSHOT = RunningSuite.get();

    /** Who there is in the realm, by role. */
    private static final Map<String, Supplier<String>> TOKENS = tokens();

    private static Map<String, Supplier<String>> tokens() {
        var tokens = new LinkedHashMap<String, Supplier<String>>();
        tokens.put("submitter", () -> EARSHOT.clientToken("portal"));
        tokens.put("text-reader", () -> EARSHOT.clientToken("classifier-service"));
        tokens.put("canary", () -> EARSHOT.clientToken("canary"));
        tokens.put("caseworker", () -> EARSHOT.personToken("caseworker2"));
        for (var role :
                List.of(
                        "supervisor",
                        "duty-manager",
                        "auditor",
                        "analyst",
                        "approver",
                        "data-protection-officer")) {
            tokens.put(role, () -> EARSHOT.personToken(role));
        }
        return tokens;
    }

    private record Endpoint(Service service, String method, String path, List<String> roles) {

        boolean isPublic() {
            return roles.contains("public");
        }

        String concrete() {
            return path.replaceAll("\\{[^}]+}", "8d1f6e0a-3b52-4c77-9a1e-6f0b2c4d8e10");
        }

        /** Without the names of what varies. */
        String shape() {
            return method + " " + path.replaceAll("\\{[^}]+}", "{}");
        }
    }

    private static List<Endpoint> endpoints() {
        try {
            return Files.readAllLines(Path.of("../../docs/access.tsv")).stream()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("service\t"))
                    .map(line -> line.split("\t", -1))
                    .map(cells ->
                            new Endpoint(
                                    service(cells[0]),
                                    cells[1],
                                    cells[2],
                                    List.of(cells[3].split(","))))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Service service(String label) {
        return Arrays.stream(Service.values())
                .filter(service -> service.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no service " + label));
    }

    @TestFactory
    Stream<DynamicContainer> everyEndpointIsForTheRolesOfTheTableAlone() {
        return endpoints().stream()
                .map(endpoint ->
                        DynamicContainer.dynamicContainer(endpoint.shape(), tests(endpoint)));
    }

    private static Stream<DynamicTest> tests(Endpoint endpoint) {
        if (endpoint.isPublic()) {
            return Stream.of(
                    DynamicTest.dynamicTest(
                            "public",
                            () -> assertThat(call(endpoint, null).statusCode()).isEqualTo(200)));
        }
        var strangers =
                Stream.of(
                        DynamicTest.dynamicTest(
                                "no token", () -> assertIsRefused(call(endpoint, null), 401)),
                        DynamicTest.dynamicTest(
                                "no real token",
                                () -> assertIsRefused(call(endpoint, "not.a.token"), 401)));
        var roles =
                TOKENS.entrySet().stream()
                        .map(role ->
                                DynamicTest.dynamicTest(
                                        role.getKey(),
                                        () -> {
                                            var response = call(endpoint, role.getValue().get());
                                            if (endpoint.roles.contains(role.getKey())) {
                                                assertIsLetIn(response);
                                            } else {
                                                assertIsRefused(response, 403);
                                            }
                                        }));
        return Stream.concat(strangers, roles);
    }

    private static HttpResponse<String> call(Endpoint endpoint, @Nullable String token) {
        var body = endpoint.method.equals("GET") ? null : "{}";
        var type = endpoint.path.equals("/v1/batches") ? "x-ndjson" : "json";
        return EARSHOT.call(
                endpoint.method,
                endpoint.service,
                endpoint.concrete(),
                token,
                body,
                "Content-Type",
                "application/" + type);
    }

    private static void assertIsRefused(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        var problem = RunningSuite.json(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("type").asText()).startsWith("urn:earshot:problem:");
        assertThat(problem.get("title").asText()).isNotBlank();
    }

    /** What is asked for may not exist, but the role is not what stands in the way. */
    private static void assertIsLetIn(HttpResponse<String> response) {
        assertThat(response.statusCode()).isNotIn(401, 405, 500);
        if (response.statusCode() == 403) {
            assertThat(RunningSuite.json(response.body()).get("type").asText())
                    .isEqualTo("urn:earshot:problem:read-grant-refused");
        }
    }

    @Test
    void everyEndpointOfEveryServiceIsInTheTable() {
        for (var service : Service.values()) {
            var documented = new TreeSet<String>();
            var paths =
                    RunningSuite.json(EARSHOT.management(service, "/q/openapi?format=json").body())
                            .get("paths");
            paths.properties()
                    .forEach(path ->
                            path.getValue()
                                    .fieldNames()
                                    .forEachRemaining(method ->
                                            documented.add(
                                                    method.toUpperCase(Locale.ROOT)
                                                            + " "
                                                            + path.getKey()
                                                                    .replaceAll(
                                                                            "\\{[^}]+}", "{}"))));
            assertThat(documented)
                    .as(service.label())
                    .isEqualTo(
                            endpoints().stream()
                                    .filter(endpoint -> endpoint.service == service)
                                    .map(Endpoint::shape)
                                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** What a caseworker was given on the way goes back to the pile. */
    @AfterAll
    static void giveBack() {
        var token = EARSHOT.personToken("caseworker2");
        var held = EARSHOT.call("POST", Service.ROUTING, "/v1/work-items/next", token, null);
        if (held.statusCode() == 200) {
            var id = RunningSuite.json(held.body()).get("messageId").asText();
            var returned =
                    EARSHOT.call(
                            "POST",
                            Service.ROUTING,
                            "/v1/work-items/" + id + "/return",
                            token,
                            "{\"reason\":\"end-of-shift\"}");
            assertThat(returned.statusCode()).isBetween(200, 299);
        }
    }
}
