package io.jenkins.plugins.pushtoprod.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Entry point of {@code push-to-prod}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Interruption interruption = Interruption.of(Thread.currentThread());
        Machine machine = new Machine(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                Machine.TerminalFacts.ofLauncher());
        int code = PushToProd.commandLine(machine, arguments).execute(arguments);
        machine.out().flush();
        machine.err().flush();
        if (code == ExitCode.DONE.code() && arguments[0].equals("ship")) {
            StartupArchive.asLauncherWants().ifPresent(StartupArchive::write);
        }
        interruption.runEnded();
        System.exit(code);
    }

    // Without a locale, as in a git hook, the platform's charset is ASCII; logs of an app are UTF-8 all the same.
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
