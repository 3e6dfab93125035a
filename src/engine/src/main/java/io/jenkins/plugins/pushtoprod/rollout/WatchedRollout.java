package io.jenkins.plugins.pushtoprod.rollout;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import io.jenkins.plugins.pushtoprod.rollout.watch.ApiReader;
import io.jenkins.plugins.pushtoprod.rollout.watch.Health;
import io.jenkins.plugins.pushtoprod.rollout.watch.Interest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rollout under watch. Each change in the cluster and each deadline leads to a look, in one thread that all rollouts share: take
 * snapshots, evaluate, tell the listener what is new, and decide.
 */
final class WatchedRollout implements Rollout {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedRollout.class);

    /** How long the API server may be away at the end of a rollout's time before we give up. */
    private static final Duration AWAY = Duration.ofMinutes(2);

    /** How long our credentials may be refused: a token may be about to be renewed. */
    private static final Duration UNAUTHORIZED = Duration.ofSeconds(30);

    private final List<SnapshotTaker> takers;
    private final VerifyOptions options;
    private final Evaluator evaluator;
    private final EvidenceCollector collector;
    private final Logbook logbook;
    private final Map<String, List<String>> logs;
    private final Redactor redactor;
    private final ScheduledExecutorService thread;
    private final InstantSource clock;
    private final Consumer<RolloutEvent> listener;
    private final Interest interest = new Interest(this::wake);
    private final Instant start;

    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Map<SnapshotTaker, Memory> memories = new HashMap<>();
    private final Map<ObjectRef, RolloutEvent.Progress> told = new HashMap<>();
    private final Set<String> found = new HashSet<>();
    private final Set<String> blind = ConcurrentHashMap.newKeySet();
    private boolean concluding;
    private boolean baking;
    private @Nullable Instant healthySince;
    private @Nullable Instant blindSince;
    private Duration blindFor = Duration.ZERO;
    private @Nullable ScheduledFuture<?> next;

    WatchedRollout(
            List<SnapshotTaker> takers,
            VerifyOptions options,
            FailureCatalogue catalogue,
            ApiReader api,
            ScheduledExecutorService thread,
            InstantSource clock,
            Consumer<RolloutEvent> listener) {
        this.takers = takers;
        this.options = options;
        this.evaluator = new Evaluator(catalogue.with(options.overrides()));
        this.redactor = new Redactor(options.secrets());
        LogReader reader = new LogReader(api, redactor, () -> inThread(() -> tellBlind("logs of pods")));
        this.logs = new ConcurrentHashMap<>();
        this.logbook = new Logbook(reader, logs, this::wake);
        this.collector = new EvidenceCollector(api, reader, redactor);
        this.thread = thread;
        this.clock = clock;
        this.listener = listener;
        this.start = clock.instant();
    }

    @Override
    public CompletableFuture<Verdict> verdict() {
        return verdict;
    }

    @Override
    public void cancel() {
        verdict.cancel(false);
    }

    /** What has to wake it. */
    Interest interest() {
        return interest;
    }

    /** Looks soon; many calls in a row are one look. */
    void wake() {
        if (awake.compareAndSet(false, true)) {
            inThread(() -> {
                awake.set(false);
                look();
            });
        }
    }

    private void inThread(Runnable action) {
        try {
            thread.execute(() -> {
                try {
                    action.run();
                } catch (RuntimeException e) {
                    LOG.error("a rollout cannot be judged", e);
                    verdict.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            verdict.cancel(false);
        }
    }

    private void look() {
        if (verdict.isDone() || concluding) {
            return;
        }
        Instant real = clock.instant();
        if (!canSee(real)) {
            blindSince = blindSince == null ? real : blindSince;
            return;
        }
        if (blindSince != null) {
            blindFor = blindFor.plus(Duration.between(blindSince, real));
            blindSince = null;
        }
        Instant now = real.minus(blindFor);
        Map<SnapshotTaker, Snapshot> snapshots = new LinkedHashMap<>();
        takers.forEach(taker -> snapshots.put(taker, taker.take(now, Map.copyOf(logs))));
        Set<String> keys = new HashSet<>();
        Map<Snapshot, Evaluation> evaluations = new LinkedHashMap<>();
        snapshots.forEach((taker, snapshot) -> {
            keys.addAll(taker.keys(snapshot));
            logbook.note(
                    snapshot.applied().uid(),
                    snapshot.applied().object().namespace(),
                    snapshot.pods().stream().map(PodView::new).toList());
            Evaluation evaluation =
                    evaluator.evaluate(snapshot, memories.getOrDefault(taker, Memory.startingAt(start)), baking);
            memories.put(taker, evaluation.memory());
            evaluations.put(snapshot, evaluation);
        });
        if (interest.in(keys)) {
            wake();
        }
        evaluations.forEach(this::tell);
        decide(now, evaluations);
    }

    /** Whether what we have is current; if not, time passes without being held against the rollout. */
    private boolean canSee(Instant now) {
        Optional<Health.Away> away = Optional.empty();
        boolean starting = false;
        for (SnapshotTaker taker : takers) {
            Health workload = taker.workloadHealth();
            if (workload instanceof Health.Forbidden forbidden) {
                giveUp(
                        "The rollout of " + taker.applied().object() + " may not be watched: " + forbidden.why(),
                        "Give the account get, list and watch on "
                                + taker.applied().object().kind().toLowerCase(Locale.ROOT) + "s");
                return false;
            }
            Map<String, Health> all = new LinkedHashMap<>(taker.otherHealth());
            all.put("", workload);
            for (Map.Entry<String, Health> health : all.entrySet()) {
                if (health.getValue() instanceof Health.Forbidden) {
                    tellBlind(health.getKey());
                } else if (health.getValue() instanceof Health.Away gone) {
                    away = Optional.of(gone);
                } else if (health.getValue() instanceof Health.Starting) {
                    starting = true;
                }
            }
        }
        if (away.isPresent()) {
            waitForServer(now, away.get());
        } else if (starting && Duration.between(start, now).compareTo(AWAY) > 0) {
            giveUp("The API server has not answered for " + DurationText.of(AWAY), "Once it answers, verify again");
        } else if (starting) {
            lookIn(Duration.ofSeconds(5));
        }
        return away.isEmpty() && !starting;
    }

    private void waitForServer(Instant now, Health.Away away) {
        for (SnapshotTaker taker : takers) {
            RolloutEvent.Progress before = told.get(taker.applied().object());
            tell(new RolloutEvent.Progress(
                    taker.applied().object(),
                    before == null ? 0 : before.ready(),
                    before == null ? 0 : before.desired(),
                    "Waiting for the API server: " + redactor.redact(away.why())));
        }
        Duration gone = Duration.between(away.since(), now);
        boolean overdue = gone.compareTo(options.timeout().orElse(AWAY)) > 0;
        if (away.unauthorized() && gone.compareTo(UNAUTHORIZED) > 0) {
            giveUp("The API server no longer accepts our credentials: " + away.why(), "Renew them and verify again");
        } else if (overdue && gone.compareTo(AWAY) > 0) {
            giveUp(
                    "The API server has not answered for " + DurationText.of(gone) + ": " + away.why(),
                    "Once it answers, verify again: the release itself goes on without us");
        } else {
            lookIn(Duration.ofSeconds(5));
        }
    }

    private void giveUp(String what, String advice) {
        verdict.completeExceptionally(new ProblemException(Problem.of(
                Problem.Kind.CLUSTER,
                redactor.redact(what),
                takers.get(0).applied().object() + " in namespace "
                        + takers.get(0).applied().object().namespace(),
                advice)));
    }

    private void decide(Instant now, Map<Snapshot, Evaluation> evaluations) {
        if (any(evaluations, Evaluation.State.WAITING)) {
            healthySince = null;
        }
        Duration timeout = timeout(evaluations);
        Duration spent = Duration.between(start, now);
        if (any(evaluations, Evaluation.State.SUPERSEDED)) {
            conclude(Verdict.Outcome.SUPERSEDED, sightings(evaluations, Evaluation.State.SUPERSEDED));
        } else if (any(evaluations, Evaluation.State.FAILED)) {
            conclude(Verdict.Outcome.FAILED, worthTelling(evaluations));
        } else if (evaluations.values().stream().allMatch(e -> e.state() == Evaluation.State.DONE)) {
            bake(now, evaluations);
        } else if (spent.compareTo(timeout) >= 0) {
            conclude(Verdict.Outcome.TIMED_OUT, timedOut(timeout, evaluations));
        } else {
            lookIn(soonest(evaluations, timeout.minus(spent)));
        }
    }

    private void bake(Instant now, Map<Snapshot, Evaluation> evaluations) {
        baking = true;
        Instant since = healthySince == null ? now : healthySince;
        healthySince = since;
        Duration left = options.bake().minus(Duration.between(since, now));
        if (left.compareTo(Duration.ZERO) <= 0) {
            conclude(Verdict.Outcome.HEALTHY, worthTelling(evaluations));
        } else {
            lookIn(soonest(evaluations, left));
        }
    }

    private Duration timeout(Map<Snapshot, Evaluation> evaluations) {
        return options.timeout()
                .orElseGet(() -> evaluations.keySet().stream()
                        .flatMap(snapshot -> snapshot.workload().stream())
                        .map(Expectations::timeoutOf)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ofMinutes(1)))
                .plus(options.bake());
    }

    private static Duration soonest(Map<Snapshot, Evaluation> evaluations, Duration atMost) {
        return evaluations.values().stream()
                .flatMap(evaluation -> evaluation.lookAgain().stream())
                .filter(delay -> delay.compareTo(atMost) < 0)
                .min(Comparator.naturalOrder())
                .orElse(atMost);
    }

    private static boolean any(Map<Snapshot, Evaluation> evaluations, Evaluation.State state) {
        return evaluations.values().stream().anyMatch(evaluation -> evaluation.state() == state);
    }

    private record Seen(Sighting sighting, Snapshot snapshot) {}

    private static List<Seen> sightings(Map<Snapshot, Evaluation> evaluations, Evaluation.State state) {
        List<Seen> seen = new ArrayList<>();
        evaluations.forEach((snapshot, evaluation) -> {
            if (evaluation.state() == state) {
                evaluation.sightings().forEach(sighting -> seen.add(new Seen(sighting, snapshot)));
            }
        });
        return seen;
    }

    private static List<Seen> worthTelling(Map<Snapshot, Evaluation> evaluations) {
        List<Seen> seen = new ArrayList<>();
        evaluations.forEach((snapshot, evaluation) -> evaluation.sightings().stream()
                .filter(Sighting::worthTelling)
                .forEach(sighting -> seen.add(new Seen(sighting, snapshot))));
        seen.sort(Comparator.comparing((Seen one) -> !one.sighting().decisive())
                .thenComparing(one -> one.sighting().mode().severity()));
        return seen;
    }

    private List<Seen> timedOut(Duration timeout, Map<Snapshot, Evaluation> evaluations) {
        List<Seen> seen = new ArrayList<>();
        evaluations.forEach((snapshot, evaluation) -> {
            if (evaluation.state() == Evaluation.State.WAITING) {
                String waiting = evaluation.standing().waitingFor();
                seen.add(new Seen(
                        evaluator.computed(
                                snapshot,
                                "timed-out",
                                waiting,
                                Map.of("waiting", waiting, "window", DurationText.of(timeout))),
                        snapshot));
            }
        });
        seen.addAll(worthTelling(evaluations));
        return seen;
    }

    private void lookIn(Duration delay) {
        if (next != null) {
            next.cancel(false);
        }
        try {
            // A millisecond more, so that the deadline has passed when we look.
            next = thread.schedule(this::wake, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            verdict.cancel(false);
        }
    }

    private void conclude(Verdict.Outcome outcome, List<Seen> seen) {
        concluding = true;
        List<CompletableFuture<Finding>> findings = seen.stream()
                .map(one -> one.sighting().decisive() || outcome == Verdict.Outcome.TIMED_OUT
                        ? collector
                                .collect(one.sighting(), one.snapshot(), logbook, logs)
                                .thenApply(evidence -> finding(one.sighting(), evidence))
                        : CompletableFuture.completedFuture(finding(one.sighting(), List.of())))
                .toList();
        var unused = CompletableFuture.allOf(findings.toArray(CompletableFuture[]::new))
                .whenComplete((nothing, failure) -> inThread(() -> {
                    Verdict result = new Verdict(
                            outcome,
                            findings.stream().map(CompletableFuture::join).toList(),
                            Duration.between(start, clock.instant()));
                    if (!verdict.isDone()) {
                        tellAnybody(new RolloutEvent.Ended(result));
                        verdict.complete(result);
                    }
                }));
    }

    private Finding finding(Sighting sighting, List<Finding.Evidence> evidence) {
        String several = sighting.subjects() > 1 ? " (" + sighting.subjects() + " pods)" : "";
        return new Finding(
                sighting.mode().code(),
                sighting.mode().severity(),
                sighting.subject().object(),
                redactor.redact(sighting.title()) + several,
                redactor.redact(sighting.cause()),
                redactor.redact(sighting.advice()),
                sighting.mode().fixer(),
                evidence,
                sighting.since());
    }

    private void tell(Snapshot snapshot, Evaluation evaluation) {
        Standing standing = evaluation.standing();
        tell(new RolloutEvent.Progress(
                snapshot.applied().object(), standing.ready(), standing.desired(), standing.waitingFor()));
        evaluation.sightings().stream()
                .filter(Sighting::worthTelling)
                .filter(sighting -> found.add(snapshot.applied().uid() + "/" + sighting.key()))
                .forEach(sighting -> tellAnybody(new RolloutEvent.Found(finding(sighting, List.of()))));
    }

    private void tell(RolloutEvent.Progress progress) {
        if (!progress.equals(told.put(progress.workload(), progress))) {
            tellAnybody(progress);
        }
    }

    private void tellBlind(String what) {
        if (!verdict.isDone() && blind.add(what)) {
            tellAnybody(new RolloutEvent.Blind(what));
        }
    }

    private void tellAnybody(RolloutEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener of a rollout failed", e);
        }
    }
}
