package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.AppReader;
import io.jenkins.plugins.pushtoprod.app.Overrides;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which app. */
final class AppOptions {

    @Option(
            names = {"-C", "--dir"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Root of the sources. Default: the current directory.")
    Path directory;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME",
            description = "The environment: selects the overlay of that name in push-to-prod.yaml.")
    @Nullable
    String environment;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A value that wins over push-to-prod.yaml, such as processes.web.instances=2. Repeatable.")
    List<String> settings = new ArrayList<>();

    Path directory() {
        if (!Files.isDirectory(directory)) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "there is no directory " + directory,
                    "--dir",
                    "Name the directory that has the app's sources"));
        }
        return directory.toAbsolutePath().normalize();
    }

    App app(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(settings);
        return new AppReader().read(directory(), Optional.ofNullable(environment), Overrides.parse(all));
    }

    String environmentName() {
        return Optional.ofNullable(environment).orElse("default");
    }
}
