package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.image.BuildRequest;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.image.ImageBuilder;
import io.jenkins.plugins.pushtoprod.ship.BuildStage;
import io.jenkins.plugins.pushtoprod.ship.DeployRequest;
import io.jenkins.plugins.pushtoprod.ship.Manifests;
import io.jenkins.plugins.pushtoprod.ship.Ship;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code push-to-prod ship}. */
@Command(
        name = "ship",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        header = "Build, deploy and verify; put the last verified release back when the verdict is bad.",
        footerHeading = "%nExample:%n",
        footer = {
            "  push-to-prod ship --context production --namespace shop --env production \\",
            "      --registry registry.example.com/team --secret jwt-key=file:/run/secrets/jwt-key"
        })
final class ShipCommand implements Callable<Integer> {

    private static final String SOME_DIGEST = "@sha256:" + "0".repeat(64);

    private final Machine machine;

    @Mixin
    AppOptions app;

    @Mixin
    ImageOptions image;

    @Mixin
    ReadyImageOptions ready;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    ApplyOptions apply;

    @Mixin
    JudgeOptions judge;

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            defaultValue = "rollback",
            description = "What to do after a bad verdict: rollback, none. Default: ${DEFAULT-VALUE}.")
    Ship.OnFailure onFailure;

    @Mixin
    LockOptions lock;

    @Mixin
    ProvenanceOptions provenance;

    @Mixin
    OutputOptions output;

    ShipCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        return new Run(machine, output, "ship").execute(run -> {
            App read = app.app(image.settings());
            Path directory = app.directory();
            DeployInputs inputs = apply.inputs(machine, directory, read);
            Provenance known = provenance.provenance(machine, directory);
            Optional<String> there = ready.chosen(read);
            Optional<BuildRequest> build =
                    there.isPresent() ? Optional.empty() : Optional.of(image.request(machine, directory, read, known));
            new Manifests()
                    .check(inputs.request(
                            environment("default"),
                            there.or(() -> build.map(BuildRequest::repository).map(name -> name + SOME_DIGEST))
                                    .orElse(""),
                            known));
            // Connecting takes about as long as finding out what to build: it goes on beside it.
            try (Connecting connecting = Connecting.to(() -> cluster.connect(machine))) {
                Optional<Image> built = build.isPresent() ? Optional.of(build(run, build.get())) : Optional.empty();
                Connected to = connecting.get();
                DeployRequest request = inputs.request(
                        environment(cluster.namespace(to.cluster())),
                        built.map(Image::reference).or(() -> there).orElse(""),
                        known);
                ShipResult result = new Ship(to.cluster(), to.rollouts(), run.stages(), lock.request(machine))
                        .run(request, judge.options(inputs.secrets().values()), onFailure);
                return run.shipped(built.map(result::with).orElse(result));
            }
        });
    }

    private Environment environment(String namespace) {
        return apply.environment.environment(
                app.environmentName(), namespace, image.registry.named().orElse(""));
    }

    private static Image build(Run run, BuildRequest request) throws InterruptedException {
        return new BuildStage(new ImageBuilder(), run.stages()).run(request);
    }
}
