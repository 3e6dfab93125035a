package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The last lines of containers that failed in a rollout. They are read as soon as a container has failed, because they are soon gone: a
 * kubelet keeps one dead container, and a Job deletes its pods. Used by the watcher's thread alone.
 */
final class Logbook {

    /**
     * How a container ended.
     *
     * @param number counts up
     * @param workload UID of the workload
     */
    record Entry(int number, String workload, String pod, String container, ContainerStateTerminated end) {

        String containerId() {
            return requireNonNullElse(end.getContainerID(), "");
        }
    }

    private final LogReader reader;
    private final Runnable onRead;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, List<String>> lines;
    private final Map<String, CompletableFuture<?>> pending = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /**
     * @param lines where they go, by container ID; written by other threads
     * @param onRead called when there is something new; has to return at once
     */
    Logbook(LogReader reader, Map<String, List<String>> lines, Runnable onRead) {
        this.reader = reader;
        this.lines = lines;
        this.onRead = onRead;
    }

    /** Starts to read what has ended since the look before. */
    void note(String workload, String namespace, List<PodView> pods) {
        for (PodView pod : pods) {
            for (ContainerView container : pod.containers()) {
                container.status().ifPresent(status -> {
                    ended(status.getLastState()).ifPresent(end -> note(workload, namespace, pod, container, end, true));
                    ended(status.getState()).ifPresent(end -> note(workload, namespace, pod, container, end, false));
                });
            }
        }
        pending.values().removeIf(CompletableFuture::isDone);
    }

    private void note(
            String workload,
            String namespace,
            PodView pod,
            ContainerView container,
            ContainerStateTerminated end,
            boolean previous) {
        String id = requireNonNullElse(end.getContainerID(), "");
        if (id.isEmpty() || !container.isFailure(end)) {
            return;
        }
        Entry entry = new Entry(entries.size(), workload, pod.name(), container.name(), end);
        entries.putIfAbsent(id, entry);
        // A container that has just ended may have been restarted when its log arrives: asked again as the previous
        // one.
        if (!lines.getOrDefault(id, List.of()).isEmpty() || !asked.add(id + previous)) {
            return;
        }
        pending.put(
                id,
                reader.read(namespace, pod.name(), container.name(), previous).thenAccept(read -> {
                    if (!read.isEmpty()) {
                        lines.putIfAbsent(id, read);
                        onRead.run();
                    }
                }));
    }

    /** What ended in the pods of a workload, the latest first. */
    List<Entry> of(String workload) {
        return entries.values().stream()
                .filter(entry -> entry.workload().equals(workload))
                .sorted(Comparator.comparing(Entry::number).reversed())
                .toList();
    }

    /** Done when everything that was asked for is there, or cannot be had. */
    CompletableFuture<Void> complete() {
        return CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new));
    }

    private static Optional<ContainerStateTerminated> ended(ContainerState state) {
        return Optional.ofNullable(state).map(ContainerState::getTerminated);
    }
}
