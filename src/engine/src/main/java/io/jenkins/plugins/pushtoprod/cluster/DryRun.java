package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what applying an object would do, by a server-side dry run. */
final class DryRun {

    /** How a refusal names something that is not there: {@code serviceaccounts "x" not found}, {@code no PriorityClass with name x was found}. */
    private static final Pattern MISSING = Pattern.compile("\"([^\"]+)\" not found|with name (\\S+) was found");

    private static final String DRY_RUN_UNSUPPORTED = "does not support dry run";

    private final Api api;
    private final Ownership ownership;
    private final boolean force;
    private final Refusals refusals;

    DryRun(Api api, Ownership ownership, boolean force, Refusals refusals) {
        this.api = api;
        this.ownership = ownership;
        this.force = force;
        this.refusals = refusals;
    }

    /**
     * What came of it.
     *
     * @param change empty if there is a problem
     * @param invalid whether the problems are about the object's content
     */
    record Outcome(Target target, Optional<Plan.ObjectChange> change, List<Problem> problems, boolean invalid) {

        static Outcome of(Target target, Release.Change change, List<Plan.FieldChange> fields) {
            return new Outcome(
                    target, Optional.of(new Plan.ObjectChange(target.ref(), change, fields)), List.of(), false);
        }

        static Outcome refused(Target target, List<Problem> problems, boolean invalid) {
            return new Outcome(target, Optional.empty(), problems, invalid);
        }

        Optional<Release.Change> what() {
            return change.map(Plan.ObjectChange::change);
        }
    }

    /** @param created names of what the same release brings along, which is not missing in truth */
    Outcome of(Target target, Set<String> created) {
        Optional<ObjectNode> live = Optional.empty();
        try {
            live = api.find(target.path());
            Optional<Problem> others = live.flatMap(l -> foreign(target, l));
            if (others.isPresent()) {
                return Outcome.refused(target, List.of(others.get()), false);
            }
            ObjectNode result = api.apply(target.path(), ownership.mark(target.body(), live), true, force);
            return live.map(l -> compare(target, l, result))
                    .orElseGet(() -> Outcome.of(target, Release.Change.CREATED, List.of()));
        } catch (ApiException e) {
            if (e.message().contains(DRY_RUN_UNSUPPORTED) || isMissingOnlyUntilNow(e, created)) {
                return unknown(target, live.isPresent());
            }
            boolean invalid = e.code() == 400 || e.code() == 422 || e.code() == 500;
            return Outcome.refused(target, refusals.problems(e, target.ref()), invalid);
        }
    }

    /** An object that cannot be asked about. */
    static Outcome unknown(Target target, boolean exists) {
        return Outcome.of(target, exists ? Release.Change.CHANGED : Release.Change.CREATED, List.of());
    }

    private Optional<Problem> foreign(Target target, ObjectNode live) {
        return force
                ? Optional.empty()
                : ownership.otherOwner(live).map(owner -> Refusals.ownedBy(owner, target.ref()));
    }

    private static Outcome compare(Target target, ObjectNode live, ObjectNode result) {
        if (Comparison.same(live, result)) {
            return Outcome.of(target, Release.Change.UNCHANGED, List.of());
        }
        return Outcome.of(target, Release.Change.CHANGED, Comparison.of(live, result));
    }

    private static boolean isMissingOnlyUntilNow(ApiException e, Set<String> created) {
        Matcher matcher = MISSING.matcher(e.message());
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (created.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
