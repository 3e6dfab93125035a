package io.jenkins.plugins.pushtoprod.ship;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.DeployOptions;
import io.jenkins.plugins.pushtoprod.cluster.Deployer;
import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.ReleaseLock;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The Jobs that have to succeed before the workloads of a release are applied. Never more than one release's at a time. */
final class ReleasePhase {

    private final Cluster cluster;
    private final Deployer deployer;
    private final Rollouts rollouts;
    private final Stages stages;

    ReleasePhase(Cluster cluster, Rollouts rollouts, Stages stages) {
        this.cluster = cluster;
        this.deployer = new Deployer(cluster);
        this.rollouts = rollouts;
        this.stages = stages;
    }

    Verdict run(ReleaseLock lock, Release release, Manifest manifest, DeployOptions options, VerifyOptions watching)
            throws InterruptedException {
        return stages.run(
                ShipEvent.Stage.RELEASE_PHASE,
                () -> {
                    List<Release.Applied> jobs = deployer.apply(
                            lock,
                            release,
                            manifest.releasePhase(),
                            options,
                            applied -> stages.tell(new ShipEvent.ObjectApplied(applied)));
                    return watch(release.namespace(), jobs, watching.withBake(Duration.ZERO));
                },
                VerifyStage::ending);
    }

    /**
     * Waits for what a run that was broken off has left running: a migration must neither be ended in its middle nor meet a second
     * one.
     */
    void awaitEarlier(Releases releases) throws InterruptedException {
        Optional<Release> earlier = releases.history().stream().findFirst();
        if (earlier.isEmpty() || earlier.get().status() != Release.Status.APPLYING) {
            return;
        }
        List<Release.Applied> running = releases.manifest(earlier.get()).releasePhase().stream()
                .flatMap(job -> running(earlier.get().namespace(), job).stream())
                .toList();
        if (!running.isEmpty()) {
            stages.tell(new ShipEvent.Note(
                    "waiting for the release phase of " + earlier.get().id() + ", which a broken-off run left behind"));
            watch(earlier.get().namespace(), running, VerifyOptions.defaults());
        }
    }

    private Verdict watch(String namespace, List<Release.Applied> jobs, VerifyOptions options)
            throws InterruptedException {
        return rollouts.verify(
                namespace,
                jobs,
                options,
                event -> stages.tell(new ShipEvent.Watching(ShipEvent.Stage.RELEASE_PHASE, event)));
    }

    private Optional<Release.Applied> running(String namespace, GenericKubernetesResource job) {
        Optional<Job> there = Optional.ofNullable(cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(job.getMetadata().getName())
                .get());
        return there.filter(one -> one.getStatus() != null
                        && one.getStatus().getActive() != null
                        && one.getStatus().getActive() > 0)
                .map(one -> new Release.Applied(
                        new ObjectRef(
                                "batch/v1", "Job", namespace, one.getMetadata().getName()),
                        one.getMetadata().getUid(),
                        one.getMetadata().getGeneration(),
                        Release.Change.UNCHANGED));
    }
}
