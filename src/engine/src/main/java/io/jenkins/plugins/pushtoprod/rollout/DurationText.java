package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;

/** Says a duration in Kubernetes' own way, such as {@code 1m30s}. */
final class DurationText {

    private DurationText() {}

    static String of(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        long hours = seconds / 3600;
        long minutes = seconds % 3600 / 60;
        long rest = seconds % 60;
        return (hours > 0 ? hours + "h" : "")
                + (minutes > 0 ? minutes + "m" : "")
                + (rest > 0 || seconds < 60 ? rest + "s" : "");
    }
}
