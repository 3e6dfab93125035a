package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.Rollback;
import java.util.ArrayList;
import java.util.List;

/** What became of a rollback. */
final class RollbackText {

    private final Style style;

    RollbackText(Style style) {
        this.style = style;
    }

    List<String> lines(Rollback rollback) {
        if (rollback instanceof Rollback.Done done) {
            return done(done);
        }
        if (rollback instanceof Rollback.BrokenOff broken) {
            List<String> lines = new ArrayList<>();
            lines.add(style.bad("ROLLBACK BROKEN OFF") + "  what runs now may be of "
                    + broken.from().id() + " and of the release before it");
            ProblemText problems = new ProblemText(style);
            broken.problems().forEach(problem -> lines.addAll(problems.lines(problem)));
            lines.add("  do: push-to-prod rollback, once that is mended");
            return lines;
        }
        return List.of(line(rollback));
    }

    private String line(Rollback rollback) {
        if (rollback instanceof Rollback.NotNeeded untouched) {
            return style.good("UNTOUCHED") + "  " + untouched.running().id()
                    + " goes on running: the release phase failed before any workload was changed";
        }
        if (rollback instanceof Rollback.NothingToGoBackTo nothing) {
            return style.warn("NOT ROLLED BACK") + "  no earlier release was verified; "
                    + nothing.from().id() + " is left as it is";
        }
        if (rollback instanceof Rollback.Overtaken overtaken) {
            return style.warn("NOT ROLLED BACK") + "  " + overtaken.by().id() + " has come after "
                    + overtaken.from().id() + ", and is not undone";
        }
        return style.warn("NOT ROLLED BACK") + "  it was not asked for; what was deployed is left as it is";
    }

    private List<String> done(Rollback.Done done) {
        List<String> lines = new ArrayList<>();
        boolean healthy = done.verdict().outcome() == Verdict.Outcome.HEALTHY;
        lines.add((healthy ? style.good("ROLLED BACK") : style.bad("ROLLED BACK, BUT NOT HEALTHY")) + "  "
                + done.from().id() + " to " + done.to().id() + " (image "
                + Names.brief(done.to().image()) + "), "
                + Names.of(done.verdict().outcome()) + " after "
                + Elapsed.text(done.verdict().after()));
        for (Release.Applied applied : done.to().objects()) {
            if (applied.change() != Release.Change.UNCHANGED) {
                lines.add("  " + CleanText.line(applied.object().toString()) + " " + back(applied.change()));
            }
        }
        if (!healthy) {
            lines.addAll(new VerdictText(style).lines(done.to(), done.verdict()));
        }
        return lines;
    }

    private static String back(Release.Change change) {
        return switch (change) {
            case CREATED -> "re-created";
            case CHANGED -> "restored";
            case PRUNED -> "removed";
            case UNCHANGED -> "as it was";
        };
    }
}
