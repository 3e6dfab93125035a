package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.watch.Health;
import io.jenkins.plugins.pushtoprod.rollout.watch.Reflector;
import io.jenkins.plugins.pushtoprod.rollout.watch.WatchedKind;
import io.jenkins.plugins.pushtoprod.rollout.watch.WatchedObjects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Takes snapshots of one workload, from what is watched. */
final class SnapshotTaker {

    private final Release.Applied applied;
    private final Optional<String> release;
    private final WatchedKind<? extends HasMetadata> kind;
    private final WatchedObjects namespaced;
    private final WatchedObjects cluster;

    /**
     * @param namespaced of the workload's namespace
     * @param cluster of no namespace
     */
    SnapshotTaker(
            Release.Applied applied,
            Optional<String> release,
            WatchedKind<? extends HasMetadata> kind,
            WatchedObjects namespaced,
            WatchedObjects cluster) {
        this.applied = applied;
        this.release = release;
        this.kind = kind;
        this.namespaced = namespaced;
        this.cluster = cluster;
    }

    Release.Applied applied() {
        return applied;
    }

    /** How current the workload itself is. */
    Health workloadHealth() {
        return namespaced.of(kind).health();
    }

    /** How current the rest is, by the kind's plural. */
    Map<String, Health> otherHealth() {
        Map<String, Health> health = new LinkedHashMap<>();
        health.put(WatchedKind.POD.plural(), pods().health());
        replicaSets().ifPresent(sets -> health.put(WatchedKind.REPLICA_SET.plural(), sets.health()));
        revisions().ifPresent(sets -> health.put(WatchedKind.CONTROLLER_REVISION.plural(), sets.health()));
        health.put(WatchedKind.EVENT.plural(), events().health());
        nodes().ifPresent(nodes -> health.put(WatchedKind.NODE.plural(), nodes.health()));
        return health;
    }

    Snapshot take(Instant now, Map<String, List<String>> logs) {
        String uid = applied.uid();
        List<ReplicaSet> replicaSets =
                replicaSets().map(reflector -> reflector.belongingTo(uid)).orElse(List.of());
        List<Pod> pods = Stream.concat(Stream.of(uid), replicaSets.stream().map(set -> set.getMetadata()
                        .getUid()))
                .flatMap(owner -> pods().belongingTo(owner).stream())
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        List<Event> events = Stream.concat(
                        Stream.of(uid),
                        Stream.concat(replicaSets.stream(), pods.stream())
                                .map(object -> object.getMetadata().getUid()))
                .flatMap(about -> events().belongingTo(about).stream())
                .sorted(Comparator.comparing(event -> Timestamps.of(event).orElse(Instant.EPOCH)))
                .toList();
        List<Node> nodes = nodes().stream()
                .flatMap(reflector -> pods.stream()
                        .map(pod -> new PodView(pod).node())
                        .distinct()
                        .flatMap(name -> reflector.named(name).stream()))
                .toList();
        return new Snapshot(
                now,
                applied,
                release,
                namespaced.of(kind).named(applied.object().name()).map(HasMetadata.class::cast),
                replicaSets,
                revisions().map(reflector -> reflector.belongingTo(uid)).orElse(List.of()),
                pods,
                events,
                nodes,
                logs,
                canAttributePods());
    }

    /** Without ReplicaSets or ControllerRevisions nobody can tell which pods are of our revision. */
    private boolean canAttributePods() {
        return Stream.of(
                        Optional.of(pods().health()),
                        replicaSets().map(Reflector::health),
                        revisions().map(Reflector::health))
                .flatMap(Optional::stream)
                .noneMatch(Health.Forbidden.class::isInstance);
    }

    /** By what a change of something in that snapshot is recognised. */
    Set<String> keys(Snapshot snapshot) {
        Set<String> keys = new TreeSet<>();
        keys.add(applied.object().toString());
        keys.add(applied.uid());
        List<HasMetadata> objects = new ArrayList<>(snapshot.replicaSets());
        objects.addAll(snapshot.pods());
        objects.forEach(object -> keys.add(object.getMetadata().getUid()));
        snapshot.nodes().forEach(node -> keys.add("Node/" + node.getMetadata().getName()));
        return keys;
    }

    private Reflector<Pod> pods() {
        return namespaced.of(WatchedKind.POD);
    }

    private Reflector<Event> events() {
        return namespaced.of(WatchedKind.EVENT);
    }

    private Optional<Reflector<ReplicaSet>> replicaSets() {
        return kind.equals(WatchedKind.DEPLOYMENT)
                ? Optional.of(namespaced.of(WatchedKind.REPLICA_SET))
                : Optional.empty();
    }

    private Optional<Reflector<ControllerRevision>> revisions() {
        return kind.equals(WatchedKind.DAEMON_SET)
                ? Optional.of(namespaced.of(WatchedKind.CONTROLLER_REVISION))
                : Optional.empty();
    }

    private Optional<Reflector<Node>> nodes() {
        return kind.equals(WatchedKind.DAEMON_SET) ? Optional.of(cluster.of(WatchedKind.NODE)) : Optional.empty();
    }
}
