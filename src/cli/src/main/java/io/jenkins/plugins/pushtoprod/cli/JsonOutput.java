package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.report.JsonReport;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.io.PrintStream;
import java.util.List;

/** One JSON document at the end, whatever happened. */
final class JsonOutput implements Output {

    private final PrintStream out;
    private final JsonReport report;

    JsonOutput(PrintStream out, String command) {
        this.out = out;
        this.report = new JsonReport(command);
    }

    @Override
    public void shipped(ShipResult result) {
        report.shipped(result);
    }

    @Override
    public void planned(PlanResult result) {
        report.planned(result);
    }

    @Override
    public void status(AppStatus status) {
        report.status(status);
    }

    @Override
    public void problems(List<Problem> problems) {
        report.problems(problems);
    }

    @Override
    public void end(ExitCode code) {
        out.println(report.end(code.code(), code.label()));
        out.flush();
    }
}
