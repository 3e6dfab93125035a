package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.report.MarkdownReport;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.io.PrintStream;
import java.util.List;

/** Results as Markdown, for a comment on a pull request. */
final class MarkdownOutput implements Output {

    private final PrintStream out;
    private final MarkdownReport report = new MarkdownReport();

    MarkdownOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void shipped(ShipResult result) {
        out.print(report.shipped(result));
    }

    @Override
    public void planned(PlanResult result) {
        out.print(report.planned(result));
    }

    @Override
    public void status(AppStatus status) {
        out.print(report.status(status));
    }

    @Override
    public void problems(List<Problem> problems) {
        out.print(report.problems(problems));
    }

    @Override
    public void end(ExitCode code) {
        out.flush();
    }
}
