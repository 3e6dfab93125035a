package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.ship.LockRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How to wait for another run that releases the same app. */
final class LockOptions {

    @Option(
            names = "--lock-wait",
            paramLabel = "DURATION",
            converter = DurationArgument.class,
            defaultValue = "1m",
            description = "How long to wait while another run releases the same app. Default: ${DEFAULT-VALUE}.")
    Duration wait;

    LockRequest request(Machine machine) {
        return new LockRequest(
                machine.variable("BUILD_URL")
                        .orElseGet(() -> user(machine) + "@" + host() + " (process "
                                + ProcessHandle.current().pid() + ")"),
                wait);
    }

    private static String user(Machine machine) {
        return machine.variable("USER").orElse(System.getProperty("user.name", "unknown"));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
