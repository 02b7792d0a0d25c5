package org.earshot.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The code keeps to the picture in {@code docs/architecture.md}. */
class ArchitectureTest {

    /**
     * Each module with its package and the modules it may use; the same table as in the document.
     */
    private static final Map<String, Set<String>> MAY_USE =
            new TreeMap<>(
                    Map.ofEntries(
                            entry("events", Set.of()),
                            entry("transparency-log", Set.of()),
                            entry("problems", Set.of()),
                            entry("outbox", Set.of("events")),
                            entry("local-stack", Set.of("events")),
                            entry("ingest-service", Set.of("events", "outbox", "problems")),
                            entry("classifier-service", Set.of("events", "problems")),
                            entry("routing-service", Set.of("events", "outbox", "problems")),
                            entry(
                                    "audit-service",
                                    Set.of("events", "outbox", "problems", "transparency-log")),
                            entry("launcher", Set.of("events", "local-stack", "transparency-log")),
                            entry(
                                    "verification/benchmarks",
                                    Set.of(
                                            "events",
                                            "launcher",
                                            "classifier-service",
                                            "ingest-service"))));

    private static final String THIS_MODULE = "verification/system-tests";

    private static final Map<String, String> PACKAGES =
            Map.ofEntries(
                    entry("events", "org.earshot.events"),
                    entry("transparency-log", "org.earshot.transparency"),
                    entry("problems", "org.earshot.problems"),
                    entry("outbox", "org.earshot.outbox"),
                    entry("local-stack", "org.earshot.localstack"),
                    entry("ingest-service", "org.earshot.ingest"),
                    entry("classifier-service", "org.earshot.classifier"),
                    entry("routing-service", "org.earshot.routing"),
                    entry("audit-service", "org.earshot.audit"),
                    entry("launcher", "org.earshot.launcher"),
                    entry("verification/benchmarks", "org.earshot.benchmarks"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importPaths(MAY_USE.keySet().stream().map(ArchitectureTest::classes).toList());

    @TestFactory
    Stream<DynamicTest> aModuleUsesOnlyTheModulesItMay() {
        return MAY_USE.entrySet().stream()
                .map(module ->
                        DynamicTest.dynamicTest(
                                module.getKey(), () -> check(module.getKey(), module.getValue())));
    }

    private static void check(String module, Set<String> mayUse) {
        var forbidden =
                PACKAGES.entrySet().stream()
                        .filter(other -> !other.getKey().equals(module))
                        .filter(other -> !mayUse.contains(other.getKey()))
                        .map(other -> other.getValue() + "..")
                        .toArray(String[]::new);
        noClasses()
                .that(residesIn(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CLASSES);
    }

    @Test
    void everyModuleOfTheBuildIsInTheTable() throws Exception {
        try (var folders = Files.walk(root(), 2)) {
            var modules =
                    folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                            .map(folder -> root().relativize(folder).toString())
                            .filter(folder -> !folder.isEmpty())
                            .filter(folder -> !folder.equals(THIS_MODULE));
            assertThat(modules).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
        }
        for (var module : MAY_USE.keySet()) {
            assertThat(CLASSES.that(residesIn(module))).as(module).isNotEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> thePackagesOfAModuleHaveNoCycles() {
        return PACKAGES.values().stream()
                .map(name ->
                        DynamicTest.dynamicTest(
                                name,
                                () ->
                                        slices().matching(name + ".(**)")
                                                .should()
                                                .beFreeOfCycles()
                                                .allowEmptyShould(true)
                                                .check(CLASSES)));
    }

    @Test
    void onlyTheLocalStackTouchesTheBrokersClasses() {
        noClasses()
                .that(doNotResideIn("local-stack"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "kafka..",
                        "org.apache.kafka.metadata..",
                        "org.apache.kafka.server..",
                        "org.apache.kafka.raft..",
                        "org.apache.kafka.storage..")
                .check(CLASSES);
    }

    @Test
    void theTransparencyLogUsesTheJdkOnly() {
        noClasses()
                .that(residesIn("transparency-log"))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.earshot.transparency..", "org.jspecify..")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> residesIn(String module) {
        return JavaClass.Predicates.resideInAPackage(PACKAGES.get(module) + "..");
    }

    private static DescribedPredicate<JavaClass> doNotResideIn(String module) {
        return DescribedPredicate.not(residesIn(module));
    }

    private static Path classes(String module) {
        var folder = root().resolve(module).resolve("target/classes");
        assertThat(folder).as("built before this test").isDirectory();
        return folder;
    }

    private static Path root() {
        return Path.of("../..").toAbsolutePath().normalize();
    }
}
