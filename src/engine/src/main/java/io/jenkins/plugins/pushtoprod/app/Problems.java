package io.jenkins.plugins.pushtoprod.app;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects what is wrong with an input, so that one run names all of it. */
final class Problems {

    /** More than a person reads at once helps nobody. */
    private static final int MOST = 20;

    /** What is wrong as often was not written by a person; finding more would only take time. */
    private static final int ENOUGH = 200;

    /** How likely a problem is the cause of others: the first is said first. */
    private enum Rank {
        SYNTAX,
        KEY,
        VALUE,
        COMBINATION
    }

    private record Entry(Rank rank, Origin origin, String what, Optional<String> advice) {

        Problem problem() {
            return new Problem(Problem.Kind.INPUT, what, Optional.of(origin.where()), advice);
        }
    }

    private static final Comparator<Entry> IMPORTANT_FIRST = Comparator.comparing(Entry::rank)
            .thenComparing(e -> e.origin().source())
            .thenComparing(e -> e.origin().line())
            .thenComparing(e -> e.origin().column());

    // The same place is read once for each environment.
    private final Set<Entry> entries = new LinkedHashSet<>();

    /** The text is not what its format says; nothing after it can be trusted. */
    ProblemException syntax(Origin origin, String what, String advice) {
        entries.add(new Entry(Rank.SYNTAX, origin, what, Optional.of(advice)));
        return exception();
    }

    /** A key that is not known, missing or there twice. */
    void key(Origin origin, String what, String advice) {
        add(new Entry(Rank.KEY, origin, what, Optional.of(advice)));
    }

    /** A value that its key does not take. */
    void value(Origin origin, String what, Optional<String> advice) {
        add(new Entry(Rank.VALUE, origin, what, advice));
    }

    /** Values that do not go together. */
    void combination(Origin origin, String what, String advice) {
        add(new Entry(Rank.COMBINATION, origin, what, Optional.of(advice)));
    }

    private void add(Entry entry) {
        entries.add(entry);
        if (entries.size() >= ENOUGH) {
            throw exception();
        }
    }

    /**
     * Ends the reading if anything is wrong.
     *
     * @throws ProblemException with all that was collected
     */
    void throwIfAny() {
        if (!entries.isEmpty()) {
            throw exception();
        }
    }

    private ProblemException exception() {
        List<Problem> all =
                entries.stream().sorted(IMPORTANT_FIRST).map(Entry::problem).toList();
        if (all.size() <= MOST) {
            return new ProblemException(all, null);
        }
        Problem rest = new Problem(
                Problem.Kind.INPUT,
                "and " + (all.size() - MOST) + (all.size() < ENOUGH ? "" : " or more") + " other problems",
                Optional.empty(),
                Optional.of("Mend the first ones and try again"));
        return new ProblemException(
                Stream.concat(all.stream().limit(MOST), Stream.of(rest)).collect(Collectors.toList()), null);
    }
}
