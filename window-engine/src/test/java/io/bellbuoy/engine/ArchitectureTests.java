package io.bellbuoy.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final String[] JDK_AND_JSPECIFY = {"io.bellbuoy.engine..", "java..", "org.jspecify.."};
    private static final String[] CEL = {
        "dev.cel..", "com.google.common..", "com.google.re2j..", "com.google.errorprone.annotations.."
    };

    private final JavaClasses module = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellbuoy.engine");

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("(**)").should().beFreeOfCycles().check(module);
    }

    @Test
    void theRootPackageHoldsTheMapOnly() {
        assertThat(module.stream()
                        .filter(type -> type.getPackageName().equals("io.bellbuoy.engine"))
                        .map(JavaClass::getSimpleName))
                .isSubsetOf(List.of("package-info"));
    }

    @Test
    void onlyTheJdkAndJSpecifyAreUsed() {
        classes()
                .that()
                .resideOutsideOfPackages("io.bellbuoy.engine.condition", "io.bellbuoy.engine.aggregate")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(JDK_AND_JSPECIFY)
                .check(module);
    }

    @Test
    void celStaysBehindTheConditionPackage() {
        classes()
                .that()
                .resideInAPackage("io.bellbuoy.engine.condition")
                .should()
                .onlyDependOnClassesThat(resideInAPackage("io.bellbuoy.engine.condition")
                        .or(resideInAPackage("io.bellbuoy.engine.event"))
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("org.jspecify.."))
                        .or(JavaClass.Predicates.resideInAnyPackage(CEL)))
                .check(module);
    }

    @Test
    void sketchesStayBehindTheAggregatePackage() {
        classes()
                .that()
                .resideInAPackage("io.bellbuoy.engine.aggregate")
                .should()
                .onlyDependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(JDK_AND_JSPECIFY)
                        .or(resideInAPackage("org.apache.datasketches..")))
                .check(module);
    }

    @Test
    void nothingReadsAClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callConstructor(Date.class)
                .check(module);
    }

    @Test
    void nothingIsRandom() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, SecureRandom.class, ThreadLocalRandom.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(module);
    }
}
