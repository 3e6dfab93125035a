package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs a program of this machine; an interrupt ends it and all that it started.
 *
 * @param directory where it runs
 * @param environment all of it
 * @param log that takes what it prints
 */
record Command(Path directory, Map<String, String> environment, Path log) {

    /** How it ended, and what it printed. */
    record Result(int exitCode, String output) {}

    boolean isThere(String program) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> Files.isExecutable(Path.of(name, program)));
    }

    Result run(String program, List<String> arguments) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            return new Result(await(process), new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.MACHINE,
                            program + " cannot be run: " + e.getMessage(),
                            directory.toString(),
                            "run it there by hand to see why"),
                    e);
        }
    }

    private static int await(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
