package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.ship.StatusStage;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code push-to-prod status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        header = "Show the current release, how it is now, and the releases before it; changes nothing.",
        footerHeading = "%nExample:%n",
        footer = "  push-to-prod status --context staging --namespace shop --output json")
final class StatusCommand implements Callable<Integer> {

    private final Machine machine;

    @Mixin
    AppOptions app;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    OutputOptions output;

    StatusCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        return new Run(machine, output, "status").execute(run -> {
            App read = app.app(List.of());
            try (Connected to = Connected.to(cluster.connect(machine))) {
                run.status(
                        new StatusStage(to.cluster(), to.rollouts()).run(read.name(), cluster.namespace(to.cluster())));
                return ExitCode.DONE;
            }
        });
    }
}
