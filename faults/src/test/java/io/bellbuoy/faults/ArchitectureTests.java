package io.bellbuoy.faults;

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
            .importPackages("io.bellbuoy.faults");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.bellbuoy.faults.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void rootPackageIsTheMapOnly() {
        classes()
                .that()
                .resideInAPackage("io.bellbuoy.faults")
                .should()
                .haveSimpleName("package-info")
                .check(CLASSES);
    }

    @Test
    void wallClockIsReadAtTheCommandLineOnly() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.bellbuoy.faults.cli")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }

    @Test
    void theOracleKnowsNothingOfTheEngine() {
        noClasses()
                .that()
                .resideInAnyPackage("io.bellbuoy.faults.oracle", "io.bellbuoy.faults.outcome")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.bellbuoy.engine..", "io.bellbuoy.stream..")
                .check(CLASSES);
    }
}
