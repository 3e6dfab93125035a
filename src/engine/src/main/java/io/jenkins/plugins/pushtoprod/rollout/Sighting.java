package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * A subject's trouble as the catalogue names it, before evidence is gathered.
 *
 * @param title filled in
 * @param cause what the cluster said
 * @param advice filled in
 * @param since when it was first seen
 * @param lasted how long it has been seen, all spells together
 * @param subjects how many pods have the same trouble
 * @param decisive whether it fails the rollout
 */
record Sighting(
        FailureMode mode,
        Subject subject,
        String title,
        String cause,
        String advice,
        Instant since,
        Duration lasted,
        int subjects,
        boolean decisive) {

    private static final Duration BLINK = Duration.ofSeconds(2);

    /** Whether it is worth telling: not what is over in the blink of an eye on every healthy start. */
    boolean worthTelling() {
        return decisive
                || mode.severity() == Finding.Severity.DOOMED
                || subject.failures() > 0
                || lasted.compareTo(BLINK) >= 0;
    }

    /** The same trouble on several pods is one finding. */
    String key() {
        return mode.code() + "/" + subject.container().orElse("") + "/" + subject.workloadKind();
    }

    Sighting withSubjects(int count) {
        return new Sighting(mode, subject, title, cause, advice, since, lasted, count, decisive);
    }
}
