package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An image that is there already. */
final class ReadyImageOptions {

    @Option(
            names = {"-i", "--image"},
            paramLabel = "REPOSITORY@DIGEST",
            description = "An image that is there already, by digest. Default: build.image of push-to-prod.yaml.")
    @Nullable
    String image;

    Optional<String> chosen(App app) {
        return Optional.ofNullable(image).or(() -> app.build().image()).map(ReadyImageOptions::byDigest);
    }

    /** Empty only where a team's own YAML names its images by itself. */
    String required(App app, ApplyOptions apply) {
        Optional<String> chosen = chosen(app);
        if (chosen.isEmpty() && apply.manifests.isEmpty()) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "no image is named",
                    "--image",
                    "Give what push-to-prod build printed, or let push-to-prod ship build it"));
        }
        return chosen.orElse("");
    }

    // A tag can move between the deploy and a pod's start.
    private static String byDigest(String reference) {
        if (!reference.contains("@sha256:")) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "the image " + reference + " is not named by its digest",
                    "--image, or build.image in push-to-prod.yaml",
                    "Write it as REPOSITORY@sha256:..., so that what is verified is what runs"));
        }
        return reference;
    }
}
