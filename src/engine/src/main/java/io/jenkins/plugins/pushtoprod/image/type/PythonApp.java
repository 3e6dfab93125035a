package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.type.Layout.NamedLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Python app: its dependencies as wheels for the image's interpreter, below its sources in {@code /app}.
 *
 * <p>The dependencies are a "user base" ({@code PYTHONUSERBASE}): unlike directories in {@code PYTHONPATH} its packages come
 * after the standard library, and its {@code .pth} files count.
 */
final class PythonApp implements AppType {

    /** Where the sources are in the image. */
    private static final String HOME = "app";

    private static final List<String> SIGNS =
            List.of("requirements.txt", "pyproject.toml", "Pipfile", "setup.py", "manage.py");

    /** What tools leave beside the sources, for another interpreter or for nobody. */
    private static final List<String> LEFT_OUT = List.of(
            "**/__pycache__",
            "**/*.pyc",
            ".venv",
            "venv",
            "**/.pytest_cache",
            "**/.mypy_cache",
            "**/.ruff_cache",
            ".tox",
            ".nox");

    @Override
    public String name() {
        return "python";
    }

    @Override
    public String signs() {
        return String.join(", ", SIGNS) + ", *.py or a package with __main__.py";
    }

    @Override
    public Optional<String> tell(Path sources) {
        return SIGNS.stream()
                .filter(name -> Files.isRegularFile(sources.resolve(name)))
                .findFirst()
                .or(() -> PythonSources.scripts(sources).stream().findFirst())
                .or(() -> PythonSources.runnablePackages(sources).stream()
                        .findFirst()
                        .map(name -> name + "/__main__.py"))
                .map(name -> "has " + name);
    }

    @Override
    public String defaultBase(Path sources) {
        return "docker.io/library/python:" + PythonVersion.wanted(sources) + "-slim";
    }

    @Override
    public Layout layOut(Workshop workshop, BaseImage base) throws InterruptedException {
        Interpreter interpreter = Interpreter.of(base, workshop.inspector().inspect(base));
        interpreter.endOfLife().ifPresent(message -> workshop.listener().accept(new BuildEvent.Warning(message)));
        List<NamedLayer> layers = new ArrayList<>();
        PythonDependencies dependencies = new PythonDependencies(workshop, interpreter);
        Optional<PythonDependencies.Installed> installed = dependencies.install();
        installed.ifPresent(found -> layers.add(new NamedLayer("dependencies", found.layer())));
        layers.add(new NamedLayer(
                "sources", workshop.layers().layer(workshop.sourceTree(LEFT_OUT).entries(HOME))));
        return new Layout(
                layers,
                environment(workshop.sources()),
                List.of("/" + PythonDependencies.HOME + "/bin"),
                "/" + HOME,
                PythonSources.start(workshop.sources(), interpreter.program()),
                installed.map(PythonDependencies.Installed::programs).orElse(Set.of()));
    }

    private static Map<String, String> environment(Path sources) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PYTHONUSERBASE", "/" + PythonDependencies.HOME);
        environment.put("PYTHONPATH", PythonSources.hasSourceDirectory(sources) ? "/app/src:/app" : "/app");
        environment.put("PYTHONUNBUFFERED", "1");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        return environment;
    }
}
