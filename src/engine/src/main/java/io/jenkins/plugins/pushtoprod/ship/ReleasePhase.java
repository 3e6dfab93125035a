package io.jenkins.plugins.pushtoprod.ship;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
                    Verdict verdict = watch(
                            release.namespace(),
                            jobs,
                            watching.withBake(Duration.ZERO),
                            new KnownSecrets().of(manifest));
                    if (verdict.outcome() != Verdict.Outcome.HEALTHY) {
                        end(lock, jobs);
                    }
                    return verdict;
                },
                VerifyStage::ending);
    }

    /** A migration of a release that is given up must not go on, nor begin once a registry is back. */
    private void end(ReleaseLock lock, List<Release.Applied> jobs) {
        for (Release.Applied job : jobs) {
            if (unfinished(job.object().namespace(), job.object().name()).isPresent()) {
                stages.tell(new ShipEvent.Note(end(lock, job)));
            }
        }
    }

    // The verdict is worth more than a Job that may not be deleted: that is said, and does not take its place.
    private String end(ReleaseLock lock, Release.Applied job) {
        try {
            deployer.deleteJob(lock, job.object(), job.uid());
            return job.object() + " was not finished, and is deleted";
        } catch (ProblemException e) {
            return job.object() + " is not finished and runs on, because it could not be deleted: " + e.getMessage();
        }
    }

    /**
     * Waits for what a run that was broken off has left running: a migration must neither be ended in its middle nor meet a second
     * one.
     */
    void awaitEarlier(Releases releases, List<Release> history) throws InterruptedException {
        Optional<Release> earlier = history.stream()
                .findFirst()
                .filter(release ->
                        release.status() != Release.Status.VERIFIED && release.status() != Release.Status.DEPLOYED);
        if (earlier.isEmpty()) {
            return;
        }
        Manifest manifest = releases.manifest(earlier.get());
        List<Release.Applied> running = manifest.releasePhase().stream()
                .flatMap(job ->
                        unfinished(earlier.get().namespace(), job.getMetadata().getName()).stream())
                .toList();
        if (!running.isEmpty()) {
            stages.tell(new ShipEvent.Note(
                    "waiting for the release phase of " + earlier.get().id() + ", which a broken-off run left behind"));
            watch(earlier.get().namespace(), running, VerifyOptions.defaults(), new KnownSecrets().of(manifest));
        }
    }

    private Verdict watch(String namespace, List<Release.Applied> jobs, VerifyOptions options, Set<SecretValue> more)
            throws InterruptedException {
        Set<SecretValue> secrets = new HashSet<>(options.secrets());
        secrets.addAll(more);
        return rollouts.verify(
                namespace,
                jobs,
                options.withSecrets(secrets),
                event -> stages.tell(new ShipEvent.Watching(ShipEvent.Stage.RELEASE_PHASE, event)));
    }

    private Optional<Release.Applied> unfinished(String namespace, String name) {
        Optional<Job> there = Optional.ofNullable(cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .get());
        return there.filter(job -> !isFinished(job))
                .map(job -> new Release.Applied(
                        new ObjectRef("batch/v1", "Job", namespace, name),
                        job.getMetadata().getUid(),
                        job.getMetadata().getGeneration(),
                        Release.Change.UNCHANGED));
    }

    // One without any status was just made: its controller has not seen it yet.
    private static boolean isFinished(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType())
                                && "True".equals(condition.getStatus()));
    }
}
