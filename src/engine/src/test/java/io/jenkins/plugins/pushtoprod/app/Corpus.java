package io.jenkins.plugins.pushtoprod.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files as users write them, beside the tests. {@code valid} ones are read; {@code structure} are refused by the JSON Schema too,
 * {@code meaning} only by the reader; {@code syntax} are not even YAML that is read here. A bad file {@code X.yaml} has the whole
 * message beside it in {@code X.txt}.
 */
final class Corpus {

    private static final Path DIRECTORY = Path.of("src/test/resources/io/jenkins/plugins/pushtoprod/app/corpus");

    private Corpus() {}

    static List<Path> files(String kind) {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve(kind))) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a person is told, problem after problem. */
    static String message(ProblemException e) {
        StringBuilder message = new StringBuilder();
        for (Problem problem : e.problems()) {
            problem.where().ifPresent(where -> message.append(where).append(": "));
            message.append(problem.what()).append('\n');
            problem.advice()
                    .ifPresent(advice -> message.append("  ").append(advice).append('\n'));
        }
        return message.toString();
    }
}
