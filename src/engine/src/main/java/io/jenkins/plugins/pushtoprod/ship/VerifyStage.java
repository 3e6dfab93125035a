package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.util.Optional;

/** Watches a deployed release until its verdict, and marks it with that. */
public final class VerifyStage {

    private final Cluster cluster;
    private final Rollouts rollouts;
    private final Stages stages;

    public VerifyStage(Cluster cluster, Rollouts rollouts, Stages stages) {
        this.cluster = cluster;
        this.rollouts = rollouts;
        this.stages = stages;
    }

    /** The verdict and the release as it is marked now. */
    public record Judged(Release release, Verdict verdict) {}

    /** An interrupt leaves the release without a verdict: the same again takes it up. */
    public Judged run(Release release, VerifyOptions options) throws InterruptedException {
        return stages.run(
                ShipEvent.Stage.VERIFY,
                () -> {
                    Verdict verdict = watch(ShipEvent.Stage.VERIFY, release, options);
                    return new Judged(mark(release, verdict), verdict);
                },
                judged -> ending(judged.verdict()));
    }

    Verdict watch(ShipEvent.Stage stage, Release release, VerifyOptions options) throws InterruptedException {
        Release there = release.withObjects(release.objects().stream()
                .filter(applied -> applied.change() != Release.Change.PRUNED)
                .toList());
        return rollouts.verify(there, options, event -> stages.tell(new ShipEvent.Watching(stage, event)));
    }

    static ShipEvent.Ending ending(Verdict verdict) {
        return switch (verdict.outcome()) {
            case HEALTHY, SUPERSEDED -> ShipEvent.Ending.DONE;
            case FAILED, TIMED_OUT -> ShipEvent.Ending.FAILED;
        };
    }

    /** Marks a release with its verdict; one that was undone or superseded meanwhile stays that. */
    public Release mark(Release release, Verdict verdict) {
        Releases releases = new Releases(cluster, release.namespace(), release.app());
        Optional<Release> kept = releases.find(release.id());
        if (kept.isEmpty()
                || kept.get().status() == Release.Status.ROLLED_BACK
                || kept.get().status() == Release.Status.SUPERSEDED) {
            return kept.orElse(release);
        }
        Release.Status status =
                switch (verdict.outcome()) {
                    case HEALTHY -> Release.Status.VERIFIED;
                    case FAILED, TIMED_OUT -> Release.Status.FAILED;
                    case SUPERSEDED -> Release.Status.SUPERSEDED;
                };
        releases.save(kept.get().withStatus(status));
        return release.withStatus(status);
    }
}
