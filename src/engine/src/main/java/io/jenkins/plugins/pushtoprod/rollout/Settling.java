package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a done workload from being called healthy too soon. Without a probe the kubelet calls a container ready the moment that it runs,
 * also when it crashes the next; one that has failed already has to prove itself longer. A pod with probes that never failed does not
 * wait at all.
 */
final class Settling {

    /** How long a container without a startup or readiness probe has to run. */
    static final Duration UNPROBED = Duration.ofSeconds(3);

    /** How long a pod has to be ready whose container failed in this rollout. */
    static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    /** A pod that has been ready for this long, by the cluster's clock, has settled; more than clocks differ. */
    private static final Duration LONG_READY = Duration.ofSeconds(60);

    /** @param subjects of the workload's pods */
    Standing settle(Snapshot snapshot, Standing standing, List<Subject> subjects, Memory memory, Alarm alarm) {
        Duration left = Duration.ZERO;
        if (!snapshot.kind().equals("Job")) {
            for (PodView pod : standing.pods()) {
                Duration ofPod = left(snapshot.time(), pod, subjects, memory);
                left = ofPod.compareTo(left) > 0 ? ofPod : left;
            }
        }
        if (!standing.done() || left.isZero()) {
            return standing;
        }
        alarm.in(left);
        return new Standing(
                standing.ready(),
                standing.desired(),
                "Waiting " + DurationText.of(left) + " more to see that the pods keep running",
                standing.pods(),
                standing.older(),
                standing.draining(),
                standing.progress(),
                standing.deadline(),
                standing.facts());
    }

    private static Duration left(Instant now, PodView pod, List<Subject> subjects, Memory memory) {
        String state = "ready/" + pod.uid();
        if (!pod.ready()) {
            memory.forget(state);
            return Duration.ZERO;
        }
        Duration lasted = memory.holds(state, now);
        Duration left = required(pod, subjects).minus(lasted);
        Optional<Instant> since =
                pod.condition("Ready").flatMap(ready -> Timestamps.parse(ready.getLastTransitionTime()));
        boolean settled = since.isPresent() && since.get().plus(LONG_READY).isBefore(now);
        return left.isNegative() || settled ? Duration.ZERO : left;
    }

    private static Duration required(PodView pod, List<Subject> subjects) {
        boolean failed = subjects.stream()
                .anyMatch(subject -> subject.uid().equals(pod.uid()) && subject.failures() > 0 && !subject.init());
        boolean unprobed = pod.containers().stream()
                .filter(container -> !container.init())
                .anyMatch(container -> container.spec().getReadinessProbe() == null
                        && container.spec().getStartupProbe() == null);
        return failed ? AFTER_FAILURE : unprobed ? UNPROBED : Duration.ZERO;
    }
}
