package org.earshot.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/asyncapi.yaml} is what others build against, so it says what the code says. */
class AsyncApiTest {

    /** What travels as an attribute of the CloudEvents document and not in its data. */
    private static final Set<String> ATTRIBUTES = Set.of("eventId", "occurredAt", "messageId");

    private static final JsonNode DOCUMENT = document();

    @Test
    void theChannelsAreTheTopicsWithTheirEvents() {
        var documented = new TreeMap<String, Set<String>>();
        DOCUMENT.get("channels")
                .forEach(channel ->
                        documented.put(
                                channel.get("address").asText(), names(channel.get("messages"))));
        var real = new TreeMap<String, Set<String>>();
        for (var type : EventType.values()) {
            real.computeIfAbsent(type.topic(), topic -> new TreeSet<>())
                    .add(type.record().getSimpleName());
        }
        assertThat(documented).isEqualTo(real);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void eachEventHasTheFieldsOfItsRecord(EventType type) {
        var name = type.record().getSimpleName();
        var schema = DOCUMENT.at("/components/schemas/" + name);
        var attributes =
                DOCUMENT.at("/components/messages/" + name + "/payload/allOf/1/properties");
        assertThat(attributes.at("/type/const").asText()).isEqualTo(type.type());
        assertThat(attributes.at("/source/const").asText()).isEqualTo(type.source());

        var fields =
                Arrays.stream(type.record().getRecordComponents())
                        .filter(component -> !ATTRIBUTES.contains(component.getName()))
                        .toList();
        assertThat(names(schema.get("properties")))
                .isEqualTo(
                        fields.stream()
                                .map(RecordComponent::getName)
                                .collect(Collectors.toCollection(LinkedHashSet::new)));
        assertThat(texts(schema.get("required")))
                .isEqualTo(
                        fields.stream()
                                .filter(field ->
                                        !field.getAnnotatedType()
                                                .isAnnotationPresent(Nullable.class))
                                .map(RecordComponent::getName)
                                .collect(Collectors.toCollection(LinkedHashSet::new)));
        for (var field : fields) {
            if (field.getType().isEnum()) {
                assertThat(valuesOf(schema.at("/properties/" + field.getName())))
                        .as(field.getName())
                        .isEqualTo(valuesOf(field.getType()));
            }
        }
    }

    @Test
    void theSharedSchemasAreTheEnumsOfTheCode() {
        for (var shared : Map.of("Band", Band.class, "NotAssessed", NotAssessed.class).entrySet()) {
            assertThat(texts(DOCUMENT.at("/components/schemas/" + shared.getKey() + "/enum")))
                    .isEqualTo(valuesOf(shared.getValue()));
        }
    }

    private static Set<String> valuesOf(JsonNode schema) {
        var reference = schema.path("$ref").asText("");
        var target = reference.isEmpty() ? schema : DOCUMENT.at(reference.substring(1));
        return texts(target.get("enum"));
    }

    private static Set<String> valuesOf(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(java.lang.reflect.Field::isEnumConstant)
                .map(constant -> {
                    var renamed = constant.getAnnotation(JsonProperty.class);
                    return renamed == null ? constant.getName() : renamed.value();
                })
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> names(JsonNode object) {
        var names = new LinkedHashSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static JsonNode document() {
        try {
            return new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
