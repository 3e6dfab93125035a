package io.jenkins.plugins.pushtoprod.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code push-to-prod}: names its subcommands, and says how to get going. */
@Command(
        name = "push-to-prod",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        headerHeading = "%n",
        header = "From sources to a running, verified release on Kubernetes.%n",
        descriptionHeading = "%n",
        description = {
            "Builds an image without a Docker daemon, applies a release, watches its rollout and gives a verdict;",
            "puts the last verified release back when the verdict is bad."
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands (push-to-prod COMMAND --help tells more):%n",
        exitCodeListHeading = "%nExit codes:%n",
        footerHeading = "%nTo get going, in the directory of an app that has a Procfile or a push-to-prod.yaml:%n%n",
        footer = {
            "  push-to-prod ship --context staging --namespace shop --registry registry.example.com/team",
            "  push-to-prod status --context staging --namespace shop",
            "",
            "In a git repository's post-receive hook, after a checkout of the branch into $tree:",
            "",
            "  push-to-prod ship --dir $tree --commit $new --branch main --kubeconfig /etc/deploy/kubeconfig \\",
            "      --namespace shop --registry registry.example.com/team --secret jwt-key=file:/etc/deploy/jwt-key",
            "",
            "Results go to standard output, progress and problems to standard error."
        })
final class PushToProd {

    private static final int HELP_WIDTH = 110;

    private static final Map<String, Function<Machine, Callable<Integer>>> COMMANDS = commands();

    private static Map<String, Function<Machine, Callable<Integer>>> commands() {
        Map<String, Function<Machine, Callable<Integer>>> commands = new LinkedHashMap<>();
        commands.put("ship", ShipCommand::new);
        commands.put("build", BuildCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("deploy", DeployCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("rollback", RollbackCommand::new);
        commands.put("status", StatusCommand::new);
        return commands;
    }

    /** @param arguments as given: when they name a command, the others are not looked at, which takes a while */
    static CommandLine commandLine(Machine machine, String... arguments) {
        CommandLine line = new CommandLine(new PushToProd());
        Optional<String> named = Arrays.stream(arguments).findFirst().filter(COMMANDS::containsKey);
        COMMANDS.forEach((name, command) -> {
            if (named.isEmpty() || named.get().equals(name)) {
                line.addSubcommand(name, command.apply(machine));
            }
        });
        line.setOut(Machine.writer(machine.out()));
        line.setErr(Machine.writer(machine.err()));
        boolean colour = machine.terminal().outIsTerminal() && !machine.refusesColour();
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(new UsageErrors());
        line.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
        return line;
    }
}
