package io.jenkins.plugins.pushtoprod.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureCatalogueTest {

    private final FailureCatalogue catalogue = new FailureCatalogueReader().read();

    /** Texts of containerd, CRI-O, Docker and kubelets of several versions, as their sources write them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // containerd
                "ImageAbsent | ErrImagePull | rpc error: code = NotFound desc = failed to pull and unpack image \"r/a:1\": failed to resolve reference \"r/a:1\": r/a:1: not found",
                "RegistryRefuses | ErrImagePull | failed to pull and unpack image \"r/a:1\": failed to resolve reference \"r/a:1\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
                "RegistryRefuses | ErrImagePull | failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://r/token: 401 Unauthorized",
                "RegistryRefuses | ErrImagePull | pulling from host r failed with status code [manifests 1]: 403 Forbidden",
                "RegistryUnavailable | ErrImagePull | failed to do request: Head \"https://r/v2/a/manifests/1\": dial tcp: lookup r on 10.0.0.10:53: no such host",
                "RegistryUnavailable | ErrImagePull | failed to do request: Head \"https://r/v2/a/manifests/1\": tls: failed to verify certificate: x509: certificate signed by unknown authority",
                "RegistryUnavailable | ErrImagePull | httpReadSeeker: failed open: unexpected status code https://r/v2/a/blobs/sha256:0: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit",
                "ImageOfAnotherArchitecture | ErrImagePull | rpc error: code = NotFound desc = failed to pull and unpack image \"r/a:1\": no match for platform in manifest: not found",
                // CRI-O
                "ImageAbsent | ErrImagePull | reading manifest 1 in r/a: manifest unknown: manifest unknown",
                "ImageAbsent | ErrImagePull | reading manifest 1 in r/a: name unknown: repository not found",
                "RegistryRefuses | ErrImagePull | unable to retrieve auth token: invalid username/password: unauthorized: authentication required",
                "RegistryRefuses | ErrImagePull | reading manifest 1 in docker.io/library/a: requested access to the resource is denied",
                "ImageOfAnotherArchitecture | ErrImagePull | choosing image instance: no image found in manifest list for architecture amd64, variant \"\", OS linux",
                "BadCommand | CreateContainerError | container create failed: time=\"2026-01-01T00:00:00Z\" level=error msg=\"runc create failed: unable to start container process: exec: \\\"/no\\\": stat /no: no such file or directory\"",
                "BadCommand | CreateContainerError | container create failed: executable file `nope` not found in $PATH: No such file or directory",
                "SignatureInvalid | SignatureValidationFailed | Source image rejected: A signature was required, but no signature exists",
                "RegistryUnavailable | RegistryUnavailable | pinging container registry r: Get \"https://r/v2/\": dial tcp: i/o timeout",
                // kubelet
                "ImageAbsent | ImagePullBackOff | Back-off pulling image \"r/a:1\": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image \"r/a:1\": r/a:1: not found",
                "ImagePullFails | ImagePullBackOff | Back-off pulling image \"r/a:1\"",
                "SecretAbsent | CreateContainerConfigError | secret \"db\" not found",
                "KeyAbsent | CreateContainerConfigError | couldn't find key k in Secret prod/db",
                "ConfigNotSynced | CreateContainerConfigError | failed to sync secret cache: timed out waiting for the condition",
                "MustNotRunAsRoot | CreateContainerConfigError | container has runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root",
                "ContainerConfigError | CreateContainerConfigError | services have not yet been read at least once, cannot construct envvars",
                "BadCommand | RunContainerError | failed to start container \"x\": Error response from daemon: OCI runtime create failed: exec: \"nope\": executable file not found in $PATH: unknown",
                "RuntimeCannotStart | RunContainerError | context deadline exceeded",
                "ContainerNotCreated | CreateContainerError | failed to reserve container name \"web_a_b_0\"",
                "ImageNotInspected | ImageInspectError | Failed to inspect image",
                "ProcessCrashes | CrashLoopBackOff | back-off 5m0s restarting failed container",
            })
    void namesWhatAContainerWaitsFor(String code, String reason, String message) {
        assertThat(diagnose(Fact.of(Fact.Source.WAITING, reason, message))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BadCommand | StartError | failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"nope\": executable file not found in $PATH: unknown",
                "BadCommand | StartError | unable to start container process: exec: \"/app\": permission denied: unknown",
                "BadCommand | ContainerCannotRun | OCI runtime create failed: exec: \"nope\": executable file not found in $PATH",
                "ImageOfAnotherArchitecture | StartError | exec /app: exec format error",
                "RuntimeCannotStart | StartError | failed to create shim task: context deadline exceeded: unknown",
                "OutOfMemory | OOMKilled | ''",
                "ProcessCrashes | Error | ''",
                "ProcessEnds | Completed | ''",
                "ProcessCrashes | ContainerStatusUnknown | The container could not be located when the pod was terminated",
            })
    void namesHowAContainerEnded(String code, String reason, String message) {
        assertThat(diagnose(Fact.of(Fact.Source.TERMINATED, reason, message))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QuotaExceeded | pods \"a\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1",
                "QuotaNeedsRequests | pods \"a\" is forbidden: failed quota: team: must specify limits.memory for: web",
                "PodSecurityViolated | pods \"a\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)",
                "WebhookDeniesPods | admission webhook \"policy.example.com\" denied the request: no latest tag",
                "PolicyDeniesPods | ValidatingAdmissionPolicy 'no-latest' with binding 'all' denied request: failed expression",
                "WebhookDown | Internal error occurred: failed calling webhook \"policy.example.com\": Post \"https://policy\": connection refused",
                "ServiceAccountAbsent | pods \"a-\" is forbidden: error looking up service account prod/b: serviceaccount \"b\" not found",
                "PriorityClassAbsent | pods \"a-\" is forbidden: no PriorityClass with name high was found",
                "PodsForbidden | pods \"a-\" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi",
            })
    void namesWhyPodsAreNotCreated(String code, String message) {
        assertThat(diagnose(Fact.condition("ReplicaFailure", "True", "FailedCreate", message)))
                .isEqualTo(code);
        assertThat(diagnose(Fact.of(Fact.Source.EVENT, "FailedCreate", message)))
                .isEqualTo(code);
    }

    @Test
    void aQuotaIsNoFailureWhilePodsAreEnding() {
        Fact fact = Fact.condition("ReplicaFailure", "True", "FailedCreate", "exceeded quota: team, requested: pods=1");
        assertThat(catalogue
                        .diagnose(subject(true, Set.of(), List.of(fact)))
                        .orElseThrow()
                        .mode()
                        .code())
                .isEqualTo("QuotaWhileDraining");
    }

    @Test
    void anAutoscalersWordCounts() {
        Fact unschedulable = Fact.condition(
                "PodScheduled", "False", "Unschedulable", "0/3 nodes are available: 3 Insufficient cpu.");
        Set<Subject.State> unscheduled = Set.of(Subject.State.UNSCHEDULED);
        assertThat(code(unscheduled, unschedulable)).isEqualTo("NoRoom");
        assertThat(code(
                        unscheduled,
                        unschedulable,
                        Fact.of(
                                Fact.Source.EVENT,
                                "TriggeredScaleUp",
                                "pod triggered scale-up: [{pool 1->2 (max: 3)}]")))
                .isEqualTo("NodesAreComing");
        assertThat(code(
                        unscheduled,
                        unschedulable,
                        Fact.of(
                                Fact.Source.EVENT,
                                "NotTriggerScaleUp",
                                "pod didn't trigger scale-up: 1 max node group size reached")))
                .isEqualTo("NodesAreNotComing");
    }

    /** Events stay for an hour: once the pod has started, a failed mount is over. */
    @Test
    void anEventOfAnEarlierStateIsOver() {
        Fact mount = Fact.of(Fact.Source.EVENT, "FailedMount", "MountVolume.SetUp failed for volume \"v\"");
        assertThat(code(Set.of(Subject.State.STARTING), mount)).isEqualTo("MountFails");
        assertThat(catalogue.diagnose(subject(false, Set.of(Subject.State.RUNNING), List.of(mount))))
                .isEmpty();
    }

    @Test
    void everyCodeIsThereOnce() {
        assertThat(catalogue.modes()).extracting(FailureMode::code).doesNotHaveDuplicates();
    }

    @Test
    void everyPlaceholderHasAValue() {
        Set<String> always =
                Set.of("workload", "pod", "node", "container", "image", "exit", "reason", "window", "waiting");
        for (FailureMode mode : catalogue.modes()) {
            java.util.regex.Matcher matcher =
                    java.util.regex.Pattern.compile("\\{([a-z]+)\\}").matcher(mode.title() + mode.advice());
            while (matcher.find()) {
                String name = matcher.group(1);
                assertThat(always.contains(name)
                                || mode.matchers().stream().allMatch(m -> m.message()
                                        .map(p -> p.pattern().contains("(?<" + name + ">"))
                                        .orElse(false)))
                        .as(mode.code() + " says {" + name + "}")
                        .isTrue();
            }
        }
    }

    @Test
    void numbersCanBeOverridden() {
        FailureCatalogue stricter = catalogue.with(Map.of(
                "NoRoom",
                new VerifyOptions.Patience(
                        Optional.of(Finding.Severity.TRANSIENT), Optional.of(Duration.ofSeconds(1)), Optional.of(7))));
        FailureMode mode = stricter.mode("NoRoom");
        assertThat(mode.severity()).isEqualTo(Finding.Severity.TRANSIENT);
        assertThat(mode.grace()).contains(Duration.ofSeconds(1));
        assertThat(mode.failures()).hasValue(7);
        assertThat(stricter.mode("OutOfMemory")).isEqualTo(catalogue.mode("OutOfMemory"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class: likely | class likely needs grace or failures",
                "class: doomed, grace: 3s | class likely needs grace or failures",
            })
    void aWrongEntryIsRefused(String fields, String message) {
        String entry = "[{code: A, title: t, advice: a, fixer: app, match: [{waiting: [B]}], " + fields + "}]";
        assertThatThrownBy(() -> new FailureCatalogueReader()
                        .read(new ByteArrayInputStream(entry.getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining(message);
    }

    private String diagnose(Fact fact) {
        return code(Set.of(), fact);
    }

    private String code(Set<Subject.State> states, Fact... facts) {
        return catalogue
                .diagnose(subject(false, states, List.of(facts)))
                .map(diagnosis -> diagnosis.mode().code())
                .orElse("none");
    }

    private static Subject subject(boolean draining, Set<Subject.State> states, List<Fact> facts) {
        return new Subject(
                new ObjectRef("v1", "Pod", "prod", "web-1"),
                "uid",
                Optional.of("web"),
                false,
                "Deployment",
                states,
                draining,
                1,
                true,
                Map.of(),
                facts);
    }
}
