package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;

/**
 * How long a container may run without being ready before that is suspicious: what its own probes' numbers give. Without a startup probe
 * nobody has said how long the start may take, so it is never less than a floor.
 *
 * <p>Source of the defaults: {@code v1.Probe} (periodSeconds 10, timeoutSeconds 1, failureThreshold 3).
 */
final class ProbeWindow {

    private ProbeWindow() {}

    static Duration of(Container container, Duration floor) {
        Duration startup = of(container.getStartupProbe());
        Duration readiness = of(container.getReadinessProbe());
        if (container.getStartupProbe() != null) {
            return startup.plus(readiness);
        }
        return readiness.compareTo(floor) < 0 ? floor : readiness;
    }

    private static Duration of(@org.jspecify.annotations.Nullable Probe probe) {
        if (probe == null) {
            return Duration.ZERO;
        }
        int period = requireNonNullElse(probe.getPeriodSeconds(), 10);
        int timeout = requireNonNullElse(probe.getTimeoutSeconds(), 1);
        int failures = requireNonNullElse(probe.getFailureThreshold(), 3);
        int delay = requireNonNullElse(probe.getInitialDelaySeconds(), 0);
        return Duration.ofSeconds(delay + (long) failures * Math.max(period, timeout) + timeout);
    }
}
