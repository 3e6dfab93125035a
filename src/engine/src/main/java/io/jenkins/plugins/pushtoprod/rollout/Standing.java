package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a workload is, by the rules of its kind.
 *
 * @param ready pods (of a Job: completions) of our revision that are as they should be
 * @param desired how many there have to be
 * @param waitingFor an operator's sentence; empty when it is done
 * @param pods of our revision that count
 * @param older pods of an older revision that block the way; of a StatefulSet
 * @param draining whether pods of the workload are still ending
 * @param progress grows with every step that the controller or a pod takes
 * @param deadline how long it may go without progress, by its own progressDeadlineSeconds
 * @param facts about the workload itself
 */
record Standing(
        int ready,
        int desired,
        String waitingFor,
        List<PodView> pods,
        List<PodView> older,
        boolean draining,
        long progress,
        Optional<Duration> deadline,
        List<Fact> facts) {

    boolean done() {
        return waitingFor.isEmpty();
    }

    /** Of a workload that nothing can be said about yet. */
    static Standing waiting(int desired, String waitingFor) {
        return new Standing(
                0, desired, waitingFor, List.of(), List.of(), false, Long.MIN_VALUE, Optional.empty(), List.of());
    }

    /** Says what is missing, such as {@code Waiting for 1 of 2 updated pods to be ready}. */
    static String waitingFor(int missing, int desired, String what) {
        return "Waiting for " + missing + " of " + desired + " " + what;
    }
}
