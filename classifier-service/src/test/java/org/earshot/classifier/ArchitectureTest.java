package org.earshot.classifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "org.earshot.classifier",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.earshot.classifier.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.earshot.ingest..",
                            "org.earshot.routing..",
                            "org.earshot.audit..",
                            "org.earshot.outbox..",
                            "org.earshot.transparency..",
                            "org.earshot.localstack..");

    /** What assesses talks to nobody and keeps nothing, so that it runs without a server too. */
    @ArchTest
    static final ArchRule ASSESSING_IS_PURE =
            classes()
                    .that()
                    .resideInAnyPackage(
                            "..assessment..",
                            "..rules..",
                            "..summary..",
                            "..text..",
                            "..language..",
                            "..data..")
                    .should()
                    .onlyDependOnClassesThat(
                            JavaClass.Predicates.resideInAnyPackage(
                                    "java.lang..",
                                    "java.io..",
                                    "java.nio..",
                                    "java.security..",
                                    "java.text..",
                                    "java.time..",
                                    "java.util..",
                                    "org.jspecify..",
                                    "org.yaml.snakeyaml..",
                                    "opennlp.tools.langdetect..",
                                    "org.earshot.events..",
                                    "org.earshot.classifier.."));
}
