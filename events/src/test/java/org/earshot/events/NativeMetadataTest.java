package org.earshot.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A native image reads a record from JSON only if its reflection is registered: every one of them
 * is, by this module.
 */
class NativeMetadataTest {

    private static final Set<Class<?>> NEVER_JSON = Set.of(Topics.Topic.class, EventType.class);

    @Test
    void everyRecordAndEnumThatTravelsIsRegistered() throws IOException {
        var file = "/META-INF/native-image/org.earshot/events/reachability-metadata.json";
        var registered = new TreeSet<String>();
        try (var json = NativeMetadataTest.class.getResourceAsStream(file)) {
            new JsonMapper()
                    .readTree(Objects.requireNonNull(json, file))
                    .get("reflection")
                    .forEach(entry -> {
                        assertThat(entry.path("allDeclaredConstructors").asBoolean()).isTrue();
                        assertThat(entry.path("allDeclaredMethods").asBoolean()).isTrue();
                        assertThat(entry.path("allDeclaredFields").asBoolean()).isTrue();
                        registered.add(entry.get("type").asText());
                    });
        }
        var travels =
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("org.earshot.events")
                                .stream()
                                .filter(type -> type.isRecord() || type.isEnum())
                                .filter(type -> NEVER_JSON.stream().noneMatch(type::isEquivalentTo))
                                .map(JavaClass::getName)
                                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(registered).isEqualTo(travels);
    }
}
