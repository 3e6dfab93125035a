package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.List;

/**
 * What a release would meet. Nothing was changed to find it out.
 *
 * @param plan what would change; objects with a problem are left out
 * @param problems everything that would keep the release from being applied, at once; empty: nothing
 */
public record Preflight(Plan plan, List<Problem> problems) {

    /**
     * The plan, if nothing stands against it.
     *
     * @throws ProblemException with every problem
     */
    public Plan orThrow() {
        if (!problems.isEmpty()) {
            throw new ProblemException(problems, null);
        }
        return plan;
    }
}
