package org.earshot.localstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.earshot.localstack", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** They may change with any release of the broker: one class has to follow. */
    @ArchTest
    static final ArchRule onlyOneClassTouchesTheBrokersInternals =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(KafkaBroker.class)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "kafka..",
                            "org.apache.kafka.metadata..",
                            "org.apache.kafka.server..",
                            "org.apache.kafka.raft..",
                            "org.apache.kafka.storage..");
}
