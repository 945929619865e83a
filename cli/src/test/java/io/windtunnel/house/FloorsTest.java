package io.windtunnel.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The floors of the house: imports point down, and the kernel stands on the JDK alone.
class FloorsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.windtunnel");

    @Test
    void importsPointDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("kernel")
                .definedBy("io.windtunnel.kernel..")
                .layer("wire")
                .definedBy("io.windtunnel.wire..")
                .layer("fabric")
                .definedBy("io.windtunnel.fabric..")
                .layer("cloud")
                .definedBy("io.windtunnel.cloud..")
                .layer("rehearsal")
                .definedBy("io.windtunnel.rehearsal..")
                .layer("simulation")
                .definedBy("io.windtunnel.simulation..")
                .layer("cli")
                .definedBy("io.windtunnel.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("simulation")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("rehearsal")
                .mayOnlyBeAccessedByLayers("simulation", "cli")
                .whereLayer("cloud")
                .mayOnlyBeAccessedByLayers("rehearsal", "simulation", "cli")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("cloud", "rehearsal", "simulation", "cli")
                .whereLayer("fabric")
                .mayOnlyBeAccessedByLayers("cloud", "rehearsal", "simulation", "cli")
                .check(CLASSES);
    }

    @Test
    void theKernelStandsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.windtunnel.kernel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.windtunnel.kernel..", "java..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void theKernelDoesNoInputOrOutputAndStartsNoThread() {
        noClasses()
                .that()
                .resideInAPackage("io.windtunnel.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.concurrent\\.(Executor|Executors|ThreadFactory|ForkJoin.*)|java\\.lang\\.Thread\\$Builder.*")
                .check(CLASSES);
    }
}
