package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.ship.Ship;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code push-to-prod verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        header = "Watch the rollout of the current release until its verdict, and mark the release with it.",
        footerHeading = "%nExample:%n",
        footer = "  push-to-prod verify --context staging --namespace shop --timeout 5m --on-failure rollback")
final class VerifyCommand implements Callable<Integer> {

    private final Machine machine;

    @Mixin
    AppOptions app;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    JudgeOptions judge;

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            defaultValue = "none",
            description = "What to do after a bad verdict: rollback, none. Default: ${DEFAULT-VALUE}.")
    Ship.OnFailure onFailure;

    @Mixin
    LockOptions lock;

    @Mixin
    OutputOptions output;

    VerifyCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        return new Run(machine, output, "verify").execute(run -> {
            App read = app.app(List.of());
            try (Connected to = Connected.to(cluster.connect(machine))) {
                Release current = new CurrentRelease(
                                new Releases(to.cluster(), cluster.namespace(to.cluster()), read.name()))
                        .ofApp(read.name(), cluster.namespace(to.cluster()));
                Ship ship = new Ship(to.cluster(), to.rollouts(), run.stages(), lock.request(machine));
                return run.shipped(ship.verify(current, judge.options(List.of()), onFailure));
            }
        });
    }
}
