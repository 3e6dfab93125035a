package io.jenkins.plugins.pushtoprod.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a command in this JVM, as far away from this machine's settings as it can be. */
final class CommandRunner {

    private final Map<String, String> variables = new HashMap<>();

    CommandRunner(Path home) {
        variables.put("HOME", home.toString());
    }

    /** How it ended and what it printed. */
    record Result(int exitCode, String out, String err) {}

    CommandRunner with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Machine machine(PrintStream out, PrintStream err) {
        return new Machine(out, err, variables, Machine.TerminalFacts.NONE);
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = PushToProd.commandLine(
                        machine(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8)),
                        arguments)
                .execute(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
