package io.jenkins.plugins.pushtoprod.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code push-to-prod}: names its subcommands, and says how to get going. */
@Command(
        name = "push-to-prod",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ShipCommand.class,
            BuildCommand.class,
            PlanCommand.class,
            DeployCommand.class,
            VerifyCommand.class,
            RollbackCommand.class,
            StatusCommand.class
        },
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

    static CommandLine commandLine(Machine machine) {
        CommandLine line = new CommandLine(new PushToProd(), new CommandFactory(machine));
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
