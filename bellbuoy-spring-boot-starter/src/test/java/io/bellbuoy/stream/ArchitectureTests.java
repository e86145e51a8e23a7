package io.bellbuoy.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellbuoy.stream");

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("(**)").should().beFreeOfCycles().check(module);
    }

    @Test
    void theRootPackageHoldsTheMapOnly() {
        assertThat(module.stream()
                        .filter(type -> type.getPackageName().equals("io.bellbuoy.stream"))
                        .map(JavaClass::getSimpleName))
                .isSubsetOf(List.of("package-info"));
    }

    @Test
    void timeIsReadFromTheInjectedClockOnly() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(module);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.bellbuoy.stream.autoconfigure..")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(module);
    }

    @Test
    void metersAreMadeByClassesThatSaySo() {
        classes()
                .that()
                .resideOutsideOfPackage("io.bellbuoy.stream.autoconfigure")
                .and()
                .haveSimpleNameNotStartingWith("Micrometer")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("io.micrometer..")
                .check(module);
    }

    @Test
    void rocksDbStaysBehindTheStatePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.bellbuoy.stream.state")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .check(module);
    }
}
