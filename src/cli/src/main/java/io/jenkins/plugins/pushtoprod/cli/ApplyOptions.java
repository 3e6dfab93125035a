package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.cluster.DeployOptions;
import io.jenkins.plugins.pushtoprod.manifest.ManifestReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is applied, and what it may do. */
final class ApplyOptions {

    @Mixin
    EnvironmentOptions environment;

    @Option(
            names = "--secret",
            paramLabel = "ID=file:PATH|env:NAME",
            description =
                    "Value of a secret that push-to-prod.yaml names: from a file (one line feed at its end does not"
                            + " count) or an environment variable. Repeatable. Without it, a Secret of that name has to be in"
                            + " the namespace.")
    List<String> secrets = new ArrayList<>();

    @Option(
            names = {"-m", "--manifests"},
            paramLabel = "GLOB",
            description = "Your own YAML, relative to --dir, such as 'k8s/*.yaml': applied instead of what is made from"
                    + " the app, with labels, monitoring, logging and provenance added. Repeatable.")
    List<String> manifests = new ArrayList<>();

    @Option(names = "--allow-older", description = "Let a commit replace a newer one.")
    boolean allowOlder;

    @Option(
            names = "--force-conflicts",
            description = "Overwrite fields that another manager owns, instead of stopping.")
    boolean forceConflicts;

    private DeployOptions options() {
        return new DeployOptions(forceConflicts, allowOlder);
    }

    /**
     * Reads all that arguments name, before anything is built, so that a missing file stops nothing half-way.
     *
     * @param app whose secrets may be given
     */
    DeployInputs inputs(Machine machine, Path directory, App app) {
        return new DeployInputs(
                app,
                secretValues(machine, app),
                manifests.isEmpty() ? List.of() : new ManifestReader().read(directory, manifests),
                options());
    }

    private Map<String, SecretValue> secretValues(Machine machine, App app) {
        Map<String, SecretValue> values = new HashMap<>();
        for (String argument : secrets) {
            String[] parts = argument.split("=", 2);
            if (parts.length != 2 || parts[0].isBlank()) {
                throw wrong("expected ID=file:PATH or ID=env:NAME after --secret", "--secret " + parts[0]);
            }
            if (!app.secrets().containsValue(parts[0])) {
                throw wrong(
                        "the app has no secret " + parts[0] + "; it names "
                                + (app.secrets().isEmpty()
                                        ? "none"
                                        : String.join(
                                                ", ",
                                                new TreeSet<>(app.secrets().values()))),
                        "--secret " + parts[0]);
            }
            values.put(parts[0], value(machine, parts[0], parts[1]));
        }
        return values;
    }

    private static SecretValue value(Machine machine, String id, String source) {
        if (source.startsWith("file:")) {
            return new SecretFile(Path.of(source.substring("file:".length()))).read();
        }
        if (source.startsWith("env:")) {
            String name = source.substring("env:".length());
            return new SecretValue(machine.variable(name)
                    .orElseThrow(
                            () -> wrong("environment variable " + name + " is not set, or empty", "--secret " + id)));
        }
        // What was given instead may be the secret itself: it is not repeated.
        throw wrong("a secret's value comes from file:PATH or env:NAME, never from the argument", "--secret " + id);
    }

    private static ProblemException wrong(String what, String where) {
        return new ProblemException(Problem.of(
                Problem.Kind.INPUT, what, where, "Write it as --secret ID=file:PATH or --secret ID=env:NAME"));
    }
}
