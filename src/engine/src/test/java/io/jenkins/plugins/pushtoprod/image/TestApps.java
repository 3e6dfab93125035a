package io.jenkins.plugins.pushtoprod.image;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Build;
import io.jenkins.plugins.pushtoprod.app.Command;
import io.jenkins.plugins.pushtoprod.app.Logging;
import io.jenkins.plugins.pushtoprod.app.Monitoring;
import io.jenkins.plugins.pushtoprod.app.Process;
import io.jenkins.plugins.pushtoprod.app.Resources;
import io.jenkins.plugins.pushtoprod.app.Security;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Apps as their readers would give them, by what matters to an image. */
final class TestApps {

    private TestApps() {}

    static App app(Optional<String> type, Optional<String> base, Map<String, Process> processes) {
        return new App(
                "users-api",
                processes,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                new Build(type, base, List.of(), Optional.empty()),
                new Monitoring(Optional.empty(), OptionalInt.empty()),
                new Logging(Logging.Format.TEXT, Optional.empty()),
                new Security(10001, false, false, false, List.of(), "RuntimeDefault", false));
    }

    static App on(String base) {
        return app(Optional.empty(), Optional.of(base), Map.of());
    }

    /** @param words of its command; none: the image's own */
    static Process process(String... words) {
        return process(words.length == 0 ? Optional.empty() : Optional.of(new Command(List.of(words), false)));
    }

    static Process running(Command command) {
        return process(Optional.of(command));
    }

    private static Process process(Optional<Command> command) {
        return new Process(
                command,
                Process.Kind.DEPLOYMENT,
                OptionalInt.of(8888),
                Optional.empty(),
                List.of(),
                1,
                Optional.empty(),
                Optional.empty(),
                new Resources("100m", "128Mi", Optional.empty(), Optional.empty()),
                List.of(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }
}
