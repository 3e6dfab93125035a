package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.time.Instant;
import java.util.Optional;

/** An older commit does not replace a newer one by accident: a build that was slow, or was started again. */
final class CommitOrder {

    private static final int SHORT = 12;

    private CommitOrder() {}

    /** @param current what is in the cluster */
    static Optional<Problem> check(Release current, Provenance next) {
        Provenance there = current.provenance();
        if (there.commitTime().isEmpty()
                || next.commitTime().isEmpty()
                || there.commit().equals(next.commit())) {
            return Optional.empty();
        }
        Instant thereTime = there.commitTime().get();
        Instant nextTime = next.commitTime().get();
        if (!nextTime.isBefore(thereTime)) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.of(
                        Problem.Kind.CONFLICT,
                        "Commit " + name(next) + " of " + nextTime + " is older than commit " + name(there) + " of "
                                + thereTime + ", which is in the cluster.",
                        "release " + current.id() + " in namespace " + current.namespace(),
                        "Release the newest commit. To go back on purpose, roll back to an earlier release, or allow an older commit."));
    }

    private static String name(Provenance provenance) {
        String commit = provenance.commit().orElse("(unknown)");
        return commit.length() > SHORT ? commit.substring(0, SHORT) : commit;
    }
}
