package io.bellbuoy.fraud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellbuoy.fraud");

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("(**)").should().beFreeOfCycles().check(module);
    }

    @Test
    void detectorsAndRestDoNotKnowEachOther() {
        slices().matching("io.bellbuoy.fraud.(*)..")
                .should()
                .notDependOnEachOther()
                .check(module);
    }

    @Test
    void detectorsKnowNeitherKafkaNorTheRuntime() {
        noClasses()
                .that()
                .resideInAPackage("io.bellbuoy.fraud.travel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..", "io.bellbuoy.stream..")
                .check(module);
    }

    @Test
    void nothingReadsAClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(module);
    }
}
