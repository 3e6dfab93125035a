package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pod, asked what matters for a rollout. */
record PodView(Pod pod) {

    String name() {
        return pod.getMetadata().getName();
    }

    String uid() {
        return pod.getMetadata().getUid();
    }

    /** Empty until it is scheduled. */
    String node() {
        String node = pod.getSpec().getNodeName();
        return node == null ? "" : node;
    }

    Optional<String> label(String key) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? Optional.empty() : Optional.ofNullable(labels.get(key));
    }

    /** Whether it is being deleted. */
    boolean ending() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether it has ended for good; its controller counts it no more. */
    boolean ended() {
        String phase = status().getPhase();
        return "Failed".equals(phase) || "Succeeded".equals(phase);
    }

    /** Whether it counts towards the desired number. */
    boolean counts() {
        return !ending() && !ended();
    }

    boolean ready() {
        return condition("Ready")
                .map(condition -> "True".equals(condition.getStatus()))
                .orElse(false);
    }

    Optional<PodCondition> condition(String type) {
        return conditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    List<PodCondition> conditions() {
        return status().getConditions();
    }

    PodStatus status() {
        PodStatus status = pod.getStatus();
        return status == null ? new PodStatus() : status;
    }

    List<ContainerView> containers() {
        return ContainerView.of(pod.getSpec(), status());
    }

    Subject.State state() {
        if (ready()) {
            return Subject.State.READY;
        } else if (node().isEmpty()) {
            return Subject.State.UNSCHEDULED;
        }
        boolean started =
                containers().stream().filter(container -> !container.init()).allMatch(ContainerView::startedOnce);
        return started ? Subject.State.RUNNING : Subject.State.STARTING;
    }

    /** UID of what controls an object; empty if nothing does. */
    static Optional<String> controllerOf(HasMetadata object) {
        List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
        return owners == null
                ? Optional.empty()
                : owners.stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                        .map(OwnerReference::getUid)
                        .findFirst();
    }
}
