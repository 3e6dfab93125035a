package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.util.ArrayList;
import java.util.List;

/** Results in lines for a terminal or a build log. */
public final class TextReport {

    private final Style style;

    public TextReport(Style style) {
        this.style = style;
    }

    /** The reference of the image by its digest alone, for scripts; how it came about was said as progress. */
    public List<String> built(Image image) {
        return List.of(image.reference());
    }

    public List<String> planned(PlanResult result) {
        List<String> lines = new ArrayList<>(new PlanText(style).lines(result.plan()));
        lines.addAll(problems(result.problems()));
        return lines;
    }

    /** Image, release, verdict, what was rolled back, and the table of stages. */
    public List<String> shipped(ShipResult result) {
        List<String> lines = new ArrayList<>();
        result.release()
                .ifPresent(release -> lines.addAll(result.verdict()
                        .map(verdict -> new VerdictText(style).lines(release, verdict))
                        .orElseGet(() -> List.of(style.bold("DEPLOYED") + "  " + release.id() + " in namespace "
                                + release.namespace() + "; no verdict yet"))));
        result.rollback().ifPresent(rollback -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(new RollbackText(style).lines(rollback));
        });
        result.image().ifPresent(image -> lines.add("  image  " + image.reference()));
        if (result.stages().size() > 1) {
            lines.add("");
            lines.addAll(new StageTable().lines(result.stages()));
        }
        return lines;
    }

    public List<String> status(AppStatus status) {
        return new StatusText(style).lines(status);
    }

    public List<String> problems(List<Problem> problems) {
        ProblemText text = new ProblemText(style);
        return problems.stream()
                .flatMap(problem -> text.lines(problem).stream())
                .toList();
    }
}
