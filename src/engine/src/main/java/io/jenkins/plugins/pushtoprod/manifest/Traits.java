package io.jenkins.plugins.pushtoprod.manifest;

import io.jenkins.plugins.pushtoprod.app.Process;
import java.time.Duration;

/**
 * What follows from a process for the way it is replaced.
 *
 * @param recreates whether the old pods have to be gone before new ones start
 * @param drains whether a pod goes on serving for {@link #DRAIN} after it was told to stop, while the last requests still find it. Without
 *     that, an app that exits at once loses the requests of everyone who has not heard yet that its endpoint is gone
 * @param gracePeriod between the order to stop and SIGKILL, the drain included
 */
record Traits(boolean recreates, boolean drains, Duration gracePeriod) {

    static final Duration DRAIN = Duration.ofSeconds(5);

    static Traits of(Process process, boolean heldByOneNode) {
        Process.Update update = process.update()
                .orElse(
                        process.kind() == Process.Kind.DEPLOYMENT && heldByOneNode
                                ? Process.Update.RECREATE
                                : Process.Update.ROLLING);
        boolean recreates = update == Process.Update.RECREATE;
        // Nobody else serves meanwhile: to go on longer would only make the gap longer.
        boolean alone =
                process.kind() == Process.Kind.STATEFUL_SET && process.scale().isEmpty() && process.instances() < 2;
        boolean drains = process.port().isPresent() && !recreates && !alone;
        return new Traits(recreates, drains, drains ? process.stop().plus(DRAIN) : process.stop());
    }
}
