package io.bellbuoy.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellbuoy.events");

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("(**)").should().beFreeOfCycles().check(module);
    }

    @Test
    void onlyTheJsonPackageKnowsJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.bellbuoy.events.json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
                .check(module);
    }

    @Test
    void theRecordsNeedNothingButTheJdkAndJSpecify() {
        classes()
                .that()
                .resideOutsideOfPackage("io.bellbuoy.events.json")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.bellbuoy.events..", "java..", "org.jspecify..")
                .check(module);
    }

    @Test
    void nothingReadsAClock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(module);
    }
}
