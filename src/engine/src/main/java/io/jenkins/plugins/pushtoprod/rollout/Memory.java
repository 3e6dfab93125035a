package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be remembered between two looks at a workload: a snapshot alone does not tell how long something has lasted. Each look
 * copies it, so that whoever holds one sees it unchanged.
 */
final class Memory {

    /**
     * Time spent in some state, over all its spells, so that a flap neither ends nor restarts the count.
     *
     * @param first when it was first seen
     * @param closed length of the spells that are over
     * @param open start of the spell that lasts
     */
    private record Spells(Instant first, Duration closed, Optional<Instant> open) {}

    private final Instant start;
    private final Map<String, Spells> spells;
    private final Map<String, Integer> restartsBefore;
    private final Map<String, String> pullErrors;
    private final Map<String, String> marks;
    private final Set<String> holding = new HashSet<>();
    private long bestProgress;
    private Instant lastProgress;

    private Memory(
            Instant start,
            Map<String, Spells> spells,
            Map<String, Integer> restartsBefore,
            Map<String, String> pullErrors,
            Map<String, String> marks,
            long bestProgress,
            Instant lastProgress) {
        this.start = start;
        this.spells = new HashMap<>(spells);
        this.restartsBefore = new HashMap<>(restartsBefore);
        this.pullErrors = new HashMap<>(pullErrors);
        this.marks = new HashMap<>(marks);
        this.bestProgress = bestProgress;
        this.lastProgress = lastProgress;
    }

    /** Of a workload that was not looked at yet. */
    static Memory startingAt(Instant start) {
        return new Memory(start, Map.of(), Map.of(), Map.of(), Map.of(), Long.MIN_VALUE, start);
    }

    Memory copy() {
        return new Memory(start, spells, restartsBefore, pullErrors, marks, bestProgress, lastProgress);
    }

    Instant start() {
        return start;
    }

    /** Notes that a state holds now, and returns how long it has, all spells together. */
    Duration holds(String state, Instant now) {
        Spells seen = spells.getOrDefault(state, new Spells(now, Duration.ZERO, Optional.of(now)));
        Instant open = seen.open().orElse(now);
        holding.add(state);
        spells.put(state, new Spells(seen.first(), seen.closed(), Optional.of(open)));
        return seen.closed().plus(Duration.between(open, now));
    }

    /** Ends a look: the spells of all states that did not hold in it are over. */
    void closeOthers(Instant now) {
        spells.replaceAll((state, seen) -> holding.contains(state) ? seen : closed(seen, now));
    }

    private static Spells closed(Spells seen, Instant now) {
        Duration length = seen.open()
                .map(open -> seen.closed().plus(Duration.between(open, now)))
                .orElse(seen.closed());
        return new Spells(seen.first(), length, Optional.empty());
    }

    /** When a state was first seen; now, if never. */
    Instant first(String state, Instant now) {
        Spells seen = spells.get(state);
        return seen == null ? now : seen.first();
    }

    /** Forgets a state, so that its count starts anew. */
    void forget(String state) {
        spells.remove(state);
    }

    /** The restarts that a container had behind it when it was first seen and well; 0 if it was not. */
    int restartsBefore(String container, int restarts, boolean well) {
        return restartsBefore.computeIfAbsent(container, key -> well ? restarts : 0);
    }

    void rememberPullError(String container, String message) {
        pullErrors.put(container, message);
    }

    /** What the last failed pull said: while the kubelet backs off, it does not repeat it. */
    String pullError(String container) {
        return pullErrors.getOrDefault(container, "");
    }

    /** A text noted at the first look; later ones return that same text. */
    String mark(String name, String now) {
        return marks.computeIfAbsent(name, key -> now);
    }

    Optional<String> mark(String name) {
        return Optional.ofNullable(marks.get(name));
    }

    /** Notes how far the workload is. Only more than ever before is progress: a replica that flaps is none. */
    Duration sinceProgress(long progress, Instant now) {
        if (progress > bestProgress) {
            bestProgress = progress;
            lastProgress = now;
        }
        return Duration.between(lastProgress, now);
    }
}
