package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a deploy came to.
 *
 * @param release with what was done to each object, the pruned ones included
 * @param releasePhase the verdict of a release phase that was not healthy; then the workloads were not touched
 * @param undone what became of what the release phase had needed; empty where there was no such verdict
 * @param problems what broke it off after the release had begun; empty: it came to its end
 */
public record Deployed(
        Release release, Optional<Verdict> releasePhase, Optional<Rollback> undone, List<Problem> problems) {

    static Deployed whole(Release release) {
        return new Deployed(release, Optional.empty(), Optional.empty(), List.of());
    }

    static Deployed brokenOff(Release release, List<Problem> problems) {
        return new Deployed(release, Optional.empty(), Optional.empty(), problems);
    }

    static Deployed stopped(Release release, Verdict releasePhase, Rollback undone) {
        return new Deployed(release, Optional.of(releasePhase), Optional.of(undone), List.of());
    }
}
