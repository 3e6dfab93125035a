package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules of DaemonSets, as in {@code pkg/controller/daemon} of Kubernetes. */
final class DaemonSetRules implements WorkloadRules {

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Standing judge(Snapshot snapshot, HasMetadata workload) {
        DaemonSet set = (DaemonSet) workload;
        DaemonSetStatus status = set.getStatus() == null ? new DaemonSetStatus() : set.getStatus();
        int scheduled = requireNonNullElse(status.getDesiredNumberScheduled(), 0);
        if (requireNonNullElse(status.getObservedGeneration(), 0L)
                < requireNonNullElse(set.getMetadata().getGeneration(), 0L)) {
            return Standing.waiting(scheduled, "Waiting for the DaemonSet controller to see the change");
        }
        boolean onDelete = set.getSpec().getUpdateStrategy() != null
                && "OnDelete".equals(set.getSpec().getUpdateStrategy().getType());
        Optional<String> hash = currentHash(set, snapshot.revisions());
        Set<String> lostNodes = lostNodes(snapshot.nodes());
        List<PodView> all = snapshot.pods().stream()
                .map(PodView::new)
                .filter(pod -> !pod.ending())
                .toList();
        List<PodView> onNodes =
                all.stream().filter(pod -> !lostNodes.contains(pod.node())).toList();
        List<PodView> updated =
                onNodes.stream().filter(pod -> onDelete || isOf(hash, pod)).toList();
        int leftOut = all.size() - onNodes.size();
        int desired = Math.max(0, scheduled - leftOut);
        PodCounts counts = counts(snapshot, set, status, updated);
        return new Standing(
                Math.min(counts.ready(), desired),
                desired,
                waitingFor(counts, desired),
                updated,
                List.of(),
                snapshot.pods().stream().map(PodView::new).anyMatch(PodView::ending),
                counts.updated() + counts.ready() + counts.available(),
                Optional.empty(),
                facts(all, onNodes, updated, onDelete, hash));
    }

    private static PodCounts counts(Snapshot snapshot, DaemonSet set, DaemonSetStatus status, List<PodView> updated) {
        int available = requireNonNullElse(status.getNumberAvailable(), 0);
        if (!snapshot.podsVisible()) {
            int ours = requireNonNullElse(status.getUpdatedNumberScheduled(), 0);
            return new PodCounts(ours, Math.min(requireNonNullElse(status.getNumberReady(), 0), ours), available, 0);
        }
        int ready = (int) updated.stream().filter(PodView::ready).count();
        boolean atOnce = requireNonNullElse(set.getSpec().getMinReadySeconds(), 0) == 0;
        return new PodCounts(
                (int) updated.stream().filter(PodView::counts).count(), ready, atOnce ? ready : available, 0);
    }

    private static String waitingFor(PodCounts counts, int desired) {
        if (counts.updated() < desired) {
            return Standing.waitingFor(desired - counts.updated(), desired, "nodes to get an updated pod");
        } else if (counts.ready() < desired) {
            return Standing.waitingFor(desired - counts.ready(), desired, "updated pods to be ready");
        } else if (counts.available() < desired) {
            return Standing.waitingFor(
                    desired - counts.available(), desired, "updated pods to have been ready for minReadySeconds");
        }
        return "";
    }

    private static List<Fact> facts(
            List<PodView> all, List<PodView> onNodes, List<PodView> updated, boolean onDelete, Optional<String> hash) {
        if (all.size() > onNodes.size()) {
            String nodes = all.stream()
                    .filter(pod -> !onNodes.contains(pod))
                    .map(PodView::node)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            return List.of(Fact.computed("node-not-ready", "", Map.of("node", nodes)));
        }
        boolean outdated = onDelete && updated.stream().anyMatch(pod -> hash.isPresent() && !isOf(hash, pod));
        return outdated ? List.of(Fact.computed("on-delete", "", Map.of())) : List.of();
    }

    private static boolean isOf(Optional<String> hash, PodView pod) {
        return hash.isPresent() && pod.label(StatefulSetRules.REVISION).equals(hash);
    }

    private static Set<String> lostNodes(List<Node> nodes) {
        return nodes.stream()
                .filter(node -> node.getStatus() != null
                        && node.getStatus().getConditions().stream()
                                .anyMatch(condition ->
                                        "Ready".equals(condition.getType()) && !"True".equals(condition.getStatus())))
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    /**
     * The revision that the present template is. It is recognised by the template, because the newest one that we see may be an older one
     * still: DaemonSets and ControllerRevisions come by different watches.
     */
    private Optional<String> currentHash(DaemonSet set, List<ControllerRevision> revisions) {
        return revisions.stream()
                .filter(revision -> set.getSpec().getTemplate().equals(templateOf(revision)))
                .max(Comparator.comparing(ControllerRevision::getRevision))
                .map(revision -> revision.getMetadata().getLabels().get(StatefulSetRules.REVISION));
    }

    private PodTemplateSpec templateOf(ControllerRevision revision) {
        JsonNode template = json.valueToTree(revision.getData()).path("spec").path("template");
        if (!template.isObject()) {
            return new PodTemplateSpec();
        }
        PodTemplateSpec spec = json.convertValue(template, PodTemplateSpec.class);
        spec.getAdditionalProperties().remove("$patch");
        return spec;
    }
}
