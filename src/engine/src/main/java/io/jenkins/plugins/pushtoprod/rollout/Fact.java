package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a snapshot says, in the words of the failure catalogue.
 *
 * @param name of a condition as {@code Type=Status}, of what is computed its name; else empty
 * @param reason as the cluster gives it; may be empty
 * @param message as the cluster gives it, redacted; may be empty
 * @param values for the catalogue's texts, such as {@code exit}
 */
record Fact(Source source, String name, String reason, String message, Map<String, String> values) {

    /** Where in the object graph it stands. */
    enum Source {
        /** {@code containerStatuses[].state.waiting}. */
        WAITING,
        /** {@code containerStatuses[].state.terminated}, or the last state's. */
        TERMINATED,
        /** A line of a container's log. */
        LOG,
        /** An event about the object, or about the container. */
        EVENT,
        /** A condition of a pod, a ReplicaSet or a workload. */
        CONDITION,
        /** A pod in phase Failed. */
        POD,
        /** Worked out by us. */
        COMPUTED
    }

    static Fact of(Source source, @Nullable String reason, @Nullable String message) {
        return new Fact(source, "", requireNonNullElse(reason, ""), requireNonNullElse(message, ""), Map.of());
    }

    static Fact condition(String type, String status, @Nullable String reason, @Nullable String message) {
        return new Fact(
                Source.CONDITION,
                type + "=" + status,
                requireNonNullElse(reason, ""),
                requireNonNullElse(message, ""),
                Map.of());
    }

    static Fact computed(String name, String message, Map<String, String> values) {
        return new Fact(Source.COMPUTED, name, "", message, values);
    }
}
