package io.jenkins.plugins.pushtoprod.app;

import java.util.Optional;

/**
 * Something that stops the path, as a person needs to read it.
 *
 * @param kind what sort of trouble; decides the exit code of the command line
 * @param what went wrong, one sentence
 * @param where file, line and key, or object, or address
 * @param advice what to do next
 */
public record Problem(Kind kind, String what, Optional<String> where, Optional<String> advice) {

    public static Problem of(Kind kind, String what, String where, String advice) {
        return new Problem(kind, what, Optional.of(where), Optional.of(advice));
    }

    /** Sorts of trouble. */
    public enum Kind {
        /** A file or a parameter that the user gave is wrong. */
        INPUT,
        /** The image could not be built from the sources. */
        BUILD,
        /** A registry cannot be reached, or refuses. */
        REGISTRY,
        /** A cluster cannot be reached, or does not accept who we are. */
        CLUSTER,
        /** The cluster would not accept the release; nothing was applied. */
        PREFLIGHT,
        /** Another release is under way, a newer one is there, or another manager owns a field. */
        CONFLICT,
        /** The machine we run on: disk full, no memory, no permission. */
        MACHINE
    }
}
