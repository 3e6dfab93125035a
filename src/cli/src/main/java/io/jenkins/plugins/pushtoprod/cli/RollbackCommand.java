package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.ship.Ship;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code push-to-prod rollback}. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        header = "Put the last verified release before the current one back, all of its objects, and verify that.",
        description = {
            "%nIts release phase does not run again. Fields that another manager has taken since are taken back."
        },
        footerHeading = "%nExample:%n",
        footer = "  push-to-prod rollback --context production --namespace shop")
final class RollbackCommand implements Callable<Integer> {

    private final Machine machine;

    @Mixin
    AppOptions app;

    @Mixin
    ClusterOptions cluster;

    @Option(
            names = "--to",
            paramLabel = "RELEASE",
            description =
                    "The release to put back, as status names it, such as users-api-v7. Default: the last verified.")
    @Nullable
    String to;

    @Mixin
    JudgeOptions judge;

    @Mixin
    LockOptions lock;

    @Mixin
    OutputOptions output;

    RollbackCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        return new Run(machine, output, "rollback").execute(run -> {
            App read = app.app(List.of());
            try (Connected connected = Connected.to(cluster.connect(machine))) {
                String namespace = cluster.namespace(connected.cluster());
                Release current = new CurrentRelease(new Releases(connected.cluster(), namespace, read.name()))
                        .ofApp(read.name(), namespace);
                Ship ship = new Ship(connected.cluster(), connected.rollouts(), run.stages(), lock.request(machine));
                return run.shipped(ship.rollback(current, Optional.ofNullable(to), judge.options(List.of())));
            }
        });
    }
}
