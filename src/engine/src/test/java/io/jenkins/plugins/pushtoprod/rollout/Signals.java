package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Notes when the API server told what: watches of its own, so that a verdict's delay is measured from outside. */
final class Signals implements AutoCloseable {

    private record Note(HasMetadata object, long nanos) {}

    private final List<Note> notes = new CopyOnWriteArrayList<>();
    private final List<Watch> watches = new ArrayList<>();

    Signals(KubernetesClient client, String namespace) {
        watches.add(client.resources(Pod.class).inNamespace(namespace).watch(new Noting<>()));
        watches.add(client.resources(ReplicaSet.class).inNamespace(namespace).watch(new Noting<>()));
        watches.add(client.resources(Job.class).inNamespace(namespace).watch(new Noting<>()));
    }

    /** How long before {@code nanos} an object of a workload was first told with that in its YAML. */
    Optional<Duration> before(long nanos, String workload, Predicate<String> decisive) {
        return notes.stream()
                .filter(note -> note.object().getMetadata().getName().startsWith(workload))
                .filter(note -> decisive.test(Serialization.asYaml(note.object())))
                .findFirst()
                .map(note -> Duration.ofNanos(nanos - note.nanos()));
    }

    /** How long before {@code nanos} the last of a workload's objects became so, of those that did before. */
    Optional<Duration> lastBefore(long nanos, String workload, Predicate<HasMetadata> wanted) {
        Map<String, Long> first = new HashMap<>();
        notes.stream()
                .filter(note -> note.object().getMetadata().getName().startsWith(workload + "-"))
                .filter(note -> wanted.test(note.object()))
                .forEach(note -> first.putIfAbsent(note.object().getMetadata().getUid(), note.nanos()));
        return first.values().stream()
                .filter(time -> time < nanos)
                .max(Comparator.naturalOrder())
                .map(time -> Duration.ofNanos(nanos - time));
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }

    private final class Noting<T extends HasMetadata> implements Watcher<T> {

        @Override
        public void eventReceived(Action action, T object) {
            notes.add(new Note(object, System.nanoTime()));
        }

        @Override
        public void onClose(WatcherException cause) {}
    }
}
