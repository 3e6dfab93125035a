package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.image.BuildRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the image is made. */
final class ImageOptions {

    private static final int SHORT_COMMIT = 12;

    @Mixin
    RegistryOptions registry;

    @Option(
            names = {"-t", "--tag"},
            paramLabel = "TAG",
            description = "A tag for the image. Repeatable. Default: the commit's first 12 digits, or latest.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--base", paramLabel = "IMAGE", description = "The base image: the same as --set build.base=IMAGE.")
    @Nullable
    String base;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where base layers and dependencies are kept between runs. Default: PUSH_TO_PROD_CACHE, or"
                    + " push-to-prod under XDG_CACHE_HOME or ~/.cache.")
    @Nullable
    Path cache;

    List<String> settings() {
        return base == null ? List.of() : List.of("build.base=" + base);
    }

    BuildRequest request(Machine machine, Path directory, App app, Provenance provenance) {
        return new BuildRequest(
                directory,
                app,
                registry.repository(app),
                tags(provenance),
                provenance,
                registry.access(machine),
                (cache == null ? machine.cache().resolve("images") : cache).toAbsolutePath());
    }

    private List<String> tags(Provenance provenance) {
        if (!tags.isEmpty()) {
            return List.copyOf(tags);
        }
        return List.of(provenance
                .commit()
                .map(commit -> commit.substring(0, Math.min(SHORT_COMMIT, commit.length())))
                .orElse("latest"));
    }
}
