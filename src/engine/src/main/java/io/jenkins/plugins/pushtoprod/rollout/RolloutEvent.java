package io.jenkins.plugins.pushtoprod.rollout;

import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;

/** What a watched rollout reports when it changes. */
public sealed interface RolloutEvent {

    /**
     * A workload came further, or waits for something else than before.
     *
     * @param waitingFor an operator's sentence, such as "Waiting for 1 of 2 updated pods to be ready"; empty when it is done
     */
    record Progress(ObjectRef workload, int ready, int desired, String waitingFor) implements RolloutEvent {}

    /** A finding was made for the first time. */
    record Found(Finding finding) implements RolloutEvent {}

    /** Something cannot be seen, such as events without permission. */
    record Blind(String what) implements RolloutEvent {}

    /** The verdict. */
    record Ended(Verdict verdict) implements RolloutEvent {}
}
