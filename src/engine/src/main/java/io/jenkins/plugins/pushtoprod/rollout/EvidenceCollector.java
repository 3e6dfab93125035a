package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.pushtoprod.rollout.Finding.Evidence;
import io.jenkins.plugins.pushtoprod.rollout.watch.ApiReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Gathers what proves a sighting, before anybody rolls back and it is gone. Takes what there is after {@link #PATIENCE}. */
final class EvidenceCollector {

    /** How long a verdict may wait for its evidence. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int EVENTS = 8;
    private static final int ENDS = 2;
    private static final int PODS = 2;

    private final ApiReader api;
    private final LogReader logs;
    private final Redactor redactor;

    EvidenceCollector(ApiReader api, LogReader logs, Redactor redactor) {
        this.api = api;
        this.logs = logs;
        this.redactor = redactor;
    }

    /** @param lines read by the logbook, by container ID */
    CompletableFuture<List<Evidence>> collect(
            Sighting sighting, Snapshot snapshot, Logbook logbook, Map<String, List<String>> lines) {
        List<PodView> pods = podsOf(sighting, snapshot);
        List<CompletableFuture<Optional<Evidence>>> running = new ArrayList<>();
        for (PodView pod : pods) {
            pod.containers().stream()
                    .filter(container -> concerns(sighting, container) && container.running())
                    .map(container -> currentLog(snapshot, pod, container))
                    .forEach(running::add);
        }
        CompletableFuture<Optional<Evidence>> quota = sighting.mode().fixer() == Finding.Fixer.QUOTA
                ? quota(snapshot.applied().object().namespace())
                : CompletableFuture.completedFuture(Optional.empty());
        CompletableFuture<Void> all = CompletableFuture.allOf(
                CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)), quota, logbook.complete());
        List<Logbook.Entry> ends = endsOf(sighting, snapshot, logbook);
        return all.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(nothing -> {
                    List<Evidence> evidence = new ArrayList<>();
                    ends.forEach(end -> endedLog(end, lines).ifPresent(evidence::add));
                    running.forEach(log -> log.getNow(Optional.empty()).ifPresent(evidence::add));
                    pods.forEach(pod -> evidence.add(status(pod)));
                    events(sighting, snapshot, pods).ifPresent(evidence::add);
                    quota.getNow(Optional.empty()).ifPresent(evidence::add);
                    return withoutRepetition(evidence);
                });
    }

    /** What crashes says the same each time. */
    private static List<Evidence> withoutRepetition(List<Evidence> evidence) {
        Set<List<String>> said = new HashSet<>();
        return evidence.stream().filter(piece -> said.add(piece.lines())).toList();
    }

    /** The pod that it was seen on; of what was seen on a workload, the pods that are not as they should be. */
    private static List<PodView> podsOf(Sighting sighting, Snapshot snapshot) {
        List<PodView> all = snapshot.pods().stream().map(PodView::new).toList();
        if (sighting.subject().object().kind().equals("Pod")) {
            return all.stream()
                    .filter(pod -> pod.uid().equals(sighting.subject().uid()))
                    .toList();
        }
        return all.stream()
                .filter(pod -> !pod.ready() && !pod.ending())
                .limit(PODS)
                .toList();
    }

    private static boolean concerns(Sighting sighting, ContainerView container) {
        return sighting.subject()
                .container()
                .map(name -> name.equals(container.name()))
                .orElse(!container.ready());
    }

    private static List<Logbook.Entry> endsOf(Sighting sighting, Snapshot snapshot, Logbook logbook) {
        List<Logbook.Entry> all = logbook.of(snapshot.applied().uid());
        if (!sighting.subject().object().kind().equals("Pod")) {
            return all.stream().limit(ENDS).toList();
        }
        return all.stream()
                .filter(end -> end.pod().equals(sighting.subject().object().name()))
                .filter(end -> sighting.subject()
                        .container()
                        .map(name -> name.equals(end.container()))
                        .orElse(true))
                .limit(ENDS)
                .toList();
    }

    private CompletableFuture<Optional<Evidence>> currentLog(Snapshot snapshot, PodView pod, ContainerView container) {
        return logs.read(snapshot.applied().object().namespace(), pod.name(), container.name(), false)
                .thenApply(lines -> lines.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Evidence("log of " + pod.name() + "/" + container.name(), lines)));
    }

    private static Optional<Evidence> endedLog(Logbook.Entry end, Map<String, List<String>> lines) {
        List<String> read = lines.getOrDefault(end.containerId(), List.of());
        return read.isEmpty()
                ? Optional.empty()
                : Optional.of(new Evidence("log of " + end.pod() + "/" + end.container() + " (previous)", read));
    }

    private Evidence status(PodView pod) {
        List<String> lines = new ArrayList<>();
        lines.add("phase " + pod.status().getPhase() + (pod.node().isEmpty() ? ", no node" : ", node " + pod.node()));
        for (ContainerView container : pod.containers()) {
            String name = (container.init() ? "init container " : "container ") + container.name();
            container
                    .waiting()
                    .ifPresent(waiting -> lines.add(name + ": waiting, " + waiting.getReason()
                            + (waiting.getMessage() == null ? "" : ": " + waiting.getMessage())));
            if (container.running()) {
                lines.add(name + ": running, " + (container.ready() ? "ready" : "not ready"));
            }
            container.terminated().ifPresent(end -> lines.add(name + ": " + describe(end)));
            if (container.restarts() > 0) {
                lines.add(name + ": restarted " + container.restarts() + " times");
            }
        }
        return new Evidence("status of " + pod.name(), redactor.redact(lines));
    }

    private static String describe(ContainerStateTerminated end) {
        String message = requireNonNullElse(end.getMessage(), "");
        return "ended at " + end.getFinishedAt() + " with exit code " + end.getExitCode() + ", " + end.getReason()
                + (message.isEmpty() ? "" : ": " + message.strip());
    }

    private Optional<Evidence> events(Sighting sighting, Snapshot snapshot, List<PodView> pods) {
        List<String> uids = new ArrayList<>(pods.stream().map(PodView::uid).toList());
        if (!sighting.subject().object().kind().equals("Pod")) {
            uids.add(snapshot.applied().uid());
            snapshot.replicaSets().forEach(set -> uids.add(set.getMetadata().getUid()));
        }
        List<String> lines = snapshot.events().stream()
                .filter(event -> uids.contains(event.getInvolvedObject().getUid()))
                .map(EvidenceCollector::describe)
                .distinct()
                .toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - EVENTS), lines.size());
        return last.isEmpty() ? Optional.empty() : Optional.of(new Evidence("events", redactor.redact(last)));
    }

    private static String describe(Event event) {
        int count = requireNonNullElse(event.getCount(), 1);
        return event.getType() + " " + event.getReason() + (count > 1 ? " ×" + count : "") + ": "
                + requireNonNullElse(event.getMessage(), "").strip();
    }

    private CompletableFuture<Optional<Evidence>> quota(String namespace) {
        return api.get("/api/v1/namespaces/" + namespace + "/resourcequotas", PATIENCE)
                .handle((response, failure) -> failure == null ? quota(response) : Optional.empty());
    }

    private Optional<Evidence> quota(HttpResponse<byte[]> response) {
        if (!response.isSuccessful()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        try {
            for (JsonNode quota : api.parse(response.body()).path("items")) {
                JsonNode used = quota.path("status").path("used");
                quota.path("status")
                        .path("hard")
                        .properties()
                        .forEach(limit ->
                                lines.add(quota.path("metadata").path("name").asText() + ": " + limit.getKey()
                                        + ", used " + used.path(limit.getKey()).asText("0") + " of "
                                        + limit.getValue().asText()));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Evidence("quota", lines));
    }
}
