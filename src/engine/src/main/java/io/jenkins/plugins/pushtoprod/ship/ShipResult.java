package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a run of the path did, as far as it went.
 *
 * @param image empty when nothing was built
 * @param release empty when nothing was deployed or judged
 * @param verdict of the release's rollout, or of its release phase when that failed; empty when nobody looked
 * @param rollback empty when the verdict left nothing to undo
 * @param stages in the order they ran
 */
public record ShipResult(
        Optional<Image> image,
        Optional<Release> release,
        Optional<Verdict> verdict,
        Optional<Rollback> rollback,
        List<StageTime> stages) {}
