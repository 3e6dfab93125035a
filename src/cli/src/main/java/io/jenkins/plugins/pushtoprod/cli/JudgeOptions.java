package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long and how strictly a rollout is watched. */
final class JudgeOptions {

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationArgument.class,
            description = "How long a rollout may take, such as 90s or 5m. Default: derived from the workloads' own"
                    + " numbers.")
    @Nullable
    Duration timeout;

    @Option(
            names = "--bake",
            paramLabel = "DURATION",
            converter = DurationArgument.class,
            defaultValue = "0s",
            description = "How long everything has to stay healthy before the verdict is. Default: not at all.")
    Duration bake;

    VerifyOptions options(Collection<SecretValue> secrets) {
        VerifyOptions options = VerifyOptions.defaults().withBake(bake).withSecrets(Set.copyOf(secrets));
        return Optional.ofNullable(timeout).map(options::withTimeout).orElse(options);
    }
}
