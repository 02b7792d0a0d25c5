package org.earshot.classifier.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A native image has what ONNX Runtime looks up by name only if it is registered: what is
 * registered exists in the version in use, and nothing that is read is left out.
 */
class NativeMetadataTest {

    private static final Map<String, Class<?>> PRIMITIVES =
            Map.of("int", int.class, "long", long.class);

    @TestFactory
    Stream<DynamicTest> whatNativeCodeLooksUpIsThere() throws IOException {
        var file = "/META-INF/native-image/org.earshot/classifier-service/jni-config.json";
        try (var json = NativeMetadataTest.class.getResourceAsStream(file)) {
            var entries = new JsonMapper().readTree(Objects.requireNonNull(json, file));
            return StreamSupport.stream(entries.spliterator(), false)
                    .map(entry ->
                            DynamicTest.dynamicTest(
                                    entry.get("name").asText(),
                                    () ->
                                            assertThatCode(() -> lookUp(entry))
                                                    .doesNotThrowAnyException()));
        }
    }

    private static void lookUp(JsonNode entry) throws ReflectiveOperationException {
        Class<?> type = type(entry.get("name").asText());
        for (JsonNode method : entry.path("methods")) {
            var parameters = new ArrayList<Class<?>>();
            for (JsonNode parameter : method.get("parameterTypes")) {
                parameters.add(type(parameter.asText()));
            }
            var unused = type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        if (name.endsWith("[]")) {
            return type(name.substring(0, name.length() - 2)).arrayType();
        }
        Class<?> primitive = PRIMITIVES.get(name);
        return primitive != null
                ? primitive
                : Class.forName(name, false, NativeMetadataTest.class.getClassLoader());
    }

    @Test
    void whatIsReadWhenTheServiceStartsIsTakenAlong() {
        var included =
                List.of(
                        ConfigProvider.getConfig()
                                .getValue("quarkus.native.resources.includes", String[].class));

        assertThat(included)
                .contains(
                        SentenceEncoder.WEIGHTS,
                        SentenceEncoder.TOKENIZER,
                        "model/model.json",
                        "ai/onnxruntime/native/linux-x64/*.so");
    }
}
