package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.Rollback;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the process ends, so that a script can tell. The numbers are a promise: docs/cli.md lists them, and a test compares. */
enum ExitCode {
    DONE(0, "done; a verdict, where there is one, is healthy"),
    INTERNAL(1, "a defect of push-to-prod itself"),
    INPUT(2, "a file or an argument is wrong; nothing was built, pushed or applied"),
    // 3 is also what the JVM ends with when its heap is full (-XX:+ExitOnOutOfMemoryError).
    MACHINE(3, "the machine this runs on: disk full, out of memory, no permission"),
    BUILD(4, "the image could not be built from the sources"),
    REGISTRY(5, "a registry cannot be reached, or refuses"),
    CLUSTER(6, "the cluster cannot be reached, or does not accept who we are"),
    PREFLIGHT(7, "the cluster would not accept the release; nothing was applied"),
    FAILED_ROLLED_BACK(8, "the rollout failed; the release before it runs"),
    FAILED(9, "the rollout failed, and what was deployed is left as it is"),
    TIMED_OUT_ROLLED_BACK(10, "the rollout timed out; the release before it runs"),
    TIMED_OUT(11, "the rollout timed out, and what was deployed is left as it is"),
    SUPERSEDED(12, "a newer release took the place of this one before its verdict"),
    CONFLICT(13, "another run holds the lock, a newer release is there, or another manager owns a field"),
    ROLLBACK_FAILED(14, "a rollback broke off or did not become healthy: somebody has to look"),
    CHANGES(20, "plan --detailed-exit-code: a deploy would change something"),
    INTERRUPTED(130, "interrupted (SIGINT); 143 when terminated (SIGTERM)");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** As JSON has it in {@code result}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For the help: code and meaning. */
    static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        for (ExitCode one : values()) {
            list.put(String.format(Locale.ROOT, "%3d", one.code), one.meaning);
        }
        return list;
    }

    static ExitCode of(Problem.Kind kind) {
        return switch (kind) {
            case INPUT -> INPUT;
            case BUILD -> BUILD;
            case REGISTRY -> REGISTRY;
            case CLUSTER -> CLUSTER;
            case PREFLIGHT -> PREFLIGHT;
            case CONFLICT -> CONFLICT;
            case MACHINE -> MACHINE;
        };
    }

    static ExitCode of(ShipResult result) {
        if (result.rollback().filter(ExitCode::isBroken).isPresent()) {
            return ROLLBACK_FAILED;
        }
        if (!result.problems().isEmpty()) {
            return of(result.problems().get(0).kind());
        }
        boolean back = result.rollback()
                .filter(rollback -> rollback instanceof Rollback.Done || rollback instanceof Rollback.NotNeeded)
                .isPresent();
        if (result.verdict().isEmpty()) {
            return result.rollback().isEmpty() || back ? DONE : CONFLICT;
        }
        return switch (result.verdict().get().outcome()) {
            case HEALTHY -> DONE;
            case SUPERSEDED -> SUPERSEDED;
            case FAILED -> back ? FAILED_ROLLED_BACK : FAILED;
            case TIMED_OUT -> back ? TIMED_OUT_ROLLED_BACK : TIMED_OUT;
        };
    }

    private static boolean isBroken(Rollback rollback) {
        return rollback instanceof Rollback.BrokenOff
                || rollback instanceof Rollback.Done done && done.verdict().outcome() != Verdict.Outcome.HEALTHY;
    }
}
