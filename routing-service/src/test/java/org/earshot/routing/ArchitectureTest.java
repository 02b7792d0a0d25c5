package org.earshot.routing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.earshot.events.Decided;
import org.earshot.events.Person;

/** What the compiler cannot see. */
@AnalyzeClasses(
        packages = "org.earshot.routing",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.earshot.routing.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyATokenThatWasCheckedMakesAPerson =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.earshot.routing.person..")
                    .should()
                    .callConstructor(Person.class, String.class);

    @ArchTest
    static final ArchRule onlyTheDecisionsOfPersonsDecide =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.earshot.routing.decision..")
                    .should()
                    .callConstructorWhere(
                            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates
                                            .With.owner(
                                            com.tngtech.archunit.core.domain.JavaClass.Predicates
                                                    .type(Decided.class))));

    @ArchTest
    static final ArchRule noServiceKnowsAnother =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.earshot.ingest..",
                            "org.earshot.classifier..",
                            "org.earshot.audit..");
}
