package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a look at a workload found.
 *
 * @param sightings decisive ones first
 * @param memory for the next look
 * @param lookAgain after how long time alone may change the state; empty: only the cluster can
 */
record Evaluation(
        State state, Standing standing, List<Sighting> sightings, Memory memory, Optional<Duration> lookAgain) {

    /** Where a workload is. */
    enum State {
        WAITING,
        DONE,
        FAILED,
        SUPERSEDED
    }
}
