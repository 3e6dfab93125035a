package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects when to look again during one look: the soonest counts. */
final class Alarm {

    private @Nullable Duration soonest;

    void in(Duration delay) {
        Duration positive = delay.isNegative() ? Duration.ZERO : delay;
        if (soonest == null || positive.compareTo(soonest) < 0) {
            soonest = positive;
        }
    }

    Optional<Duration> soonest() {
        return Optional.ofNullable(soonest);
    }
}
