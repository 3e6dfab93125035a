package io.jenkins.plugins.pushtoprod.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategyBuilder;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.manifest.Annotations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The rules that other tools' mistakes teach: what must not be taken for a failure, a success or progress. */
class JudgementTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:16:45Z");

    private final Evaluator evaluator = new Evaluator(new FailureCatalogueReader().read());
    private Memory memory = Memory.startingAt(NOW);

    // Whose generation

    @Test
    void anOldGenerationThatLooksDoneIsNotOurs() {
        Snapshot snapshot = read("ok");
        Release.Applied later = applied(snapshot.applied(), 2);
        Evaluation evaluation = look(with(snapshot, later));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.WAITING);
        assertThat(evaluation.standing().waitingFor()).isEqualTo("Waiting to see the change that was applied");
    }

    @Test
    void aStatusOfAnOldGenerationSaysNothing() {
        Evaluation evaluation = look(read("ok", yaml -> yaml.replaceFirst("(?m)^  generation: 1$", "  generation: 2")));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.WAITING);
        assertThat(evaluation.standing().waitingFor())
                .isEqualTo("Waiting for the Deployment controller to see the change");
    }

    @Test
    void anObjectOfThatNameThatIsAnotherOneSupersedes() {
        Snapshot snapshot = read("ok");
        Release.Applied other =
                new Release.Applied(snapshot.applied().object(), "another-uid", 1, Release.Change.CREATED);
        Evaluation evaluation = look(with(snapshot, other));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.SUPERSEDED);
        assertThat(evaluation.sightings().get(0).cause()).isEqualTo("it was deleted and made anew");
    }

    @Test
    void aLaterGenerationWithAnotherTemplateSupersedes() {
        look(read("never-ready"));
        Snapshot changed = read("never-ready", yaml -> yaml.replace("generation: 1", "generation: 2")
                .replaceFirst("base/busybox:1", "base/busybox:2"));
        Evaluation evaluation = look(with(changed, applied(changed.applied(), 1)));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.SUPERSEDED);
        assertThat(evaluation.sightings().get(0).cause())
                .isEqualTo("it is at generation 2, ours was 1, changed by kubectl-client-side-apply");
    }

    @Test
    void aLaterGenerationWithTheSameTemplateIsScale() {
        look(read("never-ready"));
        Snapshot scaled = read("never-ready", yaml -> yaml.replace("eneration: 1", "eneration: 2"));
        assertThat(look(with(scaled, applied(scaled.applied(), 1))).state()).isEqualTo(Evaluation.State.WAITING);
    }

    @Test
    void theReleasesAnnotationTellsWhoseALaterGenerationIs() {
        Snapshot snapshot = read("never-ready", yaml -> yaml.replace("eneration: 1", "eneration: 2"));
        snapshot.workload().orElseThrow().getMetadata().setAnnotations(Map.of(Annotations.RELEASE, "users-api-v7"));
        Snapshot ours = with(snapshot, applied(snapshot.applied(), 1), Optional.of("users-api-v7"));
        assertThat(look(ours).state()).isEqualTo(Evaluation.State.WAITING);
        memory = Memory.startingAt(NOW);
        Evaluation theirs = look(with(snapshot, applied(snapshot.applied(), 1), Optional.of("users-api-v6")));
        assertThat(theirs.state()).isEqualTo(Evaluation.State.SUPERSEDED);
        assertThat(theirs.sightings().get(0).cause()).isEqualTo("release users-api-v7 took the place of users-api-v6");
    }

    @Test
    void aWorkloadThatIsGoneForAMomentIsBeingReplaced() {
        Snapshot snapshot = without(read("ok"));
        assertThat(look(snapshot).state()).isEqualTo(Evaluation.State.WAITING);
        Evaluation later = look(at(snapshot, 3));
        assertThat(later.state()).isEqualTo(Evaluation.State.FAILED);
        assertThat(later.sightings().get(0).mode().code()).isEqualTo("WorkloadDeleted");
    }

    /** Its ttlSecondsAfterFinished removes it. */
    @Test
    void aJobThatIsGoneAfterItCompletedIsDone() {
        Snapshot job = read("job-ok");
        assertThat(look(job).state()).isEqualTo(Evaluation.State.DONE);
        Evaluation evaluation = look(at(without(job), 60));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.DONE);
        assertThat(evaluation.sightings()).isEmpty();
    }

    @Test
    void ofAJobThatWasGoneBeforeWeLookedNobodyKnows() {
        Evaluation evaluation = look(without(read("job-ok")));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.DONE);
        assertThat(evaluation.sightings()).extracting(s -> s.mode().code()).containsExactly("JobRemoved");
    }

    @Test
    void aJobThatIsDeletedWhileItRunsFails() {
        Snapshot job = read("job-no-account");
        look(job);
        look(at(without(job), 1));
        Evaluation evaluation = look(at(without(job), 5));
        assertThat(evaluation.sightings().get(0).mode().code()).isEqualTo("WorkloadDeleted");
    }

    // Conditions that linger

    @Test
    void aDeadlineThatWasExceededBeforeOurApplyIsNotOurs() {
        Snapshot stale = read(
                "no-progress",
                yaml -> yaml.replaceFirst(
                        "operation: Update\n    time: '[^']*'", "operation: Update\n    time: '2026-11-23T06:16:40Z'"));
        assertThat(look(stale).state()).isEqualTo(Evaluation.State.WAITING);
    }

    /** The controller does not say so a second time when nothing ever moves: then our own clock does. */
    @Test
    void ourClockEndsWhatTheControllersStaleWordDoesNot() {
        Snapshot stale = read(
                "no-progress",
                yaml -> yaml.replaceFirst(
                        "operation: Update\n    time: '[^']*'", "operation: Update\n    time: '2026-11-23T06:16:40Z'"));
        look(stale);
        assertThat(look(at(stale, 19)).state()).isEqualTo(Evaluation.State.WAITING);
        Evaluation late = look(at(stale, 20));
        assertThat(late.sightings().get(0).mode().code()).isEqualTo("NoProgress");
        assertThat(late.sightings().get(0).cause()).isEqualTo("nothing has come further for 20s, by our clock");
    }

    // Flaps and counts

    /** Ready now and then does not give it another minute each time. */
    @Test
    void aReadinessFlapDoesNotExtendTheWindow() {
        Snapshot down = read("never-ready");
        Snapshot up = ready(read("never-ready"));
        Duration down1 = Duration.ofSeconds(40);
        assertThat(look(down).state()).isEqualTo(Evaluation.State.WAITING);
        assertThat(look(at(up, down1.toSeconds())).standing().ready()).isEqualTo(1);
        assertThat(look(at(down, 42)).lookAgain()).contains(Duration.ofSeconds(20));
        Evaluation late = look(at(down, 62));
        assertThat(late.sightings().get(0).mode().code()).isEqualTo("NeverReady");
    }

    @Test
    void seeingOneFailureOftenIsStillOneFailure() {
        Snapshot once = read("crash", yaml -> yaml.replaceAll("restartCount: \\d+", "restartCount: 0"));
        for (int second = 0; second < 100; second++) {
            Evaluation evaluation = look(at(once, second));
            assertThat(evaluation.state()).isEqualTo(Evaluation.State.WAITING);
            assertThat(evaluation.sightings().get(0).subject().failures()).isEqualTo(1);
        }
        Snapshot twice = read("crash", yaml -> yaml.replaceAll("restartCount: \\d+", "restartCount: 1"));
        assertThat(look(at(twice, 100)).state()).isEqualTo(Evaluation.State.FAILED);
    }

    /** A pod that has been there for weeks may have restarted now and then. */
    @Test
    void restartsBeforeTheRolloutDoNotCount() {
        Snapshot old = read("ok", yaml -> yaml.replaceAll("restartCount: \\d+", "restartCount: 17"));
        assertThat(look(old).state()).isEqualTo(Evaluation.State.DONE);
        memory = Memory.startingAt(NOW);
        look(old);
        Snapshot once = read("ok", yaml -> yaml.replaceAll("restartCount: \\d+", "restartCount: 18"));
        Evaluation evaluation = look(at(once, 1));
        assertThat(evaluation.state()).isNotEqualTo(Evaluation.State.FAILED);
    }

    @Test
    void aContainerThatFailedHasToBeReadyForAWhile() {
        look(read("ok"));
        Snapshot restarted = read("ok", yaml -> yaml.replaceAll("restartCount: \\d+", "restartCount: 1")
                .replaceAll("lastTransitionTime: '[^']*'", "lastTransitionTime: '2026-11-23T06:16:44Z'"));
        assertThat(look(at(restarted, 1)).standing().waitingFor())
                .isEqualTo("Waiting 9s more to see that the pods keep running");
        assertThat(look(at(restarted, 11)).state()).isEqualTo(Evaluation.State.DONE);
    }

    @Test
    void aJobCountsItsFailuresItself() {
        Snapshot failing = read("job-fails", yaml -> yaml.replaceAll("type: Fail\\w+", "type: Suspended")
                .replaceAll("restartCount: \\d+", "restartCount: 5"));
        Evaluation evaluation = look(failing);
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.WAITING);
        assertThat(evaluation.sightings()).extracting(s -> s.mode().code()).containsExactly("ProcessCrashes");
    }

    // Whose pods

    /** Same labels, another owner: a pod of the revision before. */
    @Test
    void aPodOfAnotherReplicaSetIsNotCountedAsOurs() {
        Snapshot snapshot = read("ok");
        List<Pod> pods = new ArrayList<>(snapshot.pods());
        pods.set(
                0,
                new PodBuilder(pods.get(0))
                        .editMetadata()
                        .editFirstOwnerReference()
                        .withUid("older")
                        .endOwnerReference()
                        .endMetadata()
                        .build());
        Evaluation evaluation = look(withPods(snapshot, pods));
        assertThat(evaluation.standing().waitingFor()).isEqualTo("Waiting for 1 of 2 updated pods to be created");
    }

    @Test
    void aCrashOfAnOldPodIsNotOurs() {
        Snapshot snapshot = read("crash");
        Pod old = new PodBuilder(snapshot.pods().get(0))
                .editMetadata()
                .editFirstOwnerReference()
                .withUid("older")
                .endOwnerReference()
                .endMetadata()
                .build();
        assertThat(look(withPods(snapshot, List.of(old))).sightings()).isEmpty();
    }

    @Test
    void anEvictedPodIsReplacedAndNoFailure() {
        Snapshot snapshot = read("ok");
        List<Pod> pods = new ArrayList<>(snapshot.pods());
        pods.add(new PodBuilder(pods.get(0))
                .editMetadata()
                .withName("evicted")
                .withUid("evicted")
                .endMetadata()
                .editStatus()
                .withPhase("Failed")
                .withReason("Evicted")
                .withMessage("The node was low on resource: memory.")
                .withConditions(List.of())
                .endStatus()
                .build());
        Evaluation evaluation = look(withPods(snapshot, pods));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.DONE);
        assertThat(evaluation.sightings()).extracting(s -> s.mode().code()).containsExactly("PodEvicted");
    }

    @Test
    void withoutPermissionForPodsTheControllersWordCounts() {
        Snapshot snapshot = read("ok");
        Snapshot blind = new Snapshot(
                NOW,
                snapshot.applied(),
                snapshot.release(),
                snapshot.workload(),
                snapshot.replicaSets(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                false);
        assertThat(look(blind).state()).isEqualTo(Evaluation.State.DONE);
        ((Deployment) snapshot.workload().orElseThrow()).getStatus().setReadyReplicas(1);
        assertThat(look(blind).standing().waitingFor()).isEqualTo("Waiting for 1 of 2 updated pods to be ready");
    }

    // Pulls

    /** A kubelet before 1.32 does not repeat the cause while it backs off. */
    @Test
    void theCauseOfABackOffIsRemembered() {
        String error = "pulling from host r failed with status code [manifests 1]: 401 Unauthorized";
        Snapshot pulling = withoutEvents(waiting("ErrImagePull", error));
        Snapshot backingOff = withoutEvents(waiting("ImagePullBackOff", "Back-off pulling image \"r/a:1\""));
        look(pulling);
        Evaluation evaluation = look(at(backingOff, 5));
        assertThat(evaluation.sightings().get(0).mode().code()).isEqualTo("RegistryRefuses");
        assertThat(evaluation.sightings().get(0).cause()).endsWith(error);
        assertThat(evaluation.lookAgain()).contains(Duration.ofSeconds(10));
        assertThat(look(at(pulling, 15)).state()).isEqualTo(Evaluation.State.FAILED);
    }

    @Test
    void theCauseOfABackOffIsTakenFromItsEvent() {
        Snapshot backingOff = waiting("ImagePullBackOff", "Back-off pulling image \"127.0.0.1:5000/base/none:1\"");
        assertThat(look(backingOff).sightings().get(0).mode().code()).isEqualTo("ImageAbsent");
    }

    private Snapshot waiting(String reason, String message) {
        Snapshot snapshot = read("image-absent");
        ContainerStatus status =
                snapshot.pods().get(0).getStatus().getContainerStatuses().get(0);
        status.getState().getWaiting().setReason(reason);
        status.getState().getWaiting().setMessage(message);
        return snapshot;
    }

    // Logs

    @Test
    void aLogTellsAWrongArchitecture() {
        Snapshot snapshot = read("crash", yaml -> yaml.replaceAll("restartCount: \\d+", "restartCount: 0"));
        String id = snapshot.pods()
                .get(0)
                .getStatus()
                .getContainerStatuses()
                .get(0)
                .getLastState()
                .getTerminated()
                .getContainerID();
        Snapshot read = new Snapshot(
                NOW,
                snapshot.applied(),
                snapshot.release(),
                snapshot.workload(),
                snapshot.replicaSets(),
                List.of(),
                snapshot.pods(),
                List.of(),
                List.of(),
                Map.of(id, List.of("exec /bin/app: exec format error")),
                true);
        Evaluation evaluation = look(read);
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.FAILED);
        assertThat(evaluation.sightings().get(0).mode().code()).isEqualTo("ImageOfAnotherArchitecture");
    }

    // Events that are over

    @Test
    void aRefusalFromBeforeOurApplyIsNotOurs() {
        Snapshot stale = read(
                "sts-no-account",
                yaml -> yaml.replaceFirst(
                        "operation: Update\n    time: '[^']*'", "operation: Update\n    time: '2026-11-23T07:00:00Z'"));
        assertThat(look(stale).sightings()).isEmpty();
    }

    // StatefulSets and DaemonSets

    @Test
    void aPartitionHoldsBackTheRest() {
        Snapshot snapshot = read("sts-ok");
        StatefulSet set = (StatefulSet) snapshot.workload().orElseThrow();
        set.getStatus().setUpdateRevision("newer");
        assertThat(look(snapshot).standing().waitingFor()).isEqualTo("Waiting for 1 of 1 pods to be updated");
        set.getSpec()
                .setUpdateStrategy(new StatefulSetUpdateStrategyBuilder()
                        .withType("RollingUpdate")
                        .withRollingUpdate(new RollingUpdateStatefulSetStrategy(null, 1))
                        .build());
        assertThat(look(at(snapshot, 1)).state()).isEqualTo(Evaluation.State.DONE);
    }

    @Test
    void onDeleteIsSaidAndNotWaitedFor() {
        Snapshot snapshot = read("sts-ok");
        StatefulSet set = (StatefulSet) snapshot.workload().orElseThrow();
        set.getStatus().setUpdateRevision("newer");
        set.getSpec().getUpdateStrategy().setType("OnDelete");
        look(snapshot);
        Evaluation evaluation = look(at(snapshot, 3));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.DONE);
        assertThat(evaluation.sightings()).extracting(s -> s.mode().code()).containsExactly("UpdateOnDelete");
    }

    @Test
    void aBrokenPodOfAnOlderRevisionWedgesAStatefulSet() {
        Snapshot snapshot = read("sts-ok");
        ((StatefulSet) snapshot.workload().orElseThrow()).getStatus().setUpdateRevision("newer");
        Pod broken = new PodBuilder(snapshot.pods().get(0))
                .withStatus(read("crash").pods().get(0).getStatus())
                .build();
        look(withPods(snapshot, List.of(broken)));
        Evaluation evaluation = look(at(withPods(snapshot, List.of(broken)), 3));
        assertThat(evaluation.sightings().get(0).mode().code()).isEqualTo("StatefulSetWedged");
        assertThat(evaluation.sightings().get(0).cause())
                .isEqualTo("The process of container web ends with exit code 3: exit code 3 (Error), 4 times");
    }

    @Test
    void aNodeThatIsNotReadyIsLeftOut() {
        Snapshot snapshot = read("ds-ok");
        ((DaemonSet) snapshot.workload().orElseThrow()).getStatus().setDesiredNumberScheduled(2);
        Pod elsewhere = new PodBuilder(snapshot.pods().get(0))
                .editMetadata()
                .withName("ds-ok-lost")
                .withUid("lost")
                .endMetadata()
                .editSpec()
                .withNodeName("lost")
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
        Snapshot withLost = new Snapshot(
                NOW,
                snapshot.applied(),
                snapshot.release(),
                snapshot.workload(),
                List.of(),
                snapshot.revisions(),
                List.of(snapshot.pods().get(0), elsewhere),
                List.of(),
                List.of(new NodeBuilder()
                        .withNewMetadata()
                        .withName("lost")
                        .endMetadata()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("Unknown")
                        .endCondition()
                        .endStatus()
                        .build()),
                Map.of(),
                true);
        look(withLost);
        Evaluation evaluation = look(at(withLost, 3));
        assertThat(evaluation.state()).isEqualTo(Evaluation.State.DONE);
        assertThat(evaluation.standing().desired()).isEqualTo(1);
        assertThat(evaluation.sightings().get(0).title())
                .isEqualTo("Node lost is not ready, so its pod of DaemonSet/ds-ok is left out of the judgement");
    }

    /** The newest revision that we see may be an older one still. */
    @Test
    void aDaemonSetsRevisionIsRecognisedByItsTemplate() {
        Snapshot snapshot = read("ds-ok");
        ((DaemonSet) snapshot.workload().orElseThrow())
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .setImage("newer");
        assertThat(look(snapshot).standing().waitingFor()).isEqualTo("Waiting for 1 of 1 nodes to get an updated pod");
    }

    // ---

    private Evaluation look(Snapshot snapshot) {
        Evaluation evaluation = evaluator.evaluate(snapshot, memory, false);
        memory = evaluation.memory();
        return evaluation;
    }

    private static Snapshot read(String name) {
        return SnapshotFile.read(name, NOW);
    }

    private static Snapshot read(String name, UnaryOperator<String> edit) {
        return SnapshotFile.read(name, NOW, edit);
    }

    private static Snapshot ready(Snapshot snapshot) {
        Pod pod = snapshot.pods().get(0);
        pod.getStatus().getConditions().forEach(condition -> condition.setStatus("True"));
        pod.getStatus().getContainerStatuses().get(0).setReady(true);
        return snapshot;
    }

    private static Release.Applied applied(Release.Applied applied, long generation) {
        return new Release.Applied(applied.object(), applied.uid(), generation, applied.change());
    }

    private static Snapshot at(Snapshot snapshot, long seconds) {
        return copy(
                snapshot,
                NOW.plusSeconds(seconds),
                snapshot.applied(),
                snapshot.release(),
                snapshot.workload(),
                snapshot.pods(),
                snapshot.events());
    }

    private static Snapshot with(Snapshot snapshot, Release.Applied applied) {
        return with(snapshot, applied, Optional.empty());
    }

    private static Snapshot with(Snapshot snapshot, Release.Applied applied, Optional<String> release) {
        return copy(
                snapshot, snapshot.time(), applied, release, snapshot.workload(), snapshot.pods(), snapshot.events());
    }

    private static Snapshot withPods(Snapshot snapshot, List<Pod> pods) {
        return copy(
                snapshot,
                snapshot.time(),
                snapshot.applied(),
                snapshot.release(),
                snapshot.workload(),
                pods,
                snapshot.events());
    }

    private static Snapshot withoutEvents(Snapshot snapshot) {
        return copy(
                snapshot,
                snapshot.time(),
                snapshot.applied(),
                snapshot.release(),
                snapshot.workload(),
                snapshot.pods(),
                List.of());
    }

    private static Snapshot without(Snapshot snapshot) {
        return copy(
                snapshot,
                snapshot.time(),
                snapshot.applied(),
                snapshot.release(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Snapshot copy(
            Snapshot snapshot,
            Instant time,
            Release.Applied applied,
            Optional<String> release,
            Optional<HasMetadata> workload,
            List<Pod> pods,
            List<Event> events) {
        return new Snapshot(
                time,
                applied,
                release,
                workload,
                snapshot.replicaSets(),
                snapshot.revisions(),
                pods,
                events,
                snapshot.nodes(),
                snapshot.logs(),
                snapshot.podsVisible());
    }
}
