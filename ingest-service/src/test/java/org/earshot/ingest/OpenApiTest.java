package org.earshot.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The description of the API that portals get is that of this code. */
@QuarkusTest
class OpenApiTest {

    private static final Path COMMITTED = Path.of("../docs/openapi/ingest.yaml");
    private static final Path CURRENT = Path.of("target/openapi/ingest.yaml");

    @Test
    void theCommittedDocumentIsWhatTheServiceServes() throws IOException {
        var served =
                given().port(managementPort())
                        .get("/q/openapi")
                        .asString()
                        .replace(issuer(), "https://issuer.example/realms/earshot");
        Files.createDirectories(CURRENT.getParent());
        Files.writeString(CURRENT, served);

        assertThat(served)
                .as("when the change is meant, copy ingest-service/%s to docs/openapi", CURRENT)
                .isEqualTo(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "");
    }

    @Test
    void everyRequestAndEveryAnswerWithABodyHasAnExampleAndEveryOperationAName() {
        Map<String, Map<String, Map<String, Object>>> paths =
                given().port(managementPort()).get("/q/openapi?format=json").path("paths");
        var without = new ArrayList<String>();
        paths.forEach((path, methods) ->
                methods.forEach((method, operation) -> {
                    var name = method + " " + path;
                    if (!operation.containsKey("operationId")) {
                        without.add(name);
                    }
                    bodies(operation)
                            .forEach((which, body) -> {
                                if (!hasExample(body)) {
                                    without.add(name + " " + which);
                                }
                            });
                }));

        assertThat(without).isEmpty();
    }

    private static Map<String, Map<?, ?>> bodies(Map<String, Object> operation) {
        var bodies = new TreeMap<String, Map<?, ?>>();
        if (operation.get("requestBody") instanceof Map<?, ?> request) {
            bodies.put("request", request);
        }
        if (operation.get("responses") instanceof Map<?, ?> responses) {
            responses.forEach((status, response) -> bodies.put("" + status, (Map<?, ?>) response));
        }
        return bodies;
    }

    /** In the place itself, in its schema, or, for a problem, where all endpoints share it. */
    private static boolean hasExample(Map<?, ?> body) {
        if (body.containsKey("$ref") || !(body.get("content") instanceof Map<?, ?> content)) {
            return true;
        }
        for (var type : content.values()) {
            var media = (Map<?, ?>) type;
            if (!media.containsKey("example") && !media.containsKey("examples")) {
                return isInSchema(media.get("schema"));
            }
        }
        return true;
    }

    private static boolean isInSchema(@Nullable Object schema) {
        return schema instanceof Map<?, ?> map
                && List.of(
                                "#/components/schemas/Submission",
                                "#/components/schemas/Ids",
                                "#/components/schemas/Problem")
                        .contains(map.get("$ref"));
    }

    private static String issuer() {
        return ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
    }

    private static int managementPort() {
        return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }
}
