package io.jenkins.plugins.pushtoprod.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.AppReader;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Overrides;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.ClusterAccess;
import io.jenkins.plugins.pushtoprod.cluster.DeployOptions;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.ReleaseLock;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path from an image to a verdict on the testbed. */
class ShipIT {

    private static final String GOOD = "httpd -f -p 8080";
    private static final SecretValue SECRET = new SecretValue("mellon-7f3a9c");
    private static final LockRequest LOCK = new LockRequest("a test", Duration.ofSeconds(30));

    @TempDir
    Path directory;

    private final String namespace = "ship-" + UUID.randomUUID().toString().substring(0, 8);
    private final Cluster cluster = Cluster.connect(new ClusterAccess.Kubeconfig(kubeconfig(), Optional.empty()));
    private final KubernetesClient client = cluster.client();
    private final Rollouts rollouts = new Rollouts(client);

    @BeforeEach
    void namespace() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void end() {
        client.namespaces().withName(namespace).delete();
        rollouts.close();
        cluster.close();
    }

    @Test
    void putsTheLastVerifiedReleaseBackAlsoWhereAnotherManagerTookAField() throws Exception {
        assertThat(outcome(ship(app(GOOD, "true"), Ship.OnFailure.ROLLBACK))).isEqualTo(Verdict.Outcome.HEALTHY);

        ShipResult broken = ship(app("exit 3", "true"), Ship.OnFailure.NONE);
        assertThat(outcome(broken)).isEqualTo(Verdict.Outcome.FAILED);
        assertThat(broken.rollback()).containsInstanceOf(Rollback.NotWanted.class);
        takeReplicas(3);

        ShipResult back = stage(event -> {}).rollback(current(), Optional.empty(), VerifyOptions.defaults());

        assertThat(back.rollback().orElseThrow()).isInstanceOfSatisfying(Rollback.Done.class, done -> {
            assertThat(done.to().id()).isEqualTo("shop-v1");
            assertThat(done.verdict().outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        });
        assertThat(deployment().getSpec().getReplicas()).isEqualTo(1);
        assertThat(current().id()).isEqualTo("shop-v1");
    }

    @Test
    void aReleasePhaseWithABadVerdictIsEndedAndTheReleaseBeforeItGoesOn() throws Exception {
        ship(app(GOOD, "true"), Ship.OnFailure.ROLLBACK);
        long generation = deployment().getMetadata().getGeneration();

        ShipResult result = stage(event -> {})
                .run(
                        request(app(GOOD + " -h /tmp", "sleep 3600")),
                        VerifyOptions.defaults().withTimeout(Duration.ofSeconds(6)),
                        Ship.OnFailure.ROLLBACK);

        assertThat(outcome(result)).isEqualTo(Verdict.Outcome.TIMED_OUT);
        assertThat(result.rollback()).containsInstanceOf(Rollback.NotNeeded.class);
        assertThat(client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withName("shop-release-v2")
                        .get())
                .isNull();
        assertThat(deployment().getMetadata().getGeneration()).isEqualTo(generation);
        assertThat(current().id()).isEqualTo("shop-v1");
        assertThat(current().status()).isEqualTo(Release.Status.VERIFIED);
    }

    @Test
    void aReleasePhaseSaysWhyItFailedAlsoWhenItsConfigurationCannotBePutBack() throws Exception {
        ship(app(GOOD, "true"), Ship.OnFailure.ROLLBACK);

        ShipResult result = stage(event -> {
                    if (event instanceof ShipEvent.StageStarted started
                            && started.stage() == ShipEvent.Stage.RELEASE_PHASE) {
                        client.secrets()
                                .inNamespace(namespace)
                                .withName("push-to-prod.shop-v1")
                                .delete();
                    }
                })
                .run(
                        request(app(GOOD, "echo no such table; exit 4")),
                        VerifyOptions.defaults(),
                        Ship.OnFailure.ROLLBACK);

        assertThat(outcome(result)).isEqualTo(Verdict.Outcome.FAILED);
        assertThat(result.verdict().orElseThrow().findings().toString()).contains("no such table");
        assertThat(result.rollback()).containsInstanceOf(Rollback.BrokenOff.class);
    }

    @Test
    void whatIsHalfAppliedIsNeverVerified() throws Exception {
        Releases releases = new Releases(cluster, namespace, "shop");
        Manifest manifest;
        Release begun;
        try (ReleaseLock lock = releases.lock("a killed run", Duration.ZERO, holder -> {})) {
            Release next = releases.next("test", "image", Provenance.UNKNOWN, Instant.now());
            manifest = new Manifests().of(request(app(GOOD, "true")), next);
            begun = releases.begin(lock, next, manifest);
        }

        assertThatThrownBy(() -> stage(event -> {}).verify(begun, VerifyOptions.defaults(), Ship.OnFailure.NONE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not all of shop-v1 was applied");
        new VerifyStage(cluster, rollouts, new Stages(event -> {}))
                .mark(begun, new Verdict(Verdict.Outcome.HEALTHY, List.of(), Duration.ZERO));
        assertThat(current().status()).isEqualTo(Release.Status.APPLYING);
        assertThat(new StatusStage(cluster, rollouts).run("shop", namespace).now())
                .isEmpty();
    }

    @Test
    void aVerdictShowsNoSecretOfTheReleaseAlsoWhenNobodyNamesThem() throws Exception {
        stage(event -> {}).deploy(request(app("echo bad key $KEY; exit 3", "true")), VerifyOptions.defaults());

        ShipResult judged = stage(event -> {}).verify(current(), VerifyOptions.defaults(), Ship.OnFailure.NONE);

        assertThat(judged.verdict().orElseThrow().findings().toString())
                .contains("bad key")
                .doesNotContain(SECRET.reveal());
    }

    private ShipResult ship(App app, Ship.OnFailure onFailure) throws InterruptedException {
        return stage(event -> {}).run(request(app), VerifyOptions.defaults(), onFailure);
    }

    private Ship stage(Consumer<ShipEvent> listener) {
        return new Ship(cluster, rollouts, new Stages(listener), LOCK);
    }

    private App app(String command, String release) throws Exception {
        Files.writeString(
                directory.resolve("push-to-prod.yaml"),
                """
                name: shop
                processes:
                  web:
                    command: "%s"
                    port: 8080
                    stop: 1s
                release: "%s"
                secrets: { KEY: key }
                """
                        .formatted(command, release));
        return new AppReader().read(directory, Optional.empty(), Overrides.NONE);
    }

    private DeployRequest request(App app) {
        return new DeployRequest(
                app,
                new Environment(
                        "test",
                        namespace,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Environment.MonitoringProfile.NONE,
                        Set.of()),
                setting("PUSH_TO_PROD_REGISTRY").orElse("127.0.0.1:5000") + "/base/busybox:1",
                Provenance.UNKNOWN,
                Map.of("key", SECRET),
                List.of(),
                DeployOptions.DEFAULT);
    }

    private void takeReplicas(int replicas) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("shop")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("a-person")
                                .withForce(true)
                                .build(),
                        "{\"apiVersion\": \"apps/v1\", \"kind\": \"Deployment\", \"metadata\": {\"name\": \"shop\"},"
                                + " \"spec\": {\"replicas\": " + replicas + "}}");
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("shop")
                .get();
    }

    private Release current() {
        return new Releases(cluster, namespace, "shop").current().orElseThrow();
    }

    private static Verdict.Outcome outcome(ShipResult result) {
        return result.verdict().orElseThrow().outcome();
    }

    private static SecretValue kubeconfig() {
        try {
            return new SecretValue(Files.readString(setting("PUSH_TO_PROD_KUBECONFIG")
                    .map(Path::of)
                    .orElse(setting("PUSH_TO_PROD_CACHE")
                            .map(Path::of)
                            .orElse(Path.of(System.getProperty("user.home"), ".cache/push-to-prod"))
                            .resolve("testbed/kubeconfig"))));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("no testbed: run bin/testbed up", e);
        }
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name, System.getenv(name)));
    }
}
