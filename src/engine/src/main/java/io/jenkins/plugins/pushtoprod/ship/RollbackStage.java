package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.DeployOptions;
import io.jenkins.plugins.pushtoprod.cluster.Deployer;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.ReleaseLock;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts an earlier release back: every object of it, removed ones again, and without those that came after it. Its release phase does not
 * run again. The result is judged as any rollout is.
 */
public final class RollbackStage {

    /**
     * The objects are the app's own, and a rollback that stops at a field that an autoscaler or a person took meanwhile would leave the
     * broken release running.
     */
    static final DeployOptions FORCE = new DeployOptions(true, true);

    private final Cluster cluster;
    private final Deployer deployer;
    private final VerifyStage verify;
    private final Stages stages;

    public RollbackStage(Cluster cluster, Rollouts rollouts, Stages stages) {
        this.cluster = cluster;
        this.deployer = new Deployer(cluster);
        this.verify = new VerifyStage(cluster, rollouts, stages);
        this.stages = stages;
    }

    /**
     * Rolls back from the current release. An interrupt leaves it half done; the same again finishes it.
     *
     * @param from the release to undo
     * @param to ID of the release to put back; empty: the newest verified one before {@code from}
     */
    public Rollback run(Release from, Optional<String> to, LockRequest lock, VerifyOptions watching)
            throws InterruptedException {
        return stages.run(
                ShipEvent.Stage.ROLLBACK,
                () -> {
                    try {
                        return rollBack(from, to, lock, watching);
                    } catch (ProblemException e) {
                        return new Rollback.BrokenOff(from, e.problems());
                    }
                },
                RollbackStage::ending);
    }

    private Rollback rollBack(Release from, Optional<String> wanted, LockRequest lockRequest, VerifyOptions watching)
            throws InterruptedException {
        Releases releases = new Releases(cluster, from.namespace(), from.app());
        ReleaseLock lock = new Locking(stages).lock(releases, lockRequest);
        Release back;
        try {
            List<Release> history = releases.history();
            Optional<Release> newer = history.stream()
                    .filter(release ->
                            release.number() > from.number() && release.status() != Release.Status.ROLLED_BACK)
                    .findFirst();
            if (newer.isPresent()) {
                return new Rollback.Overtaken(from, newer.get());
            }
            Optional<Release> to = target(history, from, wanted);
            if (to.isEmpty()) {
                return new Rollback.NothingToGoBackTo(from);
            }
            back = putBack(releases, lock, history, from, to.get());
        } finally {
            Uninterrupted.run(lock::close);
        }
        Verdict verdict = verify.watch(ShipEvent.Stage.ROLLBACK, back, watching);
        boolean mark = back.status() != Release.Status.VERIFIED;
        return new Rollback.Done(from, mark ? verify.mark(back, verdict) : back, verdict);
    }

    private static Optional<Release> target(List<Release> history, Release from, Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return history.stream()
                    .filter(release -> release.number() < from.number() && release.status() == Release.Status.VERIFIED)
                    .findFirst();
        }
        Optional<Release> named = history.stream()
                .filter(release -> release.id().equals(wanted.get()))
                .findFirst();
        if (named.isEmpty()) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "there is no release " + wanted.get() + " of " + from.app(),
                    "namespace " + from.namespace(),
                    "Choose one of "
                            + String.join(
                                    ", ", history.stream().map(Release::id).toList())));
        }
        return named;
    }

    private Release putBack(Releases releases, ReleaseLock lock, List<Release> history, Release from, Release to)
            throws InterruptedException {
        stages.tell(new ShipEvent.RollingBack(from, to));
        Manifest manifest = releases.manifest(to);
        List<Release.Applied> applied = new ArrayList<>();
        applied.addAll(deployer.apply(lock, to, manifest.before(), FORCE, this::tell));
        applied.addAll(deployer.apply(lock, to, manifest.after(), FORCE, this::tell));
        List<Release.Applied> pruned = deployer.prune(lock, to, manifest, this::tell);
        Release back = to.status() == Release.Status.VERIFIED ? to : to.withStatus(Release.Status.DEPLOYED);
        // The one put back first: a run that is killed between two of these finds the release to undo still current.
        releases.save(back.withObjects(applied));
        history.stream()
                .filter(release -> release.number() > to.number() && release.status() != Release.Status.ROLLED_BACK)
                .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                .forEach(release -> releases.save(release.withStatus(Release.Status.ROLLED_BACK)));
        applied.addAll(pruned);
        return back.withObjects(applied);
    }

    private static ShipEvent.Ending ending(Rollback rollback) {
        if (rollback instanceof Rollback.Done done) {
            return done.verdict().outcome() == Verdict.Outcome.HEALTHY
                    ? ShipEvent.Ending.DONE
                    : ShipEvent.Ending.FAILED;
        }
        return rollback instanceof Rollback.BrokenOff ? ShipEvent.Ending.BROKEN_OFF : ShipEvent.Ending.DONE;
    }

    private void tell(Release.Applied applied) {
        stages.tell(new ShipEvent.ObjectApplied(applied));
    }
}
