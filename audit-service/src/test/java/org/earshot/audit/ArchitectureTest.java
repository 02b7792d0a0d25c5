package org.earshot.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "org.earshot.audit",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.earshot.audit.(*)..").should().beFreeOfCycles();

    /** What is logged is bytes: nothing here decodes an event, let alone writes one back. */
    @ArchTest
    static final ArchRule theLogDoesNotDecodeEvents =
            noClasses()
                    .that()
                    .resideInAPackage("..log..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.earshot.events.EventCodec");
}
