package io.jenkins.plugins.pushtoprod.image;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Command;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.base.BaseContents;
import io.jenkins.plugins.pushtoprod.image.type.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the programs that an app starts are in its image, as far as that can be told before it is pushed. */
final class StartCheck {

    private final BaseContents base;
    private final Layout layout;

    StartCheck(BaseContents base, Layout layout) {
        this.base = base;
        this.layout = layout;
    }

    /** @throws ProblemException that names every command whose program is not there */
    void check(App app, List<String> start) {
        Map<String, String> programs = new LinkedHashMap<>();
        programs.put("the start command", start.get(0));
        app.processes().forEach((name, process) -> process.command()
                .ifPresent(command -> programs.put("processes." + name + ".command", program(command))));
        app.release().ifPresent(command -> programs.put("release", program(command)));
        app.schedules()
                .forEach((name, schedule) ->
                        programs.put("schedules." + name + ".command", program(schedule.command())));
        List<Problem> problems = new ArrayList<>();
        programs.forEach((where, program) -> {
            if (isMissing(program)
                    && problems.stream().noneMatch(problem -> problem.what().contains("'" + program + "'"))) {
                problems.add(problem(where, program));
            }
        });
        if (!problems.isEmpty()) {
            throw new ProblemException(problems, null);
        }
    }

    private static String program(Command command) {
        return command.shell() ? "/bin/sh" : command.words().get(0);
    }

    private boolean isMissing(String program) {
        if (program.startsWith("/")) {
            return base.covers(program) && !base.has(program);
        }
        return base.complete()
                && !program.contains("/")
                && base.find(program).isEmpty()
                && !layout.programs().contains(program);
    }

    private Problem problem(String where, String program) {
        String instead = program.equals("python") && base.find("python3").isPresent()
                ? "write python3, which is there"
                : "choose a base image that has it, or add the package that brings it to the app's dependencies";
        return Problem.of(
                Problem.Kind.BUILD,
                "the program '" + program
                        + "' would not be in the image: neither the base image nor the dependencies have it",
                where,
                instead);
    }
}
