package org.earshot.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;

@AnalyzeClasses(
        packages = "org.earshot.ingest",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.earshot.ingest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.earshot.classifier..",
                            "org.earshot.routing..",
                            "org.earshot.audit..",
                            "org.earshot.transparency..",
                            "org.earshot.localstack..");

    /** A native image would keep, and repeat, the randomness of the machine that built it. */
    @ArchTest
    static final ArchRule NO_RANDOMNESS_OF_THE_BUILD =
            noFields()
                    .that()
                    .haveRawType(SecureRandom.class)
                    .should()
                    .beStatic()
                    .allowEmptyShould(true);

    /** Whoever could decrypt would be a second home for the words. */
    @ArchTest
    static final ArchRule ONLY_THE_STORE_DECRYPTS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.earshot.ingest.store")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("javax.crypto.Cipher");
}
