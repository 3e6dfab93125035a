package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.Deployer;
import io.jenkins.plugins.pushtoprod.cluster.Plan;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.ReleaseLock;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a release into a cluster: under the lock, preflight, apply, release phase, apply, prune. Judges the release phase alone. */
public final class DeployStage {

    private final Cluster cluster;
    private final Deployer deployer;
    private final ReleasePhase releasePhase;
    private final Stages stages;

    public DeployStage(Cluster cluster, Rollouts rollouts, Stages stages) {
        this.cluster = cluster;
        this.deployer = new Deployer(cluster);
        this.releasePhase = new ReleasePhase(cluster, rollouts, stages);
        this.stages = stages;
    }

    /** A release that is about to be applied, and the lock it is applied under. */
    private record Begun(
            ReleaseLock lock, Releases releases, Optional<Release> running, Release release, Manifest manifest)
            implements AutoCloseable {

        @Override
        public void close() {
            Uninterrupted.run(lock::close);
        }
    }

    /**
     * Deploys. An interrupt leaves the release half applied; the next one takes its place, whatever came of it.
     *
     * @param watching how the release phase is judged
     * @throws ProblemException if it did not begin: nothing was applied
     */
    public Deployed run(DeployRequest request, LockRequest lock, VerifyOptions watching) throws InterruptedException {
        Releases releases = new Releases(
                cluster, request.environment().namespace(), request.app().name());
        try (Begun begun = stages.run(ShipEvent.Stage.PREFLIGHT, () -> begin(request, releases, lock))) {
            return apply(begun, request, watching);
        }
    }

    private Deployed apply(Begun begun, DeployRequest request, VerifyOptions watching) throws InterruptedException {
        try {
            return applyInOrder(begun, request, watching);
        } catch (ProblemException e) {
            return Deployed.brokenOff(begun.release(), e.problems());
        }
    }

    private Begun begin(DeployRequest request, Releases releases, LockRequest lockRequest) throws InterruptedException {
        ReleaseLock lock = new Locking(stages).lock(releases, lockRequest);
        boolean begun = false;
        try {
            Release next =
                    releases.next(request.environment().name(), request.image(), request.provenance(), Instant.now());
            Manifest manifest = new Manifests().of(request, next);
            Plan plan = deployer.preflight(next, manifest, request.options()).orThrow();
            stages.tell(new ShipEvent.Planned(plan));
            List<Release> history = releases.history();
            releasePhase.awaitEarlier(releases, history);
            Release release = releases.begin(lock, next, manifest);
            stages.tell(new ShipEvent.ReleaseBegun(release));
            begun = true;
            return new Begun(lock, releases, running(history), release, manifest);
        } finally {
            if (!begun) {
                Uninterrupted.run(lock::close);
            }
        }
    }

    private Deployed applyInOrder(Begun begun, DeployRequest request, VerifyOptions watching)
            throws InterruptedException {
        Manifest manifest = begun.manifest();
        List<Release.Applied> applied = new ArrayList<>();
        if (!manifest.releasePhase().isEmpty()) {
            applied.addAll(stages.run(
                    ShipEvent.Stage.APPLY,
                    () -> deployer.apply(
                            begun.lock(), begun.release(), manifest.before(), request.options(), this::tell)));
            Verdict verdict = releasePhase.run(begun.lock(), begun.release(), manifest, request.options(), watching);
            if (verdict.outcome() != Verdict.Outcome.HEALTHY) {
                return undo(begun, verdict);
            }
        }
        return stages.run(ShipEvent.Stage.APPLY, () -> {
            if (manifest.releasePhase().isEmpty()) {
                applied.addAll(deployer.apply(
                        begun.lock(), begun.release(), manifest.before(), request.options(), this::tell));
            }
            applied.addAll(
                    deployer.apply(begun.lock(), begun.release(), manifest.after(), request.options(), this::tell));
            List<Release.Applied> pruned = deployer.prune(begun.lock(), begun.release(), manifest, this::tell);
            Release deployed = begun.release().withStatus(Release.Status.DEPLOYED);
            begun.releases().save(deployed.withObjects(applied));
            applied.addAll(pruned);
            return Deployed.whole(deployed.withObjects(applied));
        });
    }

    /** The newest that was wholly applied and not undone, as it was before the next one began. */
    private static Optional<Release> running(List<Release> history) {
        return history.stream()
                .filter(release ->
                        release.status() != Release.Status.ROLLED_BACK && release.status() != Release.Status.APPLYING)
                .findFirst();
    }

    /**
     * Puts back what the release phase needed, its configuration above all: the pods of the release before it, which go on running, would
     * meet it at their next restart. The verdict is told whatever comes of that.
     */
    private Deployed undo(Begun begun, Verdict verdict) throws InterruptedException {
        if (begun.running().isEmpty()) {
            Release failed = begun.releases().save(begun.release().withStatus(Release.Status.FAILED));
            return Deployed.stopped(failed, verdict, new Rollback.NothingToGoBackTo(failed));
        }
        try {
            return stages.run(
                    ShipEvent.Stage.ROLLBACK,
                    () -> putBack(begun, begun.running().get(), verdict));
        } catch (ProblemException e) {
            return Deployed.stopped(begun.release(), verdict, new Rollback.BrokenOff(begun.release(), e.problems()));
        }
    }

    private Deployed putBack(Begun begun, Release running, Verdict verdict) throws InterruptedException {
        Manifest earlier = begun.releases().manifest(running);
        deployer.apply(begun.lock(), running, earlier.before(), RollbackStage.FORCE, this::tell);
        deployer.prune(begun.lock(), running, earlier, this::tell);
        // The next one had superseded it when it began.
        begun.releases().save(running);
        Release undone = begun.releases().save(begun.release().withStatus(Release.Status.ROLLED_BACK));
        return Deployed.stopped(undone, verdict, new Rollback.NotNeeded(undone, running));
    }

    private void tell(Release.Applied applied) {
        stages.tell(new ShipEvent.ObjectApplied(applied));
    }
}
