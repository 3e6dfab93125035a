package io.jenkins.plugins.pushtoprod.rollout;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Event;
import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the facts of pods and their containers from a snapshot. */
final class PodSubjects {

    private static final String PULL_FAILED = "ErrImagePull";
    private static final String PULL_BACK_OFF = "ImagePullBackOff";

    private final Snapshot snapshot;
    private final boolean draining;
    private final boolean baking;
    private final Duration readinessFloor;
    private final Memory memory;
    private final Alarm alarm;

    /** @param readinessFloor see {@link ProbeWindow} */
    PodSubjects(
            Snapshot snapshot, boolean draining, boolean baking, Duration readinessFloor, Memory memory, Alarm alarm) {
        this.snapshot = snapshot;
        this.draining = draining;
        this.baking = baking;
        this.readinessFloor = readinessFloor;
        this.memory = memory;
        this.alarm = alarm;
    }

    /** The pod itself first, then its containers in the order in which they start. */
    List<Subject> of(PodView pod) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(subject(pod, podFacts(pod)));
        if (!pod.ended() || snapshot.kind().equals("Job")) {
            for (ContainerView container : pod.containers()) {
                subjects.add(subject(pod, container));
            }
        }
        return subjects;
    }

    private Subject subject(PodView pod, List<Fact> facts) {
        return new Subject(
                refOf(pod),
                pod.uid(),
                Optional.empty(),
                false,
                snapshot.kind(),
                states(pod),
                draining,
                0,
                false,
                values(pod),
                facts);
    }

    private Subject subject(PodView pod, ContainerView container) {
        Map<String, String> values = values(pod);
        values.put("container", container.name());
        values.put("image", requireNonNullElse(container.spec().getImage(), ""));
        values.put(
                "exit",
                container
                        .terminated()
                        .map(end -> String.valueOf(end.getExitCode()))
                        .orElse("unknown"));
        boolean well = container.running() && (container.ready() || container.init());
        int before = memory.restartsBefore(pod.uid() + "/" + container.name(), container.restarts(), well);
        boolean down = container.down()
                || container
                        .waiting()
                        .filter(w -> "CrashLoopBackOff".equals(w.getReason()))
                        .isPresent();
        int failures = Math.max(0, container.restarts() - before) + (down ? 1 : 0);
        return new Subject(
                refOf(pod),
                pod.uid(),
                Optional.of(container.name()),
                container.init(),
                snapshot.kind(),
                states(pod),
                draining,
                failures,
                down,
                values,
                containerFacts(pod, container, failures));
    }

    private List<Fact> podFacts(PodView pod) {
        List<Fact> facts = new ArrayList<>();
        if (pod.ended()) {
            if ("Failed".equals(pod.status().getPhase())) {
                facts.add(Fact.of(
                        Fact.Source.POD, pod.status().getReason(), pod.status().getMessage()));
            }
            return facts;
        }
        pod.conditions().stream()
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> Fact.condition(
                        condition.getType(), condition.getStatus(), condition.getReason(), condition.getMessage()))
                .forEach(facts::add);
        events(pod).stream()
                .filter(event -> containerOf(event).isEmpty())
                .map(event -> Fact.of(Fact.Source.EVENT, event.getReason(), event.getMessage()))
                .forEach(facts::add);
        return facts;
    }

    private List<Fact> containerFacts(PodView pod, ContainerView container, int failures) {
        List<Fact> facts = new ArrayList<>();
        container.waiting().ifPresent(waiting -> {
            String reason = requireNonNullElse(waiting.getReason(), "");
            String message = requireNonNullElse(waiting.getMessage(), "");
            facts.add(Fact.of(Fact.Source.WAITING, reason, withPullError(pod, container, reason, message)));
        });
        container
                .terminated()
                .filter(end -> failures > 0 && container.isFailure(end))
                .ifPresent(end -> facts.addAll(factsOf(end)));
        events(pod).stream()
                .filter(event -> containerOf(event).equals(Optional.of(container.name())))
                .map(event -> Fact.of(Fact.Source.EVENT, event.getReason(), event.getMessage()))
                .forEach(facts::add);
        neverReady(pod, container).ifPresent(facts::add);
        return facts;
    }

    private List<Fact> factsOf(ContainerStateTerminated end) {
        Map<String, String> values = Map.of("exit", String.valueOf(end.getExitCode()));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                Fact.Source.TERMINATED,
                "",
                requireNonNullElse(end.getReason(), ""),
                requireNonNullElse(end.getMessage(), ""),
                values));
        List<String> log = snapshot.logs().getOrDefault(requireNonNullElse(end.getContainerID(), ""), List.of());
        if (!log.isEmpty()) {
            facts.add(new Fact(Fact.Source.LOG, "", "", String.join("\n", log), values));
        }
        return facts;
    }

    /** An older kubelet's back-off does not say why the pull failed: the failed pull did, or its event. */
    private String withPullError(PodView pod, ContainerView container, String reason, String message) {
        String key = pod.uid() + "/" + container.name();
        if (reason.equals(PULL_FAILED)) {
            memory.rememberPullError(key, message);
        } else if (reason.equals(PULL_BACK_OFF)) {
            String remembered = memory.pullError(key);
            String error = remembered.isEmpty() ? pullErrorFromEvents(pod, container) : remembered;
            return error.isEmpty() || message.contains(error) ? message : message + ": " + error;
        }
        return message;
    }

    private String pullErrorFromEvents(PodView pod, ContainerView container) {
        return events(pod).stream()
                .filter(event -> "Failed".equals(event.getReason())
                        && containerOf(event).equals(Optional.of(container.name()))
                        && requireNonNullElse(event.getMessage(), "").startsWith("Failed to pull image"))
                .map(Event::getMessage)
                .reduce("", (earlier, later) -> later);
    }

    private Optional<Fact> neverReady(PodView pod, ContainerView container) {
        if (container.init() || container.ready() || !container.running() || !pod.counts()) {
            return Optional.empty();
        }
        Duration window = ProbeWindow.of(container.spec(), readinessFloor);
        Duration elapsed = memory.holds("unready/" + pod.uid() + "/" + container.name(), snapshot.time());
        if (elapsed.compareTo(window) < 0) {
            alarm.in(window.minus(elapsed));
            return Optional.empty();
        }
        String lastAnswer = events(pod).stream()
                .filter(event -> "Unhealthy".equals(event.getReason())
                        && containerOf(event).equals(Optional.of(container.name())))
                .map(Event::getMessage)
                .reduce("", (earlier, later) -> later);
        return Optional.of(Fact.computed("never-ready", lastAnswer, Map.of("window", DurationText.of(window))));
    }

    private List<Event> events(PodView pod) {
        return snapshot.events().stream()
                .filter(event -> pod.uid().equals(event.getInvolvedObject().getUid()))
                .toList();
    }

    /** From a field path such as {@code spec.initContainers{migrate}}. */
    static Optional<String> containerOf(Event event) {
        String path = event.getInvolvedObject().getFieldPath();
        int open = path == null ? -1 : path.indexOf('{');
        return path == null || open < 0 || !path.endsWith("}")
                ? Optional.empty()
                : Optional.of(path.substring(open + 1, path.length() - 1));
    }

    private Set<Subject.State> states(PodView pod) {
        EnumSet<Subject.State> states = EnumSet.of(pod.state());
        if (baking) {
            states.add(Subject.State.BAKING);
        }
        return states;
    }

    private Map<String, String> values(PodView pod) {
        Map<String, String> values = new HashMap<>();
        values.put("workload", snapshot.applied().object().toString());
        values.put("pod", pod.name());
        values.put("node", pod.node());
        return values;
    }

    private ObjectRef refOf(PodView pod) {
        return new ObjectRef("v1", "Pod", snapshot.applied().object().namespace(), pod.name());
    }
}
