package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.report.Style;
import io.jenkins.plugins.pushtoprod.report.TextReport;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.io.PrintStream;
import java.util.List;

/** Results as text. Problems are not among them: they go to people, by another stream. */
final class TextOutput implements Output {

    private final PrintStream out;
    private final TextReport report;

    TextOutput(PrintStream out, Style style) {
        this.out = out;
        this.report = new TextReport(style);
    }

    @Override
    public void shipped(ShipResult result) {
        report.shipped(result).forEach(out::println);
    }

    @Override
    public void planned(PlanResult result) {
        report.planned(result).forEach(out::println);
    }

    @Override
    public void status(AppStatus status) {
        report.status(status).forEach(out::println);
    }

    @Override
    public void problems(List<Problem> problems) {}

    @Override
    public void end(ExitCode code) {
        out.flush();
    }
}
