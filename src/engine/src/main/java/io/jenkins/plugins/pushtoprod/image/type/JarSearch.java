package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds runnable jars where build tools put them. */
final class JarSearch {

    /** Maven's, Gradle's, and the root for a jar that came from elsewhere. */
    private static final List<String> DIRECTORIES = List.of("target", "build/libs", "");

    /** What lies beside the jar of an app: sources, documentation, tests, and what the shade plugin keeps of the jar before it. */
    private static final Pattern NOT_THE_APP =
            Pattern.compile("original-.*|.*-(?:sources|javadoc|tests|test-sources|plain)\\.jar");

    private JarSearch() {}

    /** The runnable jars of the first directory that has any, by name. */
    static List<JarInfo> in(Path sources) {
        return DIRECTORIES.stream()
                .map(sources::resolve)
                .map(JarSearch::jars)
                .filter(jars -> !jars.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<JarInfo> jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
                    .filter(path -> !NOT_THE_APP
                            .matcher(String.valueOf(path.getFileName()))
                            .matches())
                    .sorted()
                    .map(JarInfo::of)
                    .flatMap(Optional::stream)
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
