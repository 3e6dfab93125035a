package io.jenkins.plugins.pushtoprod;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of docs/architecture.md. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.pushtoprod.";

    @ArchTest
    static final ArchRule roomsImportOnlyToTheLeft = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("app")
            .definedBy(ROOT + "app..")
            .layer("image")
            .definedBy(ROOT + "image..")
            .layer("manifest")
            .definedBy(ROOT + "manifest..")
            .layer("cluster")
            .definedBy(ROOT + "cluster..")
            .layer("rollout")
            .definedBy(ROOT + "rollout..")
            .layer("ship")
            .definedBy(ROOT + "ship..")
            .layer("report")
            .definedBy(ROOT + "report..")
            .whereLayer("image")
            .mayOnlyBeAccessedByLayers("manifest", "cluster", "rollout", "ship", "report")
            .whereLayer("manifest")
            .mayOnlyBeAccessedByLayers("cluster", "rollout", "ship", "report")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("rollout", "ship", "report")
            .whereLayer("rollout")
            .mayOnlyBeAccessedByLayers("ship", "report")
            .whereLayer("ship")
            .mayOnlyBeAccessedByLayers("report")
            .whereLayer("report")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule theEngineKnowsNoJenkins =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..");

    @ArchTest
    static final ArchRule onlyReportPrints = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "report..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule onlyImageKnowsJib = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.cloud.tools.jib..");

    /** The Kubernetes client's calls that can write, whether by its own language or as plain HTTP. */
    private static final DescribedPredicate<JavaMethodCall> WRITES = describe(
            "may write to a cluster",
            call -> call.getTarget().getOwner().getPackageName().startsWith("io.fabric8.kubernetes.client")
                    && call.getName()
                            .matches(
                                    "(create|replace|patch|edit|update|delete|serverSideApply|apply|scale|rolling|raw|exec|evict"
                                            + "|upload|post|put|method).*"));

    @ArchTest
    static final ArchRule onlyClusterWritesToACluster = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cluster..")
            .should()
            .callMethodWhere(WRITES);

    @ArchTest
    static void writesAreSeen(JavaClasses classes) {
        assertThatThrownBy(() -> noClasses().should().callMethodWhere(WRITES).check(classes))
                .hasMessageContaining("cluster.Api");
    }

    @ArchTest
    static void theEngineIsNotEmpty(JavaClasses classes) {
        org.assertj.core.api.Assertions.assertThat(classes).hasSizeGreaterThan(10);
    }
}
