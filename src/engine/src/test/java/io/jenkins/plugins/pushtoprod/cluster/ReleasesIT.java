package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.configMap;
import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.TestNamespace;
import io.jenkins.plugins.pushtoprod.Testbed;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.cluster.Release.Status;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReleasesIT {

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("history");

    static Cluster cluster;

    @BeforeAll
    static void connect() {
        cluster = Cluster.connect(Testbed.access());
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @Test
    void remembersReleasesAndWhatBecameOfThem() throws Exception {
        Deploying app = app("remembered");
        assertThat(app.releases().history()).isEmpty();
        assertThat(app.releases().current()).isEmpty();
        String secret = "{apiVersion: v1, kind: Secret, metadata: {name: remembered}, stringData: {KEY: hunter2}}";

        Release v1 = app.releases().save(app.deploy(manifest(secret)).withStatus(Status.VERIFIED));
        Release v2 = app.releases()
                .save(app.deploy(manifest(configMap("remembered", "b"))).withStatus(Status.FAILED));

        assertThat(app.releases().history()).containsExactly(v2, v1);
        assertThat(app.releases().find("remembered-v2")).contains(v2);
        assertThat(app.releases().find("remembered-v9")).isEmpty();
        assertThat(app.releases().current()).contains(v2);
        assertThat(app.releases().lastVerified()).contains(v1);
        assertThat(v2.previous()).contains("remembered-v1");
        app.releases().save(v2.withStatus(Status.ROLLED_BACK));
        assertThat(app.releases().current()).contains(v1);
        var stored = NAMESPACE
                .client()
                .secrets()
                .inNamespace(NAMESPACE.name())
                .withName("push-to-prod.remembered-v1")
                .get();
        assertThat(stored.getMetadata().getLabels()).containsEntry("push-to-prod.jenkins.io/status", "verified");
        assertThat(stored.getType()).isEqualTo("push-to-prod.jenkins.io/release");
    }

    @Test
    void bringsBackTheObjectsOfAReleaseWithTheirSecrets() throws Exception {
        Deploying app = app("back");
        String secret = "{apiVersion: v1, kind: Secret, metadata: {name: back}, stringData: {KEY: hunter2}}";
        Release v1 = app.deploy(manifest(secret, configMap("back", "a")));
        app.deploy(manifest(configMap("back", "b"), configMap("back-new", "b")));

        Manifest before = app.releases().manifest(v1);
        Release v3 = app.deploy(before);

        assertThat(v3.objects())
                .extracting(applied -> applied.object() + " " + applied.change())
                .containsExactly("Secret/back CREATED", "ConfigMap/back CHANGED", "ConfigMap/back-new PRUNED");
        String key = NAMESPACE
                .client()
                .secrets()
                .inNamespace(NAMESPACE.name())
                .withName("back")
                .get()
                .getData()
                .get("KEY");
        assertThat(new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8))
                .isEqualTo("hunter2");
    }

    @Test
    void knowsWhatAReleaseThatNeverEndedMayHaveApplied() throws Exception {
        Deploying app = app("half");
        Manifest half = manifest(configMap("half", "a"), configMap("half-new", "a"));
        try (ReleaseLock lock = app.releases().lock("a test", Deploying.NO_WAIT, holder -> {})) {
            Release begun = app.releases().begin(lock, app.next(Provenance.UNKNOWN), half);
            app.deployer().apply(lock, begun, half.after(), DeployOptions.DEFAULT, object -> {});
        }

        Release v2 = app.deploy(manifest(configMap("half", "a")));

        assertThat(v2.objects())
                .extracting(applied -> applied.object() + " " + applied.change())
                .containsExactly("ConfigMap/half UNCHANGED", "ConfigMap/half-new PRUNED");
        assertThat(app.releases().find("half-v1").orElseThrow().status()).isEqualTo(Status.SUPERSEDED);
    }

    @Test
    void forgetsTheOldestButNotTheLastVerifiedOne() throws Exception {
        Deploying app = app("many");
        Release v1 =
                app.releases().save(app.deploy(manifest(configMap("many", "1"))).withStatus(Status.VERIFIED));
        Release v2 = app.deploy(manifest(configMap("many", "2")));
        for (int i = 3; i <= 12; i++) {
            app.deploy(manifest(configMap("many", String.valueOf(i))));
        }

        assertThat(app.releases().history()).hasSize(11);
        assertThat(app.releases().lastVerified()).contains(v1);
        assertThat(app.releases().find("many-v2")).isEmpty();
        assertThatThrownBy(() -> app.releases().manifest(v2))
                .hasMessage("The release many-v2 is not in the history any more.");
    }

    @Test
    void refusesWhatIsTooLargeToBeKept() throws Exception {
        Deploying app = app("large");
        byte[] noise = new byte[700 << 10];
        new Random(1).nextBytes(noise);
        String half = Base64.getEncoder().encodeToString(noise).substring(0, 700 << 10);
        Manifest large = manifest(
                configMap("large-1", half),
                configMap("large-2", half.substring(1) + "x"),
                configMap("large-3", new StringBuilder(half).reverse().toString()));

        assertThat(app.preflight(large).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.PREFLIGHT);
            assertThat(problem.what()).startsWith("The release has ").endsWith("which holds 1024.");
        });
    }

    private static Deploying app(String name) {
        return new Deploying(cluster, NAMESPACE.name(), name);
    }
}
