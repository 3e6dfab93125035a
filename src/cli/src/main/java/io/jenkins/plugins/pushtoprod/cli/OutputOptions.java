package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.report.LineProgress;
import io.jenkins.plugins.pushtoprod.report.LiveProgress;
import io.jenkins.plugins.pushtoprod.report.Progress;
import io.jenkins.plugins.pushtoprod.report.Style;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How results and progress are written. */
final class OutputOptions {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "Format of the result on standard output: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    Format format;

    @Option(
            names = "--json-file",
            paramLabel = "FILE",
            description = "Write the result as JSON to this file too, whatever --output says.")
    @Nullable
    Path jsonFile;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress: only the result, and problems.")
    boolean quiet;

    @Option(
            names = "--no-color",
            description = "No colours, and no lines that change in place; NO_COLOR does the same.")
    boolean plain;

    /** Formats of a result. */
    enum Format {
        text,
        json,
        markdown
    }

    Progress progress(Machine machine) {
        if (quiet) {
            return Progress.NONE;
        }
        Style style = problemStyle(machine);
        return machine.terminal()
                .errColumns()
                .filter(columns -> style.colour())
                .<Progress>map(columns -> new LiveProgress(
                        machine.err(), style, new LiveProgress.Terminal(columns, machine.showsUnicode())))
                .orElseGet(() -> new LineProgress(machine.err(), style));
    }

    Output output(Machine machine, String command) {
        Output result = result(machine, command);
        return jsonFile == null ? result : new BothOutputs(result, new JsonOutput(open(jsonFile), command));
    }

    /** Opened before anything is done, so that a run whose result cannot be kept does nothing. */
    private PrintStream open(Path file) {
        try {
            return new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--json-file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Output result(Machine machine, String command) {
        return switch (format) {
            case text ->
                new TextOutput(
                        machine.out(),
                        new Style(colour(machine) && machine.terminal().outIsTerminal()));
            case json -> new JsonOutput(machine.out(), command);
            case markdown -> new MarkdownOutput(machine.out());
        };
    }

    /** Of what goes to standard error. */
    Style problemStyle(Machine machine) {
        return new Style(colour(machine) && machine.terminal().errColumns().isPresent());
    }

    private boolean colour(Machine machine) {
        return !plain && !machine.refusesColour();
    }
}
