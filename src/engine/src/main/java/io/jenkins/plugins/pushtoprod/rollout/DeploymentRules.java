package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules of Deployments, as in {@code pkg/controller/deployment} of Kubernetes. */
final class DeploymentRules implements WorkloadRules {

    /** A progressDeadlineSeconds of this or more means none. */
    private static final int NO_DEADLINE = Integer.MAX_VALUE;

    @Override
    public Standing judge(Snapshot snapshot, HasMetadata workload) {
        Deployment deployment = (Deployment) workload;
        DeploymentSpec spec = deployment.getSpec();
        DeploymentStatus status = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
        int desired = requireNonNullElse(spec.getReplicas(), 1);
        if (requireNonNullElse(status.getObservedGeneration(), 0L)
                < requireNonNullElse(deployment.getMetadata().getGeneration(), 0L)) {
            return Standing.waiting(desired, "Waiting for the Deployment controller to see the change");
        }
        Optional<ReplicaSet> current = currentReplicaSet(deployment, snapshot.replicaSets());
        List<PodView> all = snapshot.pods().stream().map(PodView::new).toList();
        List<PodView> pods = current.map(replicaSet -> all.stream()
                        .filter(pod -> !pod.ending())
                        .filter(pod -> PodView.controllerOf(pod.pod())
                                .filter(replicaSet.getMetadata().getUid()::equals)
                                .isPresent())
                        .toList())
                .orElse(List.of());
        PodCounts counts = counts(snapshot, spec, status, all, pods);
        Optional<Duration> deadline = Optional.ofNullable(spec.getProgressDeadlineSeconds())
                .filter(seconds -> seconds < NO_DEADLINE)
                .map(Duration::ofSeconds);
        return new Standing(
                Math.min(counts.ready(), desired),
                desired,
                waitingFor(spec, counts, desired),
                pods,
                List.of(),
                all.stream().anyMatch(PodView::ending),
                counts.updated() + counts.ready() + counts.available() - counts.older(),
                deadline,
                facts(deployment, status, current, deadline));
    }

    private static PodCounts counts(
            Snapshot snapshot, DeploymentSpec spec, DeploymentStatus status, List<PodView> all, List<PodView> ours) {
        int available = requireNonNullElse(status.getAvailableReplicas(), 0);
        if (!snapshot.podsVisible()) {
            int updated = requireNonNullElse(status.getUpdatedReplicas(), 0);
            int ready = Math.min(requireNonNullElse(status.getReadyReplicas(), 0), updated);
            return new PodCounts(updated, ready, available, requireNonNullElse(status.getReplicas(), 0) - updated);
        }
        int updated = (int) ours.stream().filter(PodView::counts).count();
        int ready = (int) ours.stream().filter(PodView::ready).count();
        int older = (int) all.stream().filter(PodView::counts).count() - updated;
        boolean atOnce = requireNonNullElse(spec.getMinReadySeconds(), 0) == 0;
        return new PodCounts(updated, ready, atOnce ? ready : available, older);
    }

    private static String waitingFor(DeploymentSpec spec, PodCounts counts, int desired) {
        if (Boolean.TRUE.equals(spec.getPaused())) {
            return "Waiting for the Deployment to be resumed: it is paused";
        } else if (counts.updated() < desired) {
            return Standing.waitingFor(desired - counts.updated(), desired, "updated pods to be created");
        } else if (counts.ready() < desired) {
            return Standing.waitingFor(desired - counts.ready(), desired, "updated pods to be ready");
        } else if (counts.older() > 0) {
            return "Waiting for " + counts.older() + " old pods to end";
        } else if (counts.available() < desired) {
            return Standing.waitingFor(
                    desired - counts.available(),
                    desired,
                    "updated pods to have been ready for minReadySeconds ("
                            + requireNonNullElse(spec.getMinReadySeconds(), 0) + " s)");
        } else if (counts.updated() > desired) {
            return "Waiting for " + (counts.updated() - desired) + " pods too many to end";
        }
        return "";
    }

    /**
     * The ReplicaSet that is meant by the Deployment's present template, found as the controller finds it: the oldest of those with an
     * equal template, leaving out the label that the controller adds.
     */
    static Optional<ReplicaSet> currentReplicaSet(Deployment deployment, List<ReplicaSet> replicaSets) {
        PodTemplateSpec wanted = withoutHash(deployment.getSpec().getTemplate());
        return replicaSets.stream()
                .filter(replicaSet ->
                        wanted.equals(withoutHash(replicaSet.getSpec().getTemplate())))
                .min(Comparator.comparing(replicaSet -> replicaSet.getMetadata().getCreationTimestamp()));
    }

    private static PodTemplateSpec withoutHash(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .removeFromLabels("pod-template-hash")
                .withCreationTimestamp(null)
                .endMetadata()
                .build();
    }

    /** Conditions linger from one rollout to the next: only those count that were written after our apply. */
    private static List<Fact> facts(
            Deployment deployment, DeploymentStatus status, Optional<ReplicaSet> current, Optional<Duration> deadline) {
        Optional<Instant> applied = Timestamps.ofApply(deployment);
        List<Fact> facts = new ArrayList<>();
        for (DeploymentCondition condition : status.getConditions()) {
            Optional<Instant> written = Timestamps.parse(condition.getLastUpdateTime());
            boolean exceeded = "ProgressDeadlineExceeded".equals(condition.getReason());
            boolean failed = "ReplicaFailure".equals(condition.getType());
            if (exceeded) {
                // It comes a whole deadline after our apply at the earliest; half of it allows for clocks that differ.
                if (isAfter(written, applied, deadline.orElse(Duration.ZERO).dividedBy(2))) {
                    facts.add(Fact.computed(
                            "no-progress",
                            condition.getMessage(),
                            Map.of("window", deadline.map(DurationText::of).orElse(""))));
                }
            } else if (isAfter(written, applied, Duration.ofSeconds(-1)) && !(failed && current.isPresent())) {
                facts.add(Fact.condition(
                        condition.getType(), condition.getStatus(), condition.getReason(), condition.getMessage()));
            }
        }
        current.ifPresent(replicaSet -> facts.addAll(replicaFailures(replicaSet)));
        return facts;
    }

    private static List<Fact> replicaFailures(ReplicaSet replicaSet) {
        if (replicaSet.getStatus() == null
                || requireNonNullElse(replicaSet.getStatus().getObservedGeneration(), 0L)
                        < requireNonNullElse(replicaSet.getMetadata().getGeneration(), 0L)) {
            return List.of();
        }
        return replicaSet.getStatus().getConditions().stream()
                .map(condition -> Fact.condition(
                        condition.getType(), condition.getStatus(), condition.getReason(), condition.getMessage()))
                .toList();
    }

    private static boolean isAfter(Optional<Instant> written, Optional<Instant> applied, Duration margin) {
        return written.isPresent()
                && (applied.isEmpty() || !written.get().isBefore(applied.get().plus(margin)));
    }
}
