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
import java.util.stream.Stream;

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
        PodCounts counts = counts(snapshot, spec, status, updated, older);
        return new Standing(
                Math.min(counts.ready(), replicas),
                replicas,
                waitingFor(counts, replicas, toUpdate),
                onDelete ? all : updated,
                onDelete ? List.of() : older,
                snapshot.pods().stream().map(PodView::new).anyMatch(PodView::ending),
                counts.updated() + counts.ready() + counts.available(),
                Optional.empty(),
                onDelete && !older.isEmpty() ? List.of(Fact.computed("on-delete", "", Map.of())) : List.of());
    }

    /** Ready and available ones are counted over both revisions: a partition, or OnDelete, leaves older ones in place. */
    private static PodCounts counts(
            Snapshot snapshot,
            StatefulSetSpec spec,
            StatefulSetStatus status,
            List<PodView> updated,
            List<PodView> older) {
        int available = requireNonNullElse(status.getAvailableReplicas(), 0);
        if (!snapshot.podsVisible()) {
            int ours = requireNonNullElse(status.getUpdatedReplicas(), 0);
            return new PodCounts(
                    ours,
                    requireNonNullElse(status.getReadyReplicas(), 0),
                    available,
                    requireNonNullElse(status.getReplicas(), 0) - ours);
        }
        int ready = (int) Stream.concat(updated.stream(), older.stream())
                .filter(PodView::ready)
                .count();
        boolean atOnce = requireNonNullElse(spec.getMinReadySeconds(), 0) == 0;
        return new PodCounts(updated.size(), ready, atOnce ? ready : available, older.size());
    }

    private static String waitingFor(PodCounts counts, int replicas, int toUpdate) {
        if (counts.all() < replicas) {
            return Standing.waitingFor(replicas - counts.all(), replicas, "pods to be created");
        } else if (counts.updated() < toUpdate) {
            return Standing.waitingFor(toUpdate - counts.updated(), toUpdate, "pods to be updated");
        } else if (counts.ready() < replicas) {
            return Standing.waitingFor(replicas - counts.ready(), replicas, "pods to be ready");
        } else if (counts.available() < replicas) {
            return Standing.waitingFor(
                    replicas - counts.available(), replicas, "pods to have been ready for minReadySeconds");
        } else if (counts.all() > replicas) {
            return "Waiting for " + (counts.all() - replicas) + " pods too many to end";
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
