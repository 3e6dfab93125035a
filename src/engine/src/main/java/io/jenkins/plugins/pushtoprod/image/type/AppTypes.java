package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of apps that can be built; what was built already comes before what is source. */
public final class AppTypes {

    private final List<AppType> types;

    public AppTypes() {
        this(List.of(new RunnableJar(), new PythonApp()));
    }

    AppTypes(List<AppType> types) {
        this.types = types;
    }

    /** A kind and what it was told by. */
    public record Told(AppType type, String reason) {}

    /**
     * Tells the kind of an app.
     *
     * @param wanted what the app itself says
     * @throws ProblemException if it cannot be told, or the app names a kind that is not known
     */
    public Told tell(Path sources, Optional<String> wanted) {
        if (!Files.isDirectory(sources)) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "there is no directory with sources",
                    sources.toString(),
                    "name the directory that holds the app"));
        }
        return wanted.map(this::named).orElseGet(() -> found(sources));
    }

    private Told named(String name) {
        return types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .map(type -> new Told(type, "build.type says so"))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        Problem.Kind.INPUT,
                        "'" + name + "' is not a type of app that can be built",
                        "build.type",
                        "use one of: " + types.stream().map(AppType::name).collect(Collectors.joining(", ")))));
    }

    private Told found(Path sources) {
        for (AppType type : types) {
            Optional<String> reason = type.tell(sources);
            if (reason.isPresent()) {
                return new Told(type, reason.get());
            }
        }
        String lookedFor = types.stream()
                .map(type -> type.name() + " (" + type.signs() + ")")
                .collect(Collectors.joining("; "));
        throw new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "what kind of app this is cannot be told; looked for " + lookedFor,
                sources.toString(),
                hint(sources)));
    }

    private static String hint(Path sources) {
        if (Files.exists(sources.resolve("pom.xml"))) {
            return "there is a pom.xml, but no runnable jar yet: run 'mvn package' before the image is built";
        }
        if (Files.exists(sources.resolve("build.gradle")) || Files.exists(sources.resolve("build.gradle.kts"))) {
            return "there is a Gradle build, but no runnable jar yet: run 'gradle build' before the image is built";
        }
        return "say build.type in push-to-prod.yaml, or build.image if the image is made elsewhere";
    }
}
