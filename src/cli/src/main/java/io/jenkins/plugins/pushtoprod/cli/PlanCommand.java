package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.ship.DeployRequest;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.PlanStage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code push-to-prod plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisHeading = "%nUsage: ",
        optionListHeading = "%nOptions:%n",
        header = "Show what a deploy would change, and every problem that would stop it; changes nothing.",
        description = {
            "%nThe cluster is asked about every object by a server-side dry run. Values of Secrets are not shown.",
            "Without --image, the image of the current release is taken, so that everything else is compared."
        },
        footerHeading = "%nExample:%n",
        footer = "  push-to-prod plan --context staging --namespace shop")
final class PlanCommand implements Callable<Integer> {

    private final Machine machine;

    @Mixin
    AppOptions app;

    @Mixin
    ReadyImageOptions image;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    ApplyOptions apply;

    @Option(names = "--detailed-exit-code", description = "Exit with 20 when a deploy would change something.")
    boolean detailed;

    @Mixin
    ProvenanceOptions provenance;

    @Mixin
    OutputOptions output;

    PlanCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        return new Run(machine, output, "plan").execute(run -> {
            App read = app.app(List.of());
            Path directory = app.directory();
            DeployInputs inputs = apply.inputs(machine, directory, read);
            try (Cluster connected = cluster.connect(machine)) {
                String namespace = cluster.namespace(connected);
                DeployRequest request = inputs.request(
                        apply.environment.environment(app.environmentName(), namespace, ""),
                        reference(run, read, new Releases(connected, namespace, read.name())),
                        provenance.provenance(machine, directory));
                PlanResult result = new PlanStage(connected, run.stages()).run(request);
                run.planned(result);
                return ending(result);
            }
        });
    }

    private ExitCode ending(PlanResult result) {
        if (!result.problems().isEmpty()) {
            return ExitCode.of(result.problems().get(0).kind());
        }
        return detailed && result.changes() ? ExitCode.CHANGES : ExitCode.DONE;
    }

    private String reference(Run run, App read, Releases releases) {
        Optional<String> chosen = image.chosen(read);
        if (chosen.isPresent() || !apply.manifests.isEmpty()) {
            return chosen.orElse("");
        }
        Optional<Release> current = releases.current();
        run.note(current.map(release -> "the image is that of " + release.id() + "; --image names another")
                .orElse("no image is named, and there is no release yet: the plan has a placeholder for it"));
        return current.map(Release::image).orElse(read.name() + "@sha256:" + "0".repeat(64));
    }
}
