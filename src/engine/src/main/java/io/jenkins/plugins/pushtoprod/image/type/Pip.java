package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** This machine's pip, installing wheels for the interpreter of an image. */
final class Pip {

    /** Part of every key: raise it when the same requirements shall make another layer. */
    private static final String RECIPE = "python dependencies 1";

    private static final String SCRIPT = "pip_for_image.py";

    /** Where packages come from, and how to get there; every other {@code PIP_} variable is this machine's own business. */
    private static final Set<String> KEPT = Set.of(
            "PIP_INDEX_URL",
            "PIP_EXTRA_INDEX_URL",
            "PIP_FIND_LINKS",
            "PIP_NO_INDEX",
            "PIP_TRUSTED_HOST",
            "PIP_CERT",
            "PIP_CLIENT_CERT",
            "PIP_PROXY",
            "PIP_TIMEOUT",
            "PIP_DEFAULT_TIMEOUT",
            "PIP_RETRIES",
            "PIP_CACHE_DIR",
            "PIP_NO_CACHE_DIR",
            "PIP_CONFIG_FILE",
            "PIP_KEYRING_PROVIDER");

    private static final List<String> SOURCES =
            List.of("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX");

    private final Interpreter interpreter;
    private final Map<String, String> environment;

    Pip(Interpreter interpreter) {
        this(interpreter, System.getenv());
    }

    Pip(Interpreter interpreter, Map<String, String> environment) {
        this.interpreter = interpreter;
        this.environment = environment;
    }

    /** All that decides what comes out for given requirements. */
    String recipe() {
        List<String> parts = new ArrayList<>(List.of(
                RECIPE,
                interpreter.fullVersion(),
                interpreter.program(),
                String.join(" ", interpreter.wheelPlatforms())));
        SOURCES.forEach(name -> parts.add(Redacted.text(environment.getOrDefault(name, ""))));
        return String.join("\n", parts);
    }

    /**
     * Installs into a new directory.
     *
     * @param work an empty directory
     * @return the directory with packages, and {@code bin} in it
     */
    Path install(Requirements requirements, Path work) throws InterruptedException {
        Path target = work.resolve("target");
        List<String> arguments = new ArrayList<>(List.of(
                copyScript(work).toString(), interpreter.fullVersion(), interpreter.machine(), interpreter.program()));
        arguments.addAll(List.of(
                "install",
                "--requirement",
                requirements.file().toString(),
                "--target",
                target.toString(),
                "--python-version",
                interpreter.version(),
                "--implementation",
                "cp",
                "--only-binary=:all:",
                "--no-compile",
                "--no-input",
                "--disable-pip-version-check",
                "--no-warn-script-location",
                "--progress-bar",
                "off"));
        interpreter.wheelPlatforms().forEach(tag -> arguments.addAll(List.of("--platform", tag)));
        Command command = new Command(requirements.root(), commandEnvironment(work), work.resolve("pip.log"));
        Command.Result result = command.run(python(command), arguments);
        if (result.exitCode() != 0) {
            throw new PipProblem(interpreter, requirements).of(result.output());
        }
        return target;
    }

    /** A Python that has pip, of the image's version if there is one. */
    private String python(Command command) throws InterruptedException {
        for (String python : List.of("python" + interpreter.version(), "python3", "python")) {
            if (command.isThere(python)
                    && command.run(python, List.of("-m", "pip", "--version")).exitCode() == 0) {
                return python;
            }
        }
        throw new ProblemException(Problem.of(
                Problem.Kind.MACHINE,
                "the app's dependencies cannot be resolved: this machine has no Python 3 with pip",
                "PATH",
                "install it (Debian: apt-get install python3-pip), or have an image made elsewhere and name it"
                        + " in build.image"));
    }

    private Map<String, String> commandEnvironment(Path work) {
        Map<String, String> kept = new TreeMap<>(environment);
        kept.keySet().removeIf(name -> (name.startsWith("PIP_") && !KEPT.contains(name)) || name.startsWith("PYTHON"));
        // These win over pip's configuration files, which may name the index but not where packages go.
        kept.put("PIP_USER", "0");
        kept.put("PIP_REQUIRE_VIRTUALENV", "0");
        kept.put("PIP_ROOT_USER_ACTION", "ignore");
        kept.put("PYTHONDONTWRITEBYTECODE", "1");
        kept.put("PYTHONUTF8", "1");
        kept.put("TMPDIR", work.toString());
        return kept;
    }

    private static Path copyScript(Path work) {
        Path script = work.resolve(SCRIPT);
        try (InputStream in = Objects.requireNonNull(Pip.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(in, script);
            return script;
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.MACHINE,
                            "a file cannot be written: " + e.getMessage(),
                            script.toString(),
                            "free some space on that disk, or name another cache directory"),
                    e);
        }
    }
}
