package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What can be seen of a Python app without running it. */
final class PythonSources {

    /** Names that frameworks and tutorials give to the script that starts an app. */
    private static final List<String> USUAL_SCRIPTS = List.of("main.py", "app.py", "server.py", "run.py");

    private PythonSources() {}

    /** Scripts in the root, by name. */
    static List<String> scripts(Path sources) {
        return names(sources, path -> path.toString().endsWith(".py") && Files.isRegularFile(path));
    }

    /** Packages that {@code python -m} can start, in the root or in {@code src/}, by name. */
    static List<String> runnablePackages(Path sources) {
        Predicate<Path> runnable = path -> Files.isRegularFile(path.resolve("__main__.py"));
        List<String> inRoot = names(sources, runnable);
        return inRoot.isEmpty() ? names(sources.resolve("src"), runnable) : inRoot;
    }

    /** Whether packages are in {@code src/}, as the Python packaging guide's "src layout" has it. */
    static boolean hasSourceDirectory(Path sources) {
        return !Files.exists(sources.resolve("src/__init__.py"))
                && !names(
                                sources.resolve("src"),
                                path -> path.toString().endsWith(".py") || Files.exists(path.resolve("__init__.py")))
                        .isEmpty();
    }

    /** How the app is most likely started; empty if that cannot be told. */
    static List<String> start(Path sources, String python) {
        List<String> packages = runnablePackages(sources);
        if (packages.size() == 1) {
            return List.of(python, "-m", packages.get(0));
        }
        List<String> scripts = scripts(sources);
        if (scripts.size() == 1) {
            return List.of(python, scripts.get(0));
        }
        return USUAL_SCRIPTS.stream()
                .filter(scripts::contains)
                .findFirst()
                .map(script -> List.of(python, script))
                .orElse(List.of());
    }

    private static List<String> names(Path directory, Predicate<Path> filter) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(filter)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.BUILD,
                            "a directory of the sources cannot be read: " + e.getMessage(),
                            directory.toString(),
                            "let this user read it"),
                    e);
        }
    }
}
