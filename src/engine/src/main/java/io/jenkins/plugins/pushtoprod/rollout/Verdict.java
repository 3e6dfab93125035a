package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;
import java.util.List;

/**
 * The judgement of a rollout.
 *
 * @param findings most decisive first; may hold transient ones when healthy, and is empty when there was nothing to say
 * @param after how long the rollout was watched
 */
public record Verdict(Outcome outcome, List<Finding> findings, Duration after) {

    /** How it ended. */
    public enum Outcome {
        HEALTHY,
        FAILED,
        SUPERSEDED,
        TIMED_OUT
    }
}
