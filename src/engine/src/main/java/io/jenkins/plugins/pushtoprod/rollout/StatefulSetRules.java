package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules of StatefulSets, as in {@code pkg/controller/statefulset} of Kubernetes. */
final class StatefulSetRules implements WorkloadRules {

    static final String REVISION = "controller-revision-hash";

    @Override
    public Standing judge(Snapshot snapshot, HasMetadata workload) {
        StatefulSet set = (StatefulSet) workload;
        StatefulSetSpec spec = set.getSpec();
        StatefulSetStatus status = set.getStatus() == null ? new StatefulSetStatus() : set.getStatus();
        int replicas = requireNonNullElse(spec.getReplicas(), 1);
        if (requireNonNullElse(status.getObservedGeneration(), 0L)
                < requireNonNullElse(set.getMetadata().getGeneration(), 0L)) {
            return Standing.waiting(replicas, "Waiting for the StatefulSet controller to see the change");
        }
        boolean onDelete = spec.getUpdateStrategy() != null
                && "OnDelete".equals(spec.getUpdateStrategy().getType());
        int toUpdate = onDelete ? 0 : Math.max(0, replicas - partition(spec));
        List<PodView> all = snapshot.pods().stream()
                .map(PodView::new)
                .filter(PodView::counts)
                .toList();
        List<PodView> updated = all.stream()
                .filter(pod -> pod.label(REVISION)
                        .filter(hash -> hash.equals(status.getUpdateRevision()))
                        .isPresent())
                .toList();
        List<PodView> older = all.stream().filter(pod -> !updated.contains(pod)).toList();
        int ready = snapshot.podsVisible()
                ? (int) (onDelete ? all : updated)
                        .stream().filter(PodView::ready).count()
                : requireNonNullElse(status.getReadyReplicas(), 0);
        return new Standing(
                Math.min(ready, replicas),
                replicas,
                waitingFor(status, replicas, toUpdate, updated.size(), ready, snapshot.podsVisible()),
                onDelete ? all : updated,
                onDelete ? List.of() : older,
                snapshot.pods().stream().map(PodView::new).anyMatch(PodView::ending),
                requireNonNullElse(status.getUpdatedReplicas(), 0)
                        + ready
                        + requireNonNullElse(status.getAvailableReplicas(), 0),
                Optional.empty(),
                onDelete && !older.isEmpty() ? List.of(Fact.computed("on-delete", "", Map.of())) : List.of());
    }

    private static String waitingFor(
            StatefulSetStatus status, int replicas, int toUpdate, int updatedPods, int ready, boolean podsVisible) {
        int updated = requireNonNullElse(status.getUpdatedReplicas(), 0);
        int created = requireNonNullElse(status.getReplicas(), 0);
        int available = requireNonNullElse(status.getAvailableReplicas(), 0);
        int seen = podsVisible ? Math.min(updated, updatedPods) : updated;
        if (created < replicas) {
            return Standing.waitingFor(replicas - created, replicas, "pods to be created");
        } else if (seen < toUpdate) {
            return Standing.waitingFor(toUpdate - seen, toUpdate, "pods to be updated");
        } else if (ready < toUpdate || requireNonNullElse(status.getReadyReplicas(), 0) < replicas) {
            int missing = Math.max(toUpdate - ready, replicas - requireNonNullElse(status.getReadyReplicas(), 0));
            return Standing.waitingFor(missing, replicas, "pods to be ready");
        } else if (available < replicas) {
            return Standing.waitingFor(replicas - available, replicas, "pods to be available");
        } else if (created > replicas) {
            return "Waiting for " + (created - replicas) + " pods too many to end";
        }
        return "";
    }

    private static int partition(StatefulSetSpec spec) {
        RollingUpdateStatefulSetStrategy rolling = spec.getUpdateStrategy() == null
                ? null
                : spec.getUpdateStrategy().getRollingUpdate();
        return rolling == null ? 0 : requireNonNullElse(rolling.getPartition(), 0);
    }
}
