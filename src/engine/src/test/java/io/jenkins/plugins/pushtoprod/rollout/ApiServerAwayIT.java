package io.jenkins.plugins.pushtoprod.rollout;

import static io.jenkins.plugins.pushtoprod.rollout.Workloads.container;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.deployment;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.pod;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server goes away in the middle of a rollout, for us alone: the cluster goes on. */
class ApiServerAwayIT {

    private static Testbed testbed;

    private final List<RolloutEvent> events = new CopyOnWriteArrayList<>();
    private CuttableProxy proxy;
    private KubernetesClient client;
    private Rollouts rollouts;

    @BeforeAll
    static void namespace() {
        testbed = new Testbed("rollout-away");
    }

    @AfterAll
    static void delete() {
        testbed.close();
    }

    @BeforeEach
    void connect() throws IOException {
        Config config = Config.fromKubeconfig(Testbed.kubeconfig());
        URI server = URI.create(config.getMasterUrl());
        proxy = new CuttableProxy(new InetSocketAddress(server.getHost(), server.getPort()));
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withMasterUrl("https://127.0.0.1:" + proxy.port())
                        .build())
                .build();
        rollouts = new Rollouts(client);
    }

    @AfterEach
    void disconnect() throws IOException {
        rollouts.close();
        client.close();
        proxy.close();
    }

    @Test
    void itBecomesHealthyMeanwhile() throws Exception {
        Rollout rollout = watch(
                testbed.create(deployment(
                        "heals",
                        1,
                        pod(running("test $(( $(date +%s) - $(stat -c %Y /proc/1) )) -ge 4")
                                .build()))),
                VerifyOptions.defaults());
        await().until(() -> waitsFor("updated pods to be ready"));
        proxy.cut();
        await().until(() -> waitsFor("Waiting for the API server: "));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> testbed.client()
                                .apps()
                                .deployments()
                                .inNamespace(testbed.namespace())
                                .withName("heals")
                                .get()
                                .getStatus()
                                .getAvailableReplicas()
                        != null);
        assertThat(rollout.verdict()).isNotDone();
        proxy.mend();
        long mended = System.nanoTime();
        assertThat(rollout.verdict().get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        long millis = Duration.ofNanos(System.nanoTime() - mended).toMillis();
        System.out.printf("healthy %d ms after the API server came back%n", millis);
        assertThat(millis).isLessThan(10_000);
    }

    /** The time that we see nothing does not count: eight seconds are not over, though eleven are. */
    @Test
    void noDeadlineStrikesMeanwhile() throws Exception {
        Rollout rollout = watch(
                testbed.create(deployment(
                        "late",
                        1,
                        pod(running("test $(( $(date +%s) - $(stat -c %Y /proc/1) )) -ge 3")
                                .build()))),
                VerifyOptions.defaults().withTimeout(Duration.ofSeconds(8)));
        await().until(() -> waitsFor("updated pods to be ready"));
        proxy.cut();
        // Nothing to wait for but the time itself.
        await().pollDelay(Duration.ofSeconds(9)).until(() -> !rollout.verdict().isDone());
        proxy.mend();
        assertThat(rollout.verdict().get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
    }

    @Test
    void itFailsMeanwhile() throws Exception {
        Rollout rollout = watch(
                testbed.create(deployment(
                        "fails",
                        1,
                        pod(container("sleep 4; echo no table users; exit 3").build()))),
                VerifyOptions.defaults().withBake(Duration.ofMinutes(1)));
        await().until(() -> events.stream()
                .anyMatch(event -> event instanceof RolloutEvent.Progress progress && progress.ready() == 1));
        proxy.cut();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> testbed.client()
                                .pods()
                                .inNamespace(testbed.namespace())
                                .withLabel("app", "fails")
                                .list()
                                .getItems()
                                .get(0)
                                .getStatus()
                                .getContainerStatuses()
                                .get(0)
                                .getRestartCount()
                        >= 1);
        proxy.mend();
        Verdict verdict = rollout.verdict().get(60, TimeUnit.SECONDS);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
        assertThat(verdict.findings().get(0).evidence())
                .anySatisfy(evidence -> assertThat(evidence.lines()).containsExactly("no table users"));
    }

    private boolean waitsFor(String what) {
        return events.stream()
                .anyMatch(event -> event instanceof RolloutEvent.Progress progress
                        && progress.waitingFor().contains(what));
    }

    private Rollout watch(Release.Applied applied, VerifyOptions options) {
        return rollouts.watch(testbed.namespace(), List.of(applied), options, events::add);
    }
}
