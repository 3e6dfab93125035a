package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.ship.DeployRequest;
import io.jenkins.plugins.pushtoprod.ship.Ship;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code push-to-prod deploy}. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        header =
                "Apply a release of an image that was built, and run its release phase; gives no verdict on its rollout.",
        footerHeading = "%nExample:%n",
        footer = "  push-to-prod deploy --context staging --image registry.example.com/team/users-api@sha256:...")
final class DeployCommand implements Callable<Integer> {

    private final Machine machine;

    @Mixin
    AppOptions app;

    @Mixin
    ReadyImageOptions image;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    ApplyOptions apply;

    @Mixin
    JudgeOptions judge;

    @Mixin
    LockOptions lock;

    @Mixin
    ProvenanceOptions provenance;

    @Mixin
    OutputOptions output;

    DeployCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        return new Run(machine, output, "deploy").execute(run -> {
            App read = app.app(List.of());
            Path directory = app.directory();
            String reference = image.required(read, apply);
            DeployInputs inputs = apply.inputs(machine, directory, read);
            try (Connected to = Connected.to(cluster.connect(machine))) {
                DeployRequest request = inputs.request(
                        apply.environment.environment(app.environmentName(), cluster.namespace(to.cluster()), ""),
                        reference,
                        provenance.provenance(machine, directory));
                Ship ship = new Ship(to.cluster(), to.rollouts(), run.stages(), lock.request(machine));
                return run.shipped(
                        ship.deploy(request, judge.options(inputs.secrets().values())));
            }
        });
    }
}
