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

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Finding.Evidence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The failure modes, made to happen on the testbed: each has to be named, and soon after the kubelet or the controller has said what
 * decides it. All of them roll out at the same time; a test looks at one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureModesIT {

    /** What a busy machine may add to the delay that is aimed at (1 s). */
    private static final Duration BUSY = Duration.ofSeconds(3);

    private final Map<String, Watched> watched = new HashMap<>();
    private Testbed testbed;
    private Testbed full;
    private Testbed restricted;
    private Rollouts rollouts;

    @BeforeAll
    void rollOut() {
        testbed = new Testbed("rollout-fails");
        full = new Testbed("rollout-quota");
        restricted = new Testbed("rollout-restricted", Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        full.create(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("team")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("1")))
                .endSpec()
                .build());
        rollouts = new Rollouts(testbed.client());
        rollOutWhatIsNotCreated();
        rollOutWhatDoesNotStart();
        rollOutWhatEnds();
        rollOutWhatDoesNotServe();
        rollOutJobs();
    }

    private void rollOutWhatIsNotCreated() {
        watch(full, deployment("quota", 2, pod(running("true").build())), options());
        watch(restricted, deployment("security", 1, pod(container(RUN).build())), options());
        watch(restricted, statefulSet("security-set", 1, pod(container(RUN).build())), options());
        PodSpec stranger = new PodSpecBuilder(pod(container(RUN).build()))
                .withServiceAccountName("nobody")
                .build();
        watch(testbed, daemonSet("account", stranger), options());
    }

    private void rollOutWhatDoesNotStart() {
        watch(
                testbed,
                deployment(
                        "room",
                        1,
                        pod(container(RUN)
                                .withNewResources()
                                .addToRequests("cpu", new Quantity("900"))
                                .endResources()
                                .build())),
                options().withOverride("NoRoom", grace(Duration.ofSeconds(3))));
        watch(testbed, deployment("image-absent", 2, pod(image(Testbed.image("base/none:1")))), options());
        watch(
                testbed,
                deployment("image-refused", 1, pod(image(Testbed.authRegistry() + "/team/app:1"))),
                options().withOverride("RegistryRefuses", grace(Duration.ofSeconds(3))));
        watch(testbed, deployment("image-invalid", 1, pod(image(Testbed.image("Base/none:1")))), options());
        watch(
                testbed,
                deployment(
                        "secret",
                        1,
                        pod(container(RUN)
                                .addNewEnv()
                                .withName("KEY")
                                .withNewValueFrom()
                                .withNewSecretKeyRef("key", "signing", false)
                                .endValueFrom()
                                .endEnv()
                                .build())),
                options());
        watch(
                testbed,
                deployment(
                        "key",
                        1,
                        pod(container(RUN)
                                .addNewEnv()
                                .withName("KEY")
                                .withNewValueFrom()
                                .withNewConfigMapKeyRef("none", "kube-root-ca.crt", false)
                                .endValueFrom()
                                .endEnv()
                                .build())),
                options());
        PodSpec mounts = new PodSpecBuilder(pod(container(RUN)
                        .addNewVolumeMount()
                        .withName("settings")
                        .withMountPath("/settings")
                        .endVolumeMount()
                        .build()))
                .addNewVolume()
                .withName("settings")
                .withNewConfigMap()
                .withName("settings")
                .endConfigMap()
                .endVolume()
                .build();
        watch(testbed, deployment("config", 1, mounts), options());
        watch(
                testbed,
                deployment(
                        "command",
                        1,
                        pod(container(RUN).withCommand("/no/such/program").build())),
                options());
        watch(
                testbed,
                deployment(
                        "root",
                        1,
                        pod(container(RUN)
                                .withNewSecurityContext()
                                .withRunAsNonRoot(true)
                                .endSecurityContext()
                                .build())),
                options());
    }

    private void rollOutWhatEnds() {
        watch(
                testbed,
                deployment(
                        "crash",
                        2,
                        pod(container("echo starting; echo db=postgres://me:verysecret@db/x; echo 'no table users';"
                                        + " echo marigold; exit 3")
                                .build())),
                options().withSecrets(Set.of(new SecretValue("marigold"))));
        watch(
                testbed,
                statefulSet(
                        "wedged",
                        1,
                        pod(container(RUN).withCommand("/no/such/program").build())),
                options());
        PodSpec withInit = new PodSpecBuilder(pod(container(RUN).build()))
                .withInitContainers(container("echo cannot migrate; exit 4")
                        .withName("migrate")
                        .build())
                .build();
        watch(testbed, statefulSet("init", 1, withInit), options());
        watch(
                testbed,
                deployment(
                        "memory",
                        1,
                        pod(container("x=a; while :; do x=$x$x; done")
                                .withNewResources()
                                .addToRequests("memory", new Quantity("16Mi"))
                                .addToLimits("memory", new Quantity("16Mi"))
                                .endResources()
                                .build())),
                options());
        watch(
                testbed,
                deployment(
                        "liveness",
                        1,
                        pod(running("false")
                                .withLivenessProbe(probe("echo deadlock; false"))
                                .editLivenessProbe()
                                .withFailureThreshold(1)
                                .endLivenessProbe()
                                .build())),
                options());
    }

    private void rollOutWhatDoesNotServe() {
        watch(
                testbed,
                deployment("ready", 1, pod(running("echo not yet; false").build())),
                options().withOverride("NeverReady", grace(Duration.ofSeconds(4))));
        watch(
                testbed,
                new DeploymentBuilder(
                                deployment("progress", 1, pod(running("false").build())))
                        .editSpec()
                        .withProgressDeadlineSeconds(5)
                        .endSpec()
                        .build(),
                options());
        watch(
                testbed,
                deployment("time", 1, pod(running("false").build())),
                options().withTimeout(Duration.ofSeconds(6)));
    }

    private void rollOutJobs() {
        watch(
                testbed,
                job("job-fails", 0, pod(container("echo no table users; exit 5").build())),
                options());
        watch(
                testbed,
                new JobBuilder(job("job-slow", 0, pod(container(RUN).build())))
                        .editSpec()
                        .withActiveDeadlineSeconds(3L)
                        .endSpec()
                        .build(),
                options());
        watch(testbed, job("job-image", 3, pod(image(Testbed.image("base/none:1")))), options());
    }

    @AfterAll
    void cleanUp() {
        rollouts.close();
        watched.values().forEach(Watched::close);
        List.of(testbed, full, restricted).forEach(Testbed::close);
    }

    // Not created

    @Test
    void mode9QuotaIsExceeded() throws Exception {
        Finding finding = failure("quota", "QuotaExceeded", "exceeded quota", Duration.ofSeconds(5));
        assertThat(finding.title()).isEqualTo("Quota team has no room for the pods of Deployment/quota");
        assertThat(finding.fixer()).isEqualTo(Finding.Fixer.QUOTA);
        assertThat(finding.evidence()).contains(new Evidence("quota", List.of("team: pods, used 1 of 1")));
    }

    @Test
    void mode10PodSecurityRefusesADeployment() throws Exception {
        Finding finding = failure("security", "PodSecurityViolated", "violates PodSecurity", Duration.ZERO);
        assertThat(finding.title())
                .isEqualTo("The namespace's Pod Security level \"restricted:latest\" refuses the pods of"
                        + " Deployment/security");
        assertThat(finding.cause()).contains("runAsNonRoot");
    }

    /** A StatefulSet has no condition that says so: only the event does. */
    @Test
    void mode10PodSecurityRefusesAStatefulSet() throws Exception {
        Finding finding = failed("security-set", "PodSecurityViolated");
        assertThat(finding.cause()).startsWith("FailedCreate: create Pod security-set-0 in StatefulSet");
    }

    @Test
    void mode11AServiceAccountIsMissing() throws Exception {
        Finding finding = failed("account", "ServiceAccountAbsent");
        assertThat(finding.title())
                .isEqualTo("ServiceAccount nobody does not exist, so no pod of DaemonSet/account can be created");
    }

    // Not started

    @Test
    void mode13NoNodeHasRoom() throws Exception {
        Finding finding = failure("room", "NoRoom", "Insufficient cpu", Duration.ofSeconds(3));
        assertThat(finding.fixer()).isEqualTo(Finding.Fixer.CLUSTER);
        assertThat(finding.cause()).contains("1 Insufficient cpu");
    }

    @Test
    void mode22TheImageIsAbsent() throws Exception {
        Finding finding = failure("image-absent", "ImageAbsent", "reason: \"ErrImagePull\"", Duration.ZERO);
        assertThat(finding.severity()).isEqualTo(Finding.Severity.DOOMED);
        assertThat(finding.title())
                .startsWith("Image " + Testbed.image("base/none:1") + " does not exist in its registry");
        assertThat(finding.fixer()).isEqualTo(Finding.Fixer.REGISTRY);
    }

    @Test
    void mode23TheRegistryRefuses() throws Exception {
        Finding finding =
                failure("image-refused", "RegistryRefuses", "reason: \"ErrImagePull\"", Duration.ofSeconds(3));
        assertThat(finding.cause()).contains("401 Unauthorized");
    }

    @Test
    void mode26TheImagesNameIsInvalid() throws Exception {
        failure("image-invalid", "ImageNameInvalid", "InvalidImageName", Duration.ZERO);
    }

    @Test
    void mode29ASecretIsMissing() throws Exception {
        Finding finding = failure("secret", "SecretAbsent", "CreateContainerConfigError", Duration.ZERO);
        assertThat(finding.title()).startsWith("Secret signing does not exist; pod secret-");
        assertThat(finding.fixer()).isEqualTo(Finding.Fixer.MANIFEST);
    }

    @Test
    void mode29AKeyIsMissing() throws Exception {
        Finding finding = failure("key", "KeyAbsent", "CreateContainerConfigError", Duration.ZERO);
        assertThat(finding.title())
                .startsWith("ConfigMap " + testbed.namespace() + "/kube-root-ca.crt has no key none; pod key-");
    }

    @Test
    void mode19AConfigMapToMountIsMissing() throws Exception {
        Finding finding = failed("config", "ConfigMapAbsent");
        assertThat(finding.cause()).startsWith("FailedMount: ");
    }

    @Test
    void mode30RootIsForbidden() throws Exception {
        failure("root", "MustNotRunAsRoot", "CreateContainerConfigError", Duration.ZERO);
    }

    @Test
    void mode31TheCommandIsBad() throws Exception {
        Finding finding = failure("command", "BadCommand", "StartError", Duration.ZERO);
        assertThat(finding.cause()).contains("exit code 128 (StartError)", "/no/such/program");
    }

    // Ended

    @Test
    void mode32TheProcessCrashes() throws Exception {
        Finding finding = failure(
                "crash", "ProcessCrashes", yaml -> yaml.contains("restartCount: 1") && isDown(yaml), Duration.ZERO);
        assertThat(finding.title()).startsWith("The process of container web ends with exit code 3");
        assertThat(finding.cause()).isEqualTo("exit code 3 (Error), 2 times");
        Evidence log = log(finding);
        assertThat(log.source()).startsWith("log of crash-").endsWith("/web (previous)");
        assertThat(log.lines()).containsExactly("starting", "db=postgres://me:****@db/x", "no table users", "****");
    }

    @Test
    void mode33AnInitContainerFails() throws Exception {
        Finding finding = failure(
                "init", "InitContainerFails", yaml -> yaml.contains("restartCount: 1") && isDown(yaml), Duration.ZERO);
        assertThat(finding.title()).isEqualTo("Init container migrate ends with exit code 4");
        assertThat(log(finding).lines()).containsExactly("cannot migrate");
    }

    @Test
    void mode34MemoryRunsOut() throws Exception {
        Finding finding = failure(
                "memory", "OutOfMemory", yaml -> yaml.contains("restartCount: 1") && isDown(yaml), Duration.ZERO);
        assertThat(finding.cause()).isEqualTo("exit code 137 (OOMKilled), 2 times");
    }

    @Test
    void mode36TheLivenessProbeKills() throws Exception {
        Finding finding = failed("liveness", "LivenessProbeKills");
        assertThat(finding.title()).isEqualTo("Container web fails its liveness probe and is killed");
    }

    /** Kubernetes does not replace the broken pod when the StatefulSet is put right. */
    @Test
    void mode42AStatefulSetIsWedged() throws Exception {
        failed("wedged", "BadCommand");
        Watched fixed = new Watched(
                testbed,
                testbed.update(statefulSet("wedged", 1, pod(container(RUN).build()))),
                options());
        Verdict verdict = fixed.verdict();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
        assertThat(verdict.findings().get(0).code()).isEqualTo("StatefulSetWedged");
        assertThat(verdict.findings().get(0).advice()).startsWith("Delete pod wedged-0: ");
        assertThat(verdict.findings().get(0).cause()).contains("/no/such/program");
        fixed.close();
    }

    // Not serving

    @Test
    void mode37ItNeverBecomesReady() throws Exception {
        Finding finding = failed("ready", "NeverReady");
        assertThat(finding.title()).isEqualTo("Container web runs but is not ready after 4s");
        assertThat(finding.cause()).isEqualTo("Readiness probe failed: not yet");
        assertThat(watched("ready").verdict().after()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
    }

    @Test
    void mode40NothingProgresses() throws Exception {
        Finding finding = failed("progress", "NoProgress");
        assertThat(finding.title())
                .isEqualTo("Deployment/progress made no progress for its progressDeadlineSeconds (5s)");
        assertThat(finding.cause()).contains("has timed out progressing");
    }

    @Test
    void timeRunsOut() throws Exception {
        Verdict verdict = watched("time").verdict();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.TIMED_OUT);
        assertThat(verdict.findings().get(0).title())
                .isEqualTo("Deployment/time was not done in time: Waiting for 1 of 1 updated pods to be ready");
        assertThat(verdict.after()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(10));
    }

    // Jobs

    @Test
    void mode44AJobFails() throws Exception {
        Finding finding = failure("job-fails", "JobFailed", "FailureTarget", Duration.ZERO);
        assertThat(finding.title()).isEqualTo("Job/job-fails failed: BackoffLimitExceeded");
        assertThat(log(finding).lines()).containsExactly("no table users");
    }

    @Test
    void mode44AJobTakesTooLong() throws Exception {
        failure("job-slow", "JobDeadlineExceeded", "FailureTarget", Duration.ZERO);
    }

    /** Kubernetes itself would wait for ever: the Job never fails. */
    @Test
    void mode45AJobsPodCannotStart() throws Exception {
        failure("job-image", "ImageAbsent", "reason: \"ErrImagePull\"", Duration.ZERO);
    }

    // ---

    /** A verdict that failed with that code, not later than {@link #BUSY} after signal and grace. */
    private Finding failure(String name, String code, String signal, Duration grace) throws Exception {
        return failure(name, code, yaml -> yaml.contains(signal), grace);
    }

    private Finding failure(String name, String code, Predicate<String> signal, Duration grace) throws Exception {
        Finding finding = failed(name, code);
        Watched rollout = watched(name);
        Optional<Duration> delay = rollout.signals.before(rollout.ended, name, signal);
        assertThat(delay).as("the signal of " + name).isPresent();
        System.out.printf(
                "%s: verdict %d ms after the signal, grace of %d s included%n",
                code, delay.get().toMillis(), grace.toSeconds());
        assertThat(delay.get()).isBetween(grace.minusMillis(500), grace.plus(BUSY));
        return finding;
    }

    private Watched watched(String name) {
        return Objects.requireNonNull(watched.get(name), name);
    }

    private Finding failed(String name, String code) throws Exception {
        Verdict verdict = watched(name).verdict();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
        Finding finding = verdict.findings().get(0);
        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.evidence()).isNotEmpty();
        return finding;
    }

    private static boolean isDown(String yaml) {
        return yaml.contains("CrashLoopBackOff") || yaml.contains("state:\n      terminated");
    }

    private static Evidence log(Finding finding) {
        return finding.evidence().stream()
                .filter(evidence -> evidence.source().startsWith("log of"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no log in " + finding));
    }

    private static io.fabric8.kubernetes.api.model.Container image(String image) {
        return container(RUN).withImage(image).build();
    }

    private static VerifyOptions options() {
        return VerifyOptions.defaults().withTimeout(Duration.ofMinutes(2));
    }

    private static VerifyOptions.Patience grace(Duration grace) {
        return new VerifyOptions.Patience(Optional.empty(), Optional.of(grace), Optional.empty());
    }

    private void watch(Testbed where, HasMetadata workload, VerifyOptions options) {
        watched.put(workload.getMetadata().getName(), new Watched(where, where.create(workload), options));
    }

    private final class Watched implements AutoCloseable {

        private final Signals signals;
        private final Rollout rollout;
        private volatile long ended;

        Watched(Testbed where, Release.Applied workload, VerifyOptions options) {
            signals = new Signals(where.client(), where.namespace());
            rollout = rollouts.watch(where.namespace(), List.of(workload), options, event -> {
                if (event instanceof RolloutEvent.Ended) {
                    ended = System.nanoTime();
                }
            });
        }

        Verdict verdict() throws Exception {
            return rollout.verdict().get(2, TimeUnit.MINUTES);
        }

        @Override
        public void close() {
            signals.close();
        }
    }
}
