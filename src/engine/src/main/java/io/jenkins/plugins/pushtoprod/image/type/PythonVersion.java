package io.jenkins.plugins.pushtoprod.image.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Python an app wants, by the files that its own tools read. */
final class PythonVersion {

    private static final String DEFAULT = "3.12";

    /** {@code 3.12}, {@code 3.12.4}, {@code python-3.12.4} (runtime.txt), {@code cpython-3.12} */
    private static final Pattern VERSION = Pattern.compile("(?:c?python-)?(3\\.\\d+)(?:\\.\\d+)?");

    private PythonVersion() {}

    /** Major and minor version, such as {@code 3.12}. */
    static String wanted(Path sources) {
        return version(sources.resolve(".python-version"))
                .or(() -> version(sources.resolve("runtime.txt")))
                .orElse(DEFAULT);
    }

    private static Optional<String> version(Path file) {
        try {
            List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
            return lines.stream()
                    .map(String::strip)
                    .map(VERSION::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
