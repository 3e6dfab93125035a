package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.ArrayList;
import java.util.List;

/** A problem in at most three lines: what, where, and what to do. */
final class ProblemText {

    private final Style style;

    ProblemText(Style style) {
        this.style = style;
    }

    List<String> lines(Problem problem) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bad("error:") + " " + CleanText.line(problem.what()));
        problem.where().ifPresent(where -> lines.add("  at: " + CleanText.line(where)));
        problem.advice().ifPresent(advice -> lines.add("  do: " + CleanText.line(advice)));
        return lines;
    }
}
