package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * How an app stands in a namespace.
 *
 * @param current what is in the cluster now; empty: the app was never deployed there
 * @param now a fresh judgement of the current release; timed out means that it is still becoming true
 * @param workloads of the current release, as they are now
 * @param history newest first
 */
public record AppStatus(
        String app,
        String namespace,
        Optional<Release> current,
        Optional<Verdict> now,
        List<RolloutEvent.Progress> workloads,
        List<Release> history) {}
