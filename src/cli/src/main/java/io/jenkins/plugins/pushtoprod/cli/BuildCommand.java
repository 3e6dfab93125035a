package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.image.ImageBuilder;
import io.jenkins.plugins.pushtoprod.ship.BuildStage;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code push-to-prod build}. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        header = "Make the image, without a Docker daemon, and push it; prints its reference by digest.",
        footerHeading = "%nExample:%n",
        footer = "  image=$(push-to-prod build --quiet --registry registry.example.com/team)")
final class BuildCommand implements Callable<Integer> {

    private final Machine machine;

    @Mixin
    AppOptions app;

    @Mixin
    ImageOptions image;

    @Mixin
    ProvenanceOptions provenance;

    @Mixin
    OutputOptions output;

    BuildCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        return new Run(machine, output, "build").execute(run -> {
            App read = app.app(image.settings());
            Path directory = app.directory();
            Provenance known = provenance.provenance(machine, directory);
            Image built = new BuildStage(new ImageBuilder(), run.stages())
                    .run(image.request(machine, directory, read, known));
            return run.shipped(ShipResult.built(built, run.stages().times()));
        });
    }
}
