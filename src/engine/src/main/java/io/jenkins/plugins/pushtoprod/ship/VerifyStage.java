package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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

    /**
     * An interrupt leaves the release without a verdict: the same again takes it up.
     *
     * @throws ProblemException of kind CONFLICT if not all of the release was applied: half of one can look healthy
     */
    public Judged run(Release release, VerifyOptions options) throws InterruptedException {
        if (release.status() == Release.Status.APPLYING) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.CONFLICT,
                    "not all of " + release.id() + " was applied: a run is at it, or was broken off",
                    "namespace " + release.namespace(),
                    "Deploy again, or put the last verified release back: push-to-prod rollback"));
        }
        return stages.run(
                ShipEvent.Stage.VERIFY,
                () -> {
                    Verdict verdict = watch(ShipEvent.Stage.VERIFY, release, options);
                    return new Judged(mark(release, verdict), verdict);
                },
                judged -> ending(judged.verdict()));
    }

    Verdict watch(ShipEvent.Stage stage, Release release, VerifyOptions options) throws InterruptedException {
        return watch(release, options, event -> stages.tell(new ShipEvent.Watching(stage, event)));
    }

    /** The same with a listener of one's own; what was pruned is not waited for, and the release's secrets are not shown. */
    Verdict watch(Release release, VerifyOptions options, Consumer<RolloutEvent> listener) throws InterruptedException {
        Release there = release.withObjects(release.objects().stream()
                .filter(applied -> applied.change() != Release.Change.PRUNED)
                .toList());
        Set<SecretValue> secrets = new HashSet<>(options.secrets());
        secrets.addAll(
                new KnownSecrets().of(new Releases(cluster, release.namespace(), release.app()).manifest(release)));
        return rollouts.verify(there, options.withSecrets(secrets), listener);
    }

    static ShipEvent.Ending ending(Verdict verdict) {
        return switch (verdict.outcome()) {
            case HEALTHY, SUPERSEDED -> ShipEvent.Ending.DONE;
            case FAILED, TIMED_OUT -> ShipEvent.Ending.FAILED;
        };
    }

    /** Marks a release with its verdict; one that was undone or superseded, or is not wholly applied, stays that. */
    public Release mark(Release release, Verdict verdict) {
        Releases releases = new Releases(cluster, release.namespace(), release.app());
        Optional<Release> kept = releases.find(release.id());
        if (kept.isEmpty()
                || kept.get().status() == Release.Status.APPLYING
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
