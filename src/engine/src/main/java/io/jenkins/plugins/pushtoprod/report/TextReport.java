package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Results in lines for a terminal or a build log. */
public final class TextReport {

    private final Style style;

    public TextReport(Style style) {
        this.style = style;
    }

    /** What would change; the problems are a list of their own. */
    public List<String> planned(PlanResult result) {
        return new PlanText(style).lines(result.plan());
    }

    /**
     * Verdict, image, findings, what was rolled back, and the table of stages. Of a build alone, the image's reference and nothing else, for
     * scripts.
     */
    public List<String> shipped(ShipResult result) {
        if (result.release().isEmpty() && result.rollback().isEmpty()) {
            return result.image().map(image -> List.of(image.reference())).orElse(List.of());
        }
        List<String> lines = new ArrayList<>();
        result.release().ifPresent(release -> lines.addAll(about(release, result.verdict())));
        result.rollback().ifPresent(rollback -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(new RollbackText(style).lines(rollback));
        });
        if (result.stages().size() > 1) {
            lines.add("");
            lines.addAll(new StageTable().lines(result.stages()));
        }
        return lines;
    }

    private List<String> about(Release release, Optional<Verdict> verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict.map(one -> new VerdictText(style).headline(release, one))
                .orElseGet(() -> withoutVerdict(release)));
        if (!release.image().isEmpty()) {
            lines.add("  image  " + CleanText.line(release.image()));
        }
        verdict.ifPresent(one -> lines.addAll(new VerdictText(style).findings(one)));
        return lines;
    }

    private String withoutVerdict(Release release) {
        String of = "  " + release.id() + " in namespace " + release.namespace();
        return release.status() == Release.Status.APPLYING
                ? style.bad("BROKEN OFF") + of + ": not all of it was applied"
                : style.bold("DEPLOYED") + of + "; no verdict yet";
    }

    public List<String> status(AppStatus status) {
        return new StatusText(style).lines(status);
    }

    /** What an interrupted run left, and how to go on; {@code stage} is the one that was under way. */
    public List<String> interrupted(Optional<ShipEvent.Stage> stage) {
        return new InterruptText(style).lines(stage);
    }

    public List<String> problems(List<Problem> problems) {
        ProblemText text = new ProblemText(style);
        return problems.stream()
                .flatMap(problem -> text.lines(problem).stream())
                .toList();
    }
}
