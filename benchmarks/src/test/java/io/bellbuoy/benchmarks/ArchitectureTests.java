package io.bellbuoy.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.bellbuoy.benchmarks");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.bellbuoy.benchmarks.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void rootPackageIsTheMapOnly() {
        classes()
                .that()
                .resideInAPackage("io.bellbuoy.benchmarks")
                .should()
                .haveSimpleName("package-info")
                .check(CLASSES);
    }

    @Test
    void nothingReadsTheWallClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
        noClasses().should().callMethod(Clock.class, "systemUTC").check(CLASSES);
    }

    @Test
    void inputAndReportKnowNoSystem() {
        noClasses()
                .that()
                .resideInAnyPackage("io.bellbuoy.benchmarks.generate", "io.bellbuoy.benchmarks.report")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework..", "io.bellbuoy.stream..")
                .check(CLASSES);
    }
}
