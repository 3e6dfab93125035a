package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;

/** How long a rollout may take when nobody has said so: generous, since it is what remains when nothing more precise was seen. */
final class Expectations {

    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration PER_POD = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final Duration JOB = Duration.ofHours(1);

    private Expectations() {}

    static Duration timeoutOf(HasMetadata workload) {
        if (workload instanceof Deployment deployment) {
            int seconds = requireNonNullElse(deployment.getSpec().getProgressDeadlineSeconds(), 0);
            Duration deadline = seconds == Integer.MAX_VALUE ? Duration.ZERO : Duration.ofSeconds(seconds);
            return longer(USUAL, deadline)
                    .plus(PER_POD.multipliedBy(
                            requireNonNullElse(deployment.getSpec().getReplicas(), 1)))
                    .plus(MARGIN);
        } else if (workload instanceof StatefulSet set) {
            return USUAL.plus(
                    MARGIN.multipliedBy(requireNonNullElse(set.getSpec().getReplicas(), 1)));
        } else if (workload instanceof Job job) {
            Long seconds = job.getSpec().getActiveDeadlineSeconds();
            return seconds == null ? JOB : Duration.ofSeconds(seconds).plus(MARGIN);
        }
        return USUAL.multipliedBy(2);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
