package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.Problem;
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
 * @param rollback empty when there was nothing to undo
 * @param problems what broke the run off after the release had begun; empty: it came to its end
 * @param stages in the order they ran
 */
public record ShipResult(
        Optional<Image> image,
        Optional<Release> release,
        Optional<Verdict> verdict,
        Optional<Rollback> rollback,
        List<Problem> problems,
        List<StageTime> stages) {

    public static ShipResult built(Image image, List<StageTime> stages) {
        return new ShipResult(
                Optional.of(image), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), stages);
    }

    /** The same after a rollback. */
    ShipResult with(Rollback rollback, List<StageTime> stages) {
        return new ShipResult(image, release, verdict, Optional.of(rollback), problems, stages);
    }

    /** The same with the image that was built for it. */
    public ShipResult with(Image image) {
        return new ShipResult(Optional.of(image), release, verdict, rollback, problems, stages);
    }
}
