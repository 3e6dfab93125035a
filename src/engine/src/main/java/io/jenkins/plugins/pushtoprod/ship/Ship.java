package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.util.List;
import java.util.Optional;

/** The path from an image to a verdict against one cluster: deploy, verify, and roll back where that is wanted. */
public final class Ship {

    private final DeployStage deploy;
    private final VerifyStage verify;
    private final RollbackStage rollback;
    private final Stages stages;
    private final LockRequest lock;

    /** What happens after a bad verdict. */
    public enum OnFailure {
        /** The last verified release is put back. */
        ROLLBACK,
        /** What was deployed is left as it is. */
        NONE
    }

    public Ship(Cluster cluster, Rollouts rollouts, Stages stages, LockRequest lock) {
        this.deploy = new DeployStage(cluster, rollouts, stages);
        this.verify = new VerifyStage(cluster, rollouts, stages);
        this.rollback = new RollbackStage(cluster, rollouts, stages);
        this.stages = stages;
        this.lock = lock;
    }

    /** Deploys, verifies and, on failure, rolls back. */
    public ShipResult run(DeployRequest request, VerifyOptions watching, OnFailure onFailure)
            throws InterruptedException {
        Deployed deployed = deploy.run(request, lock, watching);
        if (deployed.releasePhase().isPresent()) {
            return result(deployed);
        }
        return deployed.problems().isEmpty()
                ? verify(deployed.release(), watching, onFailure)
                : undo(result(deployed), deployed.release(), watching, onFailure);
    }

    /** Deploys alone: the verdict is there only when the release phase failed. What broke off is not undone. */
    public ShipResult deploy(DeployRequest request, VerifyOptions watching) throws InterruptedException {
        return result(deploy.run(request, lock, watching));
    }

    private ShipResult result(Deployed deployed) {
        return result(Optional.of(deployed.release()), deployed.releasePhase(), deployed.undone(), deployed.problems());
    }

    /** Judges a release that is deployed and, on failure, rolls back. */
    public ShipResult verify(Release release, VerifyOptions watching, OnFailure onFailure) throws InterruptedException {
        VerifyStage.Judged judged = verify.run(release, watching);
        ShipResult result =
                result(Optional.of(judged.release()), Optional.of(judged.verdict()), Optional.empty(), List.of());
        boolean bad = judged.verdict().outcome() == Verdict.Outcome.FAILED
                || judged.verdict().outcome() == Verdict.Outcome.TIMED_OUT;
        return bad ? undo(result, judged.release(), watching, onFailure) : result;
    }

    /**
     * Puts an earlier release back in place of the current one.
     *
     * @param to its ID; empty: the newest verified one before the current
     */
    public ShipResult rollback(Release from, Optional<String> to, VerifyOptions watching) throws InterruptedException {
        Rollback done = rollback.run(from, to, lock, watching);
        return result(Optional.empty(), Optional.empty(), Optional.of(done), List.of());
    }

    private ShipResult undo(ShipResult result, Release from, VerifyOptions watching, OnFailure onFailure)
            throws InterruptedException {
        Rollback done = onFailure == OnFailure.NONE
                ? new Rollback.NotWanted(from)
                : rollback.run(from, Optional.empty(), lock, watching);
        return result.with(done, stages.times());
    }

    private ShipResult result(
            Optional<Release> release, Optional<Verdict> verdict, Optional<Rollback> rollback, List<Problem> problems) {
        return new ShipResult(Optional.empty(), release, verdict, rollback, problems, stages.times());
    }
}
