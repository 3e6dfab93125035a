package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import java.util.List;

/** What became of putting an earlier release back. */
public sealed interface Rollback {

    /**
     * Every object of the earlier release is back.
     *
     * @param to the earlier release, with its objects as this rollback applied and pruned them
     * @param verdict of the rollback's own rollout
     */
    record Done(Release from, Release to, Verdict verdict) implements Rollback {}

    /** The release phase failed before any workload was touched: the release before it runs on. */
    record NotNeeded(Release from, Release running) implements Rollback {}

    /** There is no earlier release that was verified: what was deployed is left as it is. */
    record NothingToGoBackTo(Release from) implements Rollback {}

    /** It was not asked for: what was deployed is left as it is. */
    record NotWanted(Release from) implements Rollback {}

    /** A newer release came in between, which is not ours to undo. */
    record Overtaken(Release from, Release by) implements Rollback {}

    /** It broke off: what runs now may be of both releases. */
    record BrokenOff(Release from, List<Problem> problems) implements Rollback {}
}
