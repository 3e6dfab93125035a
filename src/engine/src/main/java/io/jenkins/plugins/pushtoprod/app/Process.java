package io.jenkins.plugins.pushtoprod.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A kind of process of an app, as {@code heroku ps} has it: one workload in the cluster.
 *
 * @param command empty: the image's own
 * @param kind the workload that runs it
 * @param port the port it listens on, also given as {@code PORT}; empty: it takes no traffic
 * @param health HTTP path that answers 2xx when the process can serve; empty with a port: the port accepting is enough
 * @param routes host names, or {@code host/path}, that reach it from outside
 * @param instances how many run; ignored where {@code scale} is present
 * @param scale bounds for a HorizontalPodAutoscaler
 * @param update how a new version replaces the old; empty: rolling, but recreate where the process mounts a volume that one
 *     node holds
 * @param resources what it asks for and may use
 * @param storage names of the volumes of {@link App#storage()} it mounts; the reader fills in all of them where the file says nothing
 * @param startup how long it may take until {@code health} answers first
 * @param stop how long it has between SIGTERM and SIGKILL
 */
public record Process(
        Optional<Command> command,
        Kind kind,
        OptionalInt port,
        Optional<String> health,
        List<String> routes,
        int instances,
        Optional<Scale> scale,
        Optional<Update> update,
        Resources resources,
        List<String> storage,
        Duration startup,
        Duration stop) {

    /** The Kubernetes workload behind a process. */
    public enum Kind {
        DEPLOYMENT,
        STATEFUL_SET,
        DAEMON_SET
    }

    /** How a new version replaces the old. */
    public enum Update {
        ROLLING,
        RECREATE
    }

    /**
     * Bounds of a HorizontalPodAutoscaler.
     *
     * @param cpu average CPU utilisation to aim at, in percent of the request
     */
    public record Scale(int min, int max, int cpu) {}
}
