package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.Releases;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.rollout.Rollouts;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.rollout.VerifyOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at an app as it is now. Changes and marks nothing. */
public final class StatusStage {

    // Long enough for the first lists to come, and for a rollout under way to say what it waits for.
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final VerifyStage verify;

    public StatusStage(Cluster cluster, Rollouts rollouts) {
        this.cluster = cluster;
        this.verify = new VerifyStage(cluster, rollouts, new Stages(event -> {}));
    }

    public AppStatus run(String app, String namespace) throws InterruptedException {
        Releases releases = new Releases(cluster, namespace, app);
        List<Release> history = releases.history();
        Optional<Release> current = Releases.current(history);
        boolean whole = current.filter(release -> release.status() != Release.Status.APPLYING)
                .isPresent();
        if (current.isEmpty() || !whole) {
            return new AppStatus(app, namespace, current, Optional.empty(), List.of(), history);
        }
        Map<ObjectRef, RolloutEvent.Progress> workloads = new LinkedHashMap<>();
        Verdict now = verify.watch(current.get(), VerifyOptions.defaults().withTimeout(LOOK), event -> {
            if (event instanceof RolloutEvent.Progress progress) {
                workloads.put(progress.workload(), progress);
            }
        });
        return new AppStatus(app, namespace, current, Optional.of(now), List.copyOf(workloads.values()), history);
    }
}
