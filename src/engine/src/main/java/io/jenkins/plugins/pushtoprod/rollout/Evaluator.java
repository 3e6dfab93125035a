package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.pushtoprod.manifest.Annotations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a workload: a pure function of a snapshot, the failure catalogue and what was remembered from the looks before.
 *
 * <p>The kinds differ in {@link WorkloadRules} alone; which trouble there is, and how long it may last, is the catalogue's to say.
 */
final class Evaluator {

    /** How long a workload may be gone before it counts as deleted: whoever replaces it deletes it first. */
    private static final Duration GONE = Duration.ofSeconds(3);

    /** How long a StatefulSet gets to replace a broken pod of an older revision by itself. */
    private static final Duration WEDGED = Duration.ofSeconds(3);

    /** What our clock waits longer than progressDeadlineSeconds, so that the controller's own word comes first. */
    private static final Duration DEADLINE_MARGIN = Duration.ofSeconds(15);

    /** Mark of a workload that was there. */
    private static final String SEEN = "seen";

    /** Mark of a workload that was done: a Job may be removed then, by its ttlSecondsAfterFinished. */
    private static final String COMPLETE = "complete";

    private final FailureCatalogue catalogue;
    private final Map<String, WorkloadRules> rules;
    private final Settling settling;
    private final Duration readinessFloor;

    Evaluator(FailureCatalogue catalogue) {
        this.catalogue = catalogue;
        this.rules = WorkloadRules.byKind();
        this.settling = new Settling();
        this.readinessFloor = catalogue.mode("NeverReady").grace().orElse(Duration.ZERO);
    }

    /** @param baking whether the rollout was done before and is watched on */
    Evaluation evaluate(Snapshot snapshot, Memory before, boolean baking) {
        Memory memory = before.copy();
        Evaluation evaluation = evaluate(snapshot, memory, new Alarm(), baking);
        memory.closeOthers(snapshot.time());
        return evaluation;
    }

    private Evaluation evaluate(Snapshot snapshot, Memory memory, Alarm alarm, boolean baking) {
        if (snapshot.workload().isEmpty()) {
            return gone(snapshot, memory, alarm);
        }
        HasMetadata workload = snapshot.workload().get();
        memory.mark(SEEN, "");
        Optional<String> superseded = superseded(snapshot, workload, memory);
        if (superseded.isPresent()) {
            Sighting sighting = computed(snapshot, "superseded", superseded.get(), Map.of());
            return new Evaluation(
                    Evaluation.State.SUPERSEDED, Standing.waiting(0, ""), List.of(sighting), memory, Optional.empty());
        }
        if (workload.getMetadata().getGeneration() != null
                && workload.getMetadata().getGeneration() < snapshot.applied().generation()) {
            return waiting(Standing.waiting(0, "Waiting to see the change that was applied"), memory, alarm);
        }
        Standing standing = Objects.requireNonNull(rules.get(snapshot.kind()), snapshot.kind())
                .judge(snapshot, workload);
        return judge(snapshot, workload, standing, memory, alarm, baking);
    }

    private Evaluation judge(
            Snapshot snapshot, HasMetadata workload, Standing standing, Memory memory, Alarm alarm, boolean baking) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(workloadSubject(snapshot, workload, standing, memory, alarm));
        PodSubjects pods = new PodSubjects(snapshot, standing.draining(), baking, readinessFloor, memory, alarm);
        List<Subject> ofPods =
                standing.pods().stream().flatMap(pod -> pods.of(pod).stream()).toList();
        subjects.addAll(ofPods);
        List<Sighting> sightings = new ArrayList<>(sightings(snapshot, subjects, memory, alarm));
        List<Subject> ofOlder = standing.older().stream()
                .filter(pod -> !pod.ready())
                .flatMap(pod -> pods.of(pod).stream())
                .toList();
        wedged(snapshot, sightings(snapshot, ofOlder, memory, alarm), memory, alarm)
                .ifPresent(sightings::add);
        sightings.sort(Comparator.comparing(sighting -> !sighting.decisive()));
        if (sightings.stream().anyMatch(Sighting::decisive)) {
            return new Evaluation(Evaluation.State.FAILED, standing, sightings, memory, Optional.empty());
        }
        if (standing.done()) {
            memory.mark(COMPLETE, "");
        }
        Standing settled = settling.settle(snapshot, standing, ofPods, memory, alarm);
        return new Evaluation(
                settled.done() ? Evaluation.State.DONE : Evaluation.State.WAITING,
                settled,
                sightings,
                memory,
                alarm.soonest());
    }

    private Subject workloadSubject(
            Snapshot snapshot, HasMetadata workload, Standing standing, Memory memory, Alarm alarm) {
        List<Fact> facts = new ArrayList<>(standing.facts());
        facts.addAll(creationFailures(snapshot, workload, standing));
        standing.deadline()
                .filter(deadline -> !standing.done())
                .flatMap(deadline -> noProgress(snapshot, standing, deadline, memory, alarm))
                .ifPresent(facts::add);
        return subject(snapshot, standing.draining(), facts);
    }

    /**
     * Pods that could not be created: StatefulSets, DaemonSets and Jobs have no condition that says so, only events. One that is older
     * than a pod is over; one that is older than our apply is not ours.
     */
    private static List<Fact> creationFailures(Snapshot snapshot, HasMetadata workload, Standing standing) {
        if (standing.done() || snapshot.kind().equals("Deployment")) {
            return List.of();
        }
        Optional<Instant> applied = Timestamps.ofApply(workload).map(time -> time.minusSeconds(1));
        Optional<Instant> newestPod = snapshot.pods().stream()
                .flatMap(pod -> Timestamps.parse(pod.getMetadata().getCreationTimestamp()).stream())
                .max(Comparator.naturalOrder());
        return snapshot.events().stream()
                .filter(event -> snapshot.applied()
                        .uid()
                        .equals(event.getInvolvedObject().getUid()))
                .filter(event -> "FailedCreate".equals(event.getReason()))
                .filter(event -> isSince(event, applied) && isSince(event, newestPod))
                .map(event -> Fact.of(Fact.Source.EVENT, event.getReason(), event.getMessage()))
                .toList();
    }

    private static boolean isSince(Event event, Optional<Instant> time) {
        Optional<Instant> seen = Timestamps.of(event);
        return time.isEmpty() || seen.isEmpty() || !seen.get().isBefore(time.get());
    }

    private static Optional<Fact> noProgress(
            Snapshot snapshot, Standing standing, Duration deadline, Memory memory, Alarm alarm) {
        Duration still = memory.sinceProgress(standing.progress(), snapshot.time());
        Duration limit = deadline.plus(DEADLINE_MARGIN);
        if (still.compareTo(limit) < 0) {
            alarm.in(limit.minus(still));
            return Optional.empty();
        }
        return Optional.of(Fact.computed(
                "no-progress",
                "nothing has come further for " + DurationText.of(still) + ", by our clock",
                Map.of("window", DurationText.of(deadline))));
    }

    private List<Sighting> sightings(Snapshot snapshot, List<Subject> subjects, Memory memory, Alarm alarm) {
        Map<String, Sighting> byKey = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            catalogue
                    .diagnose(subject)
                    .map(diagnosis -> sighting(snapshot, subject, diagnosis, memory, alarm))
                    .ifPresent(sighting -> byKey.merge(sighting.key(), sighting, Evaluator::moreDecisive));
        }
        return List.copyOf(byKey.values());
    }

    private static Sighting moreDecisive(Sighting one, Sighting other) {
        Sighting chosen = !one.decisive() && other.decisive() ? other : one;
        return chosen.withSubjects(one.subjects() + other.subjects());
    }

    private static Sighting sighting(
            Snapshot snapshot, Subject subject, FailureCatalogue.Diagnosis diagnosis, Memory memory, Alarm alarm) {
        FailureMode mode = diagnosis.mode();
        String state = "mode/" + mode.code() + "/" + subject.key();
        Instant since = memory.first(state, snapshot.time());
        Duration lasted = memory.holds(state, snapshot.time());
        Map<String, String> values = new HashMap<>(subject.values());
        values.putAll(diagnosis.match().values());
        return new Sighting(
                mode,
                subject,
                FailureMode.fill(mode.title(), values),
                Cause.of(diagnosis.match().fact(), subject.failures()),
                FailureMode.fill(mode.advice(), values),
                since,
                lasted,
                1,
                decisive(mode, subject, diagnosis.match().fact(), lasted, alarm));
    }

    private static boolean decisive(FailureMode mode, Subject subject, Fact fact, Duration lasted, Alarm alarm) {
        return switch (mode.severity()) {
            case DOOMED -> true;
            case TRANSIENT -> false;
            case LIKELY -> tooMany(mode, subject) || tooLong(mode, fact, lasted, alarm);
        };
    }

    /** A Job counts its failures itself, by its backoffLimit. */
    private static boolean tooMany(FailureMode mode, Subject subject) {
        return mode.failures().isPresent()
                && subject.down()
                && subject.failures() >= mode.failures().getAsInt()
                && !subject.workloadKind().equals("Job");
    }

    private static boolean tooLong(FailureMode mode, Fact fact, Duration lasted, Alarm alarm) {
        if (mode.grace().isEmpty()) {
            return false;
        } else if (fact.source() == Fact.Source.COMPUTED) {
            // Its grace went into the computation.
            return true;
        }
        Duration left = mode.grace().get().minus(lasted);
        if (left.compareTo(Duration.ZERO) > 0) {
            alarm.in(left);
            return false;
        }
        return true;
    }

    private Optional<Sighting> wedged(Snapshot snapshot, List<Sighting> ofOlder, Memory memory, Alarm alarm) {
        Optional<Sighting> broken = ofOlder.stream().filter(Sighting::decisive).findFirst();
        if (broken.isEmpty()) {
            return Optional.empty();
        }
        Duration lasted = memory.holds("wedged/" + broken.get().subject().uid(), snapshot.time());
        if (lasted.compareTo(WEDGED) < 0) {
            alarm.in(WEDGED.minus(lasted));
            return Optional.empty();
        }
        Subject pod = broken.get().subject();
        Fact fact = Fact.computed(
                "wedged", broken.get().title() + ": " + broken.get().cause(), Map.of());
        Subject subject = new Subject(
                pod.object(),
                pod.uid(),
                pod.container(),
                pod.init(),
                pod.workloadKind(),
                Set.of(),
                false,
                pod.failures(),
                pod.down(),
                pod.values(),
                List.of(fact));
        return sightings(snapshot, List.of(subject), memory, alarm).stream().findFirst();
    }

    private Evaluation gone(Snapshot snapshot, Memory memory, Alarm alarm) {
        boolean seen = memory.mark(SEEN).isPresent();
        if (snapshot.kind().equals("Job") && (memory.mark(COMPLETE).isPresent() || !seen)) {
            return new Evaluation(
                    Evaluation.State.DONE,
                    Standing.waiting(0, ""),
                    seen ? List.of() : List.of(computed(snapshot, "job-removed", "it is not in the cluster", Map.of())),
                    memory,
                    Optional.empty());
        }
        Duration lasted = memory.holds("gone", snapshot.time());
        if (lasted.compareTo(GONE) < 0) {
            alarm.in(GONE.minus(lasted));
            return waiting(
                    Standing.waiting(0, "Waiting for " + snapshot.applied().object() + " to appear"), memory, alarm);
        }
        return new Evaluation(
                Evaluation.State.FAILED,
                Standing.waiting(0, ""),
                List.of(computed(snapshot, "deleted", "it is not in the cluster any more", Map.of())),
                memory,
                Optional.empty());
    }

    private static Evaluation waiting(Standing standing, Memory memory, Alarm alarm) {
        return new Evaluation(Evaluation.State.WAITING, standing, List.of(), memory, alarm.soonest());
    }

    /**
     * Whether somebody else's change took the place of ours. A later generation alone does not say so: an autoscaler changes the scale.
     * The annotation of the release, or else the pod template, tells.
     */
    private static Optional<String> superseded(Snapshot snapshot, HasMetadata workload, Memory memory) {
        if (!snapshot.applied().uid().equals(workload.getMetadata().getUid())) {
            return Optional.of("it was deleted and made anew");
        }
        Long generation = workload.getMetadata().getGeneration();
        boolean later = generation != null && generation > snapshot.applied().generation();
        Map<String, String> annotations = workload.getMetadata().getAnnotations();
        String release = annotations == null ? "" : annotations.getOrDefault(Annotations.RELEASE, "");
        String template = TemplateText.of(workload);
        if (!later) {
            String first = memory.mark("release", release);
            memory.mark("template", template);
            return first.equals(release)
                    ? Optional.empty()
                    : Optional.of("release " + release + " took the place of " + first);
        }
        if (!release.isEmpty() && snapshot.release().isPresent()) {
            boolean ours = release.equals(snapshot.release().get());
            if (!ours) {
                return Optional.of("release " + release + " took the place of "
                        + snapshot.release().get());
            }
        }
        boolean sameTemplate = memory.mark("template")
                .map(template::equals)
                .orElse(!release.isEmpty() && snapshot.release().isPresent());
        return sameTemplate
                ? Optional.empty()
                : Optional.of("it is at generation " + generation + ", ours was "
                        + snapshot.applied().generation() + LastWriter.of(workload));
    }

    /** A sighting that the watcher itself makes. */
    Sighting computed(Snapshot snapshot, String name, String message, Map<String, String> values) {
        Subject subject = subject(snapshot, false, List.of(Fact.computed(name, message, values)));
        return sightings(snapshot, List.of(subject), Memory.startingAt(snapshot.time()), new Alarm())
                .get(0);
    }

    private static Subject subject(Snapshot snapshot, boolean draining, List<Fact> facts) {
        return new Subject(
                snapshot.applied().object(),
                snapshot.applied().uid(),
                Optional.empty(),
                false,
                snapshot.kind(),
                Set.of(),
                draining,
                0,
                false,
                Map.of("workload", snapshot.applied().object().toString()),
                facts);
    }
}
