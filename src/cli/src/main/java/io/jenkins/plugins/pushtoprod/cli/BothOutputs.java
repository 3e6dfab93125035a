package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.util.List;

/** Writes a result twice: for people, and for machines. */
record BothOutputs(Output one, Output other) implements Output {

    @Override
    public void shipped(ShipResult result) {
        one.shipped(result);
        other.shipped(result);
    }

    @Override
    public void planned(PlanResult result) {
        one.planned(result);
        other.planned(result);
    }

    @Override
    public void status(AppStatus status) {
        one.status(status);
        other.status(status);
    }

    @Override
    public void problems(List<Problem> problems) {
        one.problems(problems);
        other.problems(problems);
    }

    @Override
    public void end(ExitCode code) {
        one.end(code);
        other.end(code);
    }
}
