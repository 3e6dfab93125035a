package io.jenkins.plugins.pushtoprod.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** A wrong argument as any other problem: what, and what to do; not the whole usage text, under which it would be lost. */
final class UsageErrors implements CommandLine.IParameterExceptionHandler {

    @Override
    public int handleParseException(CommandLine.ParameterException wrong, String[] arguments) {
        CommandLine line = wrong.getCommandLine();
        PrintWriter err = line.getErr();
        String name = line.getCommandSpec().qualifiedName();
        err.println("error: " + wrong.getMessage());
        List<String> near = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        err.println("  do: " + (near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ") + "see "
                + name + " --help");
        err.flush();
        return ExitCode.INPUT.code();
    }
}
