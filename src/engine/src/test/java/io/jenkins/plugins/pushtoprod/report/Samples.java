package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.rollout.Finding;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.Rollback;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import io.jenkins.plugins.pushtoprod.ship.StageTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results as a run would have them, for all reports to be tried on. */
final class Samples {

    static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    static final ObjectRef DEPLOYMENT = new ObjectRef("apps/v1", "Deployment", "shop", "users-api");
    static final Image IMAGE = new Image(
            "registry.example.com/users-api",
            DIGEST,
            List.of("1a2b3c"),
            false,
            "python",
            List.of(new Image.Layer("dependencies", DIGEST, 2_100_000, 350, true)));

    private Samples() {}

    static Release release(int number, Release.Status status, List<Release.Applied> objects) {
        return new Release(
                "users-api-v" + number,
                number,
                "users-api",
                "production",
                "shop",
                status,
                IMAGE.reference(),
                new Provenance(
                        Optional.of("1a2b3c4d5e6f7081920a1b2c3d4e5f6071829304"),
                        Optional.empty(),
                        Optional.of("main"),
                        Optional.empty(),
                        Optional.of("https://ci.example.com/job/7/"),
                        Optional.empty()),
                Instant.parse("2026-01-31T12:00:00Z"),
                objects,
                number > 1 ? Optional.of("users-api-v" + (number - 1)) : Optional.empty());
    }

    static Release.Applied applied(String kind, String name, Release.Change change) {
        return new Release.Applied(new ObjectRef("v1", kind, "shop", name), "uid", 1, change);
    }

    static Finding crash(String... lines) {
        return new Finding(
                "CrashLoop",
                Finding.Severity.LIKELY,
                new ObjectRef("v1", "Pod", "shop", "users-api-7d9f"),
                "The process exits at start",
                "container web exited with 1, 2 times",
                "Read the log, mend the process and push again.",
                Finding.Fixer.APP,
                List.of(new Finding.Evidence("log of users-api-7d9f/web (previous)", List.of(lines))),
                Instant.parse("2026-01-31T12:00:05Z"));
    }

    static Verdict verdict(Verdict.Outcome outcome, Finding... findings) {
        return new Verdict(outcome, List.of(findings), Duration.ofMillis(4100));
    }

    static ShipResult healthy() {
        return new ShipResult(
                Optional.of(IMAGE),
                Optional.of(release(7, Release.Status.VERIFIED, List.of())),
                Optional.of(verdict(Verdict.Outcome.HEALTHY)),
                Optional.empty(),
                List.of(),
                List.of(time(ShipEvent.Stage.BUILD, 700), time(ShipEvent.Stage.VERIFY, 2440)));
    }

    static ShipResult rolledBack(Finding finding) {
        Release from = release(8, Release.Status.ROLLED_BACK, List.of());
        Release to = release(
                7,
                Release.Status.VERIFIED,
                List.of(
                        applied("Deployment", "users-api", Release.Change.CHANGED),
                        applied("Service", "users-api", Release.Change.UNCHANGED),
                        applied("ConfigMap", "users-api", Release.Change.CREATED),
                        applied("Service", "extra", Release.Change.PRUNED)));
        return new ShipResult(
                Optional.of(IMAGE),
                Optional.of(from),
                Optional.of(verdict(Verdict.Outcome.FAILED, finding)),
                Optional.of(new Rollback.Done(from, to, verdict(Verdict.Outcome.HEALTHY))),
                List.of(),
                List.of(
                        time(ShipEvent.Stage.BUILD, 700),
                        new StageTime(ShipEvent.Stage.VERIFY, ShipEvent.Ending.FAILED, Duration.ofMillis(4100)),
                        time(ShipEvent.Stage.ROLLBACK, 3000)));
    }

    static StageTime time(ShipEvent.Stage stage, long millis) {
        return new StageTime(stage, ShipEvent.Ending.DONE, Duration.ofMillis(millis));
    }

    static String[] numbered(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "line " + number)
                .toArray(String[]::new);
    }
}
