package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.util.List;

/** Writes the result of a command in one of the formats. */
interface Output {

    void shipped(ShipResult result);

    void planned(PlanResult result);

    void status(AppStatus status);

    /** What kept the command from having a result. */
    void problems(List<Problem> problems);

    /** Nothing comes after this. */
    void end(ExitCode code);
}
