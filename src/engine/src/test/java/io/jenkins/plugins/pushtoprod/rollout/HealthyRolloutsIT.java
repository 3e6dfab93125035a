package io.jenkins.plugins.pushtoprod.rollout;

import static io.jenkins.plugins.pushtoprod.rollout.Workloads.RUN;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.container;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.daemonSet;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.deployment;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.job;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.pod;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.probe;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.running;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rollouts that go well, each in its own way, and those that somebody else ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthyRolloutsIT {

    /** What a busy machine may add to the delay that is aimed at (200 ms). */
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Map<String, Watched> watched = new HashMap<>();
    private Testbed testbed;
    private Rollouts rollouts;
    private Signals signals;

    @BeforeAll
    void rollOut() throws Exception {
        testbed = new Testbed("rollout-healthy");
        signals = new Signals(testbed.client(), testbed.namespace());
        rollouts = new Rollouts(testbed.client());
        // What a JVM needs for its first look is not what is measured.
        watch(daemonSet("warm", pod(running("true").build())));
        healthy("warm");
        watch(deployment("plain", 2, pod(running("true").build())));
        watch(deployment("unprobed", 1, pod(container(RUN).build())));
        watch(statefulSet("set", 2, pod(running("true").build())));
        watch(daemonSet("everywhere", pod(running("true").build())));
        watch(job("task", 0, pod(container("echo done").build())));
        watch(deployment(
                "slow",
                1,
                pod(running("test $(( $(date +%s) - $(stat -c %Y /proc/1) )) -ge 8")
                        .build())));
        watch(deployment(
                "heals",
                1,
                new PodSpecBuilder(pod(crashingOnce()))
                        .addNewVolume()
                        .withName("mark")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .endVolume()
                        .build()));
    }

    /** Its first container ends with an error; the next one finds the mark that it left, and runs. */
    private static io.fabric8.kubernetes.api.model.Container crashingOnce() {
        return container("if [ -s /mark/once ]; then " + RUN
                        + "; fi; echo once > /mark/once; echo no database yet; exit 1")
                .withReadinessProbe(probe("true"))
                .addNewVolumeMount()
                .withName("mark")
                .withMountPath("/mark")
                .endVolumeMount()
                .build();
    }

    @AfterAll
    void cleanUp() {
        rollouts.close();
        signals.close();
        testbed.close();
    }

    @Test
    void aDeployment() throws Exception {
        Verdict verdict = healthy("plain");
        assertThat(verdict.findings()).isEmpty();
        assertPrompt("plain");
    }

    @Test
    void aContainerWithoutProbesHasToKeepRunning() throws Exception {
        Verdict verdict = healthy("unprobed");
        assertThat(verdict.after()).isGreaterThan(Settling.UNPROBED);
        assertThat(watched("unprobed").events)
                .anyMatch(event -> event instanceof RolloutEvent.Progress progress
                        && progress.waitingFor().endsWith("more to see that the pods keep running"));
    }

    @Test
    void aStatefulSet() throws Exception {
        healthy("set");
        assertPrompt("set");
    }

    @Test
    void aDaemonSet() throws Exception {
        healthy("everywhere");
        assertPrompt("everywhere");
    }

    @Test
    void aJob() throws Exception {
        healthy("task");
        Duration delay = signals.before(watched("task").ended, "task", yaml -> yaml.contains("type: \"Complete\""))
                .orElseThrow();
        System.out.printf("task: healthy %d ms after the Job was complete%n", delay.toMillis());
        assertThat(delay).isLessThan(BUSY);
    }

    /** It takes eight seconds, and several failed probes, to get ready. */
    @Test
    void aSlowStartIsNoAlarm() throws Exception {
        Verdict verdict = healthy("slow");
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.after()).isGreaterThan(Duration.ofSeconds(6));
    }

    @Test
    void aRestartThatHealsIsToldButNoFailure() throws Exception {
        Verdict verdict = healthy("heals");
        assertThat(verdict.findings()).extracting(Finding::code).containsExactly("ProcessCrashes");
        assertThat(verdict.findings().get(0).title()).isEqualTo("The process of container web ends with exit code 1");
    }

    private void assertPrompt(String name) {
        Duration delay = signals.lastBefore(
                        watched(name).ended, name, object -> object instanceof Pod pod && new PodView(pod).ready())
                .orElseThrow();
        System.out.printf("%s: healthy %d ms after the last pod was ready%n", name, delay.toMillis());
        assertThat(delay).isLessThan(BUSY);
    }

    /** With old pods still there: only the new ones count. */
    @Test
    void aRollingUpdate() throws Exception {
        healthy("plain");
        Release.Applied update = testbed.update(deployment(
                "plain",
                2,
                pod(running("true")
                        .addNewEnv()
                        .withName("VERSION")
                        .withValue("2")
                        .endEnv()
                        .build())));
        assertThat(update.generation()).isEqualTo(2);
        List<RolloutEvent> events = new ArrayList<>();
        Verdict verdict = rollouts.verify(testbed.namespace(), List.of(update), VerifyOptions.defaults(), events::add);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        List<Pod> serving = pods("plain");
        assertThat(serving).hasSize(2).allSatisfy(pod -> assertThat(
                        pod.getSpec().getContainers().get(0).getEnv())
                .isNotEmpty());
        assertThat(events.get(events.size() - 1)).isInstanceOf(RolloutEvent.Ended.class);
    }

    /** The new pods crash while the old ones serve: that is a failure, however available the Deployment is. */
    @Test
    void abrokenUpdateOfAHealthyDeployment() throws Exception {
        rollOutAndVerify(deployment("update", 1, pod(running("true").build())));
        Release.Applied broken = testbed.update(
                deployment("update", 1, pod(container("echo broken; exit 1").build())));
        Verdict verdict = verify(broken);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
        assertThat(verdict.findings().get(0).code()).isEqualTo("ProcessCrashes");
        // And back again, to the ReplicaSet that was there before.
        Release.Applied back =
                testbed.update(deployment("update", 1, pod(running("true").build())));
        assertThat(verify(back).outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
    }

    /** The condition of the rollout before lingers, with an observedGeneration that is ours. */
    @Test
    void aStaleDeadlineIsNotHeldAgainstTheRollback() throws Exception {
        Deployment good =
                withDeadline(deployment("stale", 1, pod(running("sleep 3").build())));
        good.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getReadinessProbe()
                .setTimeoutSeconds(5);
        Deployment bad =
                withDeadline(deployment("stale", 1, pod(running("false").build())));
        rollOutAndVerify(good);
        Verdict failed = verify(testbed.update(bad));
        assertThat(failed.findings().get(0).code()).isEqualTo("NoProgress");
        assertThat(verify(testbed.update(good)).outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
    }

    private static Deployment withDeadline(Deployment deployment) {
        return new DeploymentBuilder(deployment)
                .editSpec()
                .withProgressDeadlineSeconds(6)
                .endSpec()
                .build();
    }

    @Test
    void somebodyElsesChangeSupersedes() throws Exception {
        Deployment never = deployment("theirs", 1, pod(running("false").build()));
        CompletableFuture<Verdict> verdict = rollouts.watch(
                        testbed.namespace(), List.of(testbed.create(never)), VerifyOptions.defaults(), event -> {})
                .verdict();
        testbed.update(deployment("theirs", 1, pod(running("true").build())));
        Verdict superseded = verdict.get(30, TimeUnit.SECONDS);
        assertThat(superseded.outcome()).isEqualTo(Verdict.Outcome.SUPERSEDED);
        assertThat(superseded.findings().get(0).cause()).startsWith("it is at generation 2, ours was 1");
    }

    /** As an autoscaler does: a later generation, and still our rollout. */
    @Test
    void scalingDoesNotSupersede() throws Exception {
        String name = "scaled";
        Release.Applied applied = testbed.create(deployment(
                name,
                1,
                pod(running("test $(( $(date +%s) - $(stat -c %Y /proc/1) )) -ge 3")
                        .build())));
        CompletableFuture<Verdict> verdict = rollouts.watch(
                        testbed.namespace(), List.of(applied), VerifyOptions.defaults(), event -> {})
                .verdict();
        Awaitility.await().until(() -> !pods(name).isEmpty());
        testbed.client()
                .apps()
                .deployments()
                .inNamespace(testbed.namespace())
                .withName(name)
                .scale(2);
        assertThat(verdict.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        assertThat(pods(name)).hasSize(2);
    }

    @Test
    void aDeletedWorkloadFails() throws Exception {
        Release.Applied applied =
                testbed.create(deployment("gone", 1, pod(running("false").build())));
        CompletableFuture<Verdict> verdict = rollouts.watch(
                        testbed.namespace(), List.of(applied), VerifyOptions.defaults(), event -> {})
                .verdict();
        testbed.client()
                .apps()
                .deployments()
                .inNamespace(testbed.namespace())
                .withName("gone")
                .delete();
        Verdict failed = verdict.get(30, TimeUnit.SECONDS);
        assertThat(failed.outcome()).isEqualTo(Verdict.Outcome.FAILED);
        assertThat(failed.findings().get(0).code()).isEqualTo("WorkloadDeleted");
    }

    /** Ready, then it ends: seen because the rollout is baked. */
    @Test
    void mode53ACrashAfterReadyIsSeenInTheBake() throws Exception {
        Release.Applied applied = testbed.create(deployment(
                "baked",
                1,
                pod(container("sleep 5; echo out of luck; exit 9")
                        .withReadinessProbe(probe("true"))
                        .build())));
        Verdict verdict = rollouts.verify(
                testbed.namespace(),
                List.of(applied),
                VerifyOptions.defaults().withBake(Duration.ofSeconds(20)),
                event -> {});
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
        assertThat(verdict.findings().get(0).code()).isEqualTo("CrashesAfterReady");
        assertThat(verdict.findings().get(0).evidence())
                .anySatisfy(evidence -> assertThat(evidence.lines()).containsExactly("out of luck"));
    }

    /** Ready from the start, not from the fourth to the eighth second: six good seconds end at the fourteenth. */
    @Test
    void aBakeWantsContinuousHealth() throws Exception {
        Release.Applied applied = testbed.create(deployment(
                "flaps",
                1,
                pod(running("t=$(( $(date +%s) - $(stat -c %Y /proc/1) )); test $t -lt 4 -o $t -ge 8")
                        .build())));
        Verdict verdict = rollouts.verify(
                testbed.namespace(),
                List.of(applied),
                VerifyOptions.defaults().withBake(Duration.ofSeconds(6)),
                event -> {});
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        assertThat(verdict.after()).isGreaterThan(Duration.ofSeconds(12));
    }

    /** Many rollouts of the same namespace: one set of watches, one thread. */
    @Test
    void manyRolloutsNeedNoThreadsOfTheirOwn() throws Exception {
        Release.Applied applied =
                testbed.create(deployment("many", 1, pod(running("true").build())));
        assertThat(verify(applied).outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        Release.Applied waiting =
                testbed.create(deployment("waiting", 1, pod(running("false").build())));
        int before = threads();
        List<Rollout> under = Stream.generate(() ->
                        rollouts.watch(testbed.namespace(), List.of(waiting), VerifyOptions.defaults(), event -> {}))
                .limit(500)
                .toList();
        List<Rollout> done = Stream.generate(() ->
                        rollouts.watch(testbed.namespace(), List.of(applied), VerifyOptions.defaults(), event -> {}))
                .limit(500)
                .toList();
        for (Rollout rollout : done) {
            assertThat(rollout.verdict().get(60, TimeUnit.SECONDS).outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        }
        assertThat(threads()).isLessThan(before + 20);
        under.forEach(Rollout::cancel);
        assertThat(under).allMatch(rollout -> rollout.verdict().isCancelled());
    }

    @Test
    void anInterruptEndsTheWatch() throws Exception {
        Release.Applied applied =
                testbed.create(deployment("interrupted", 1, pod(running("false").build())));
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        new Thread(() -> {
                    caller.complete(Thread.currentThread());
                    try {
                        verify(applied);
                    } catch (InterruptedException e) {
                        thrown.complete(e);
                    }
                })
                .start();
        caller.get().interrupt();
        assertThat(thrown.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whatDoesNotRollOutIsHealthyAtOnce() throws Exception {
        Verdict verdict = rollouts.verify(testbed.namespace(), List.of(), VerifyOptions.defaults(), event -> {});
        assertThat(verdict).isEqualTo(new Verdict(Verdict.Outcome.HEALTHY, List.of(), Duration.ZERO));
    }

    @Test
    void anUnknownCodeInTheOptionsIsRefused() {
        VerifyOptions options = VerifyOptions.defaults()
                .withOverride(
                        "NoSuchCode", new VerifyOptions.Patience(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> rollouts.verify(
                        testbed.namespace(),
                        List.of(testbed.create(
                                job("unused", 0, pod(container("true").build())))),
                        options,
                        event -> {}))
                .hasMessage("The failure catalogue has no code NoSuchCode");
    }

    // ---

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    private List<Pod> pods(String name) {
        return testbed
                .client()
                .pods()
                .inNamespace(testbed.namespace())
                .withLabel("app", name)
                .list()
                .getItems()
                .stream()
                .filter(pod -> !new PodView(pod).ending())
                .toList();
    }

    private void rollOutAndVerify(HasMetadata workload) throws InterruptedException {
        assertThat(verify(testbed.create(workload)).outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
    }

    private Verdict verify(Release.Applied applied) throws InterruptedException {
        return rollouts.verify(
                testbed.namespace(),
                List.of(applied),
                VerifyOptions.defaults().withTimeout(Duration.ofMinutes(1)),
                event -> {});
    }

    private Verdict healthy(String name) throws Exception {
        Verdict verdict = watched(name).verdict();
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Verdict.Outcome.HEALTHY);
        return verdict;
    }

    private Watched watched(String name) {
        return Objects.requireNonNull(watched.get(name), name);
    }

    private void watch(HasMetadata workload) {
        watched.put(workload.getMetadata().getName(), new Watched(workload));
    }

    private final class Watched {

        private final List<RolloutEvent> events = new CopyOnWriteArrayList<>();
        private final Rollout rollout;
        private volatile long ended;

        Watched(HasMetadata workload) {
            rollout = rollouts.watch(
                    testbed.namespace(),
                    List.of(testbed.create(workload)),
                    VerifyOptions.defaults().withTimeout(Duration.ofMinutes(2)),
                    event -> {
                        events.add(event);
                        if (event instanceof RolloutEvent.Ended) {
                            ended = System.nanoTime();
                        }
                    });
        }

        Verdict verdict() throws Exception {
            return rollout.verdict().get(2, TimeUnit.MINUTES);
        }
    }
}
