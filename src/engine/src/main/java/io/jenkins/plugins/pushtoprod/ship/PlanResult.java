package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.cluster.Plan;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import java.util.List;

/**
 * What a deploy would do and meet.
 *
 * @param next the release it would be
 * @param problems what would keep it from being applied; empty: nothing
 */
public record PlanResult(Release next, Plan plan, List<Problem> problems) {

    /** Whether the deploy would change an object. */
    public boolean changes() {
        return plan.changes().stream().anyMatch(change -> change.change() != Release.Change.UNCHANGED);
    }
}
