package io.bellbuoy.deadletters;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final String ROOT = "io.bellbuoy.deadletters";

    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("(**)").should().beFreeOfCycles().check(module);
    }

    @Test
    void onlyCollectingKnowsListeners() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".headers", ROOT + ".fingerprint", ROOT + ".letter", ROOT + ".store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.kafka..")
                .check(module);
    }

    @Test
    void onlyStoreSearchAndAuditKnowTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "..store", ROOT + ".search", ROOT + ".audit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "javax.sql..")
                .check(module);
    }

    @Test
    void timeComesFromTheClockOfTheApplicationAlone() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(DeadLetterApplication.class)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(module);
    }
}
