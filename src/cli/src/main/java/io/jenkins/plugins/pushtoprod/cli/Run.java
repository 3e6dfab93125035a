package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.report.Progress;
import io.jenkins.plugins.pushtoprod.report.TextReport;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import io.jenkins.plugins.pushtoprod.ship.Stages;
import java.io.PrintStream;
import java.util.List;

/** One run of a command: shows its progress, writes its result, and makes an exit code of whatever happens. */
final class Run {

    private final PrintStream err;
    private final Output output;
    private final Progress progress;
    private final TextReport people;
    private final Stages stages;

    /** What a command does. */
    interface Body {
        ExitCode run(Run run) throws InterruptedException;
    }

    Run(Machine machine, OutputOptions options, String command) {
        this.err = machine.err();
        this.output = options.output(machine, command);
        this.progress = options.progress(machine);
        this.people = new TextReport(options.problemStyle(machine));
        this.stages = new Stages(progress);
    }

    int execute(Body body) {
        ExitCode code = outcome(body);
        progress.close();
        output.end(code);
        return code.code();
    }

    private ExitCode outcome(Body body) {
        try {
            return body.run(this);
        } catch (ProblemException e) {
            output.problems(e.problems());
            tell(e.problems());
            return ExitCode.of(e.problems().get(0).kind());
        } catch (InterruptedException e) {
            return interrupted();
        } catch (RuntimeException | Error e) {
            return Thread.interrupted() ? interrupted() : defect(e);
        }
    }

    ExitCode shipped(ShipResult result) {
        progress.close();
        output.shipped(result);
        tell(result.problems());
        return ExitCode.of(result);
    }

    void planned(PlanResult result) {
        progress.close();
        output.planned(result);
        tell(result.problems());
    }

    void status(AppStatus status) {
        progress.close();
        output.status(status);
    }

    private void tell(List<Problem> problems) {
        progress.close();
        people.problems(problems).forEach(err::println);
    }

    private ExitCode interrupted() {
        progress.close();
        people.interrupted(stages.brokenOff()).forEach(err::println);
        return ExitCode.INTERRUPTED;
    }

    private ExitCode defect(Throwable defect) {
        progress.close();
        err.println("error: a defect of push-to-prod; please report it with what follows");
        defect.printStackTrace(err);
        return ExitCode.INTERNAL;
    }

    Stages stages() {
        return stages;
    }

    void note(String message) {
        progress.accept(new ShipEvent.Note(message));
    }
}
