package io.jenkins.plugins.pushtoprod.rollout;

import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import java.time.Instant;
import java.util.List;

/**
 * One classified observation of a rollout.
 *
 * @param code stable name from the failure catalogue, such as {@code ImageAbsent}
 * @param severity what the catalogue says of such an observation
 * @param object the object it was seen on
 * @param title one line, an operator's sentence
 * @param cause what the cluster said, redacted
 * @param advice what to do
 * @param fixer who can fix it
 * @param evidence redacted
 * @param since when the decisive signal was first seen
 */
public record Finding(
        String code,
        Severity severity,
        ObjectRef object,
        String title,
        String cause,
        String advice,
        Fixer fixer,
        List<Evidence> evidence,
        Instant since) {

    /** Whether waiting can help. */
    public enum Severity {
        /** Cannot heal without a new deploy. */
        DOOMED,
        /** Heals rarely: fails after a stated grace. */
        LIKELY,
        /** Often heals by itself: never fails a rollout alone. */
        TRANSIENT
    }

    /** Who can fix it. */
    public enum Fixer {
        APP,
        MANIFEST,
        REGISTRY,
        CLUSTER,
        QUOTA
    }

    /**
     * Something seen.
     *
     * @param source such as {@code log of users-api-7d9f/web (previous)} or {@code event FailedMount}
     * @param lines redacted, oldest first
     */
    public record Evidence(String source, List<String> lines) {}
}
