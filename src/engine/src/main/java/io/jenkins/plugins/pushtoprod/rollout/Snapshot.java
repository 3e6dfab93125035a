package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workload and everything below it, as the API server last said: plain data, taken at one moment.
 *
 * @param time on our clock
 * @param applied the workload, as our apply returned it
 * @param release ID that the workload's annotation has if it is ours still; empty: not known
 * @param workload empty when it is not there
 * @param replicaSets that the workload controls; of a Deployment
 * @param revisions that the workload controls; of a DaemonSet or a StatefulSet
 * @param pods controlled by the workload or by one of {@code replicaSets}; empty when they may not be read
 * @param events about any of these, oldest first; empty when they may not be read
 * @param nodes that {@code pods} are on, where they may be read
 * @param logs last lines by container ID, as far as they were read
 * @param podsVisible whether we may read pods, and what tells their revision
 */
record Snapshot(
        Instant time,
        Release.Applied applied,
        Optional<String> release,
        Optional<HasMetadata> workload,
        List<ReplicaSet> replicaSets,
        List<ControllerRevision> revisions,
        List<Pod> pods,
        List<Event> events,
        List<Node> nodes,
        Map<String, List<String>> logs,
        boolean podsVisible) {

    String kind() {
        return applied.object().kind();
    }
}
