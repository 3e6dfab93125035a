package io.jenkins.plugins.pushtoprod.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent.Ending;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Screen screen = new Screen();

    private LiveProgress progress(int columns) {
        return new LiveProgress(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                new Style(false),
                new LiveProgress.Terminal(columns, false),
                nanoTime::get,
                Executors.newSingleThreadScheduledExecutor());
    }

    @Test
    void showsTheStageUnderWayAndWhatItWaitsForInPlace() {
        try (LiveProgress progress = progress(80)) {
            progress.accept(new ShipEvent.StageStarted(Stage.VERIFY));
            progress.accept(waiting(Samples.DEPLOYMENT, 0, "Waiting for 2 updated pods"));
            progress.accept(waiting(Samples.DEPLOYMENT, 1, "Waiting for 1 updated pod"));
            nanoTime.addAndGet(Duration.ofMillis(1000).toNanos());
            progress.accept(waiting(new ObjectRef("batch/v1", "Job", "shop", "migrate"), 0, "Waiting for it to end"));

            assertThat(screen.after(bytes))
                    .containsExactly(
                            "/ verify           1.0 s",
                            "    Deployment/users-api 1/2 Waiting for 1 updated pod",
                            "    Job/migrate 0/2 Waiting for it to end");
        }
    }

    @Test
    void leavesALineForEachStageThatIsOver() {
        try (LiveProgress progress = progress(80)) {
            progress.accept(new ShipEvent.StageStarted(Stage.BUILD));
            progress.accept(new ShipEvent.Building(new BuildEvent.Pushed(Samples.IMAGE)));
            progress.accept(new ShipEvent.StageEnded(Stage.BUILD, Ending.DONE, Duration.ofMillis(700)));
            progress.accept(new ShipEvent.StageStarted(Stage.VERIFY));
            progress.accept(new ShipEvent.Watching(Stage.VERIFY, new RolloutEvent.Found(Samples.crash())));
            progress.accept(new ShipEvent.StageEnded(Stage.VERIFY, Ending.FAILED, Duration.ofMillis(4100)));
        }
        assertThat(screen.after(bytes))
                .containsExactly(
                        "ok build            0.7 s  image pushed: registry.example.com/users-api@sha2...",
                        "    finding CrashLoop: The process exits at start (Pod/users-api-7d9f)",
                        "!! verify           4.1 s");
    }

    @Test
    void keepsLinesWithinTheWidth() {
        try (LiveProgress progress = progress(40)) {
            progress.accept(new ShipEvent.StageStarted(Stage.VERIFY));
            progress.accept(waiting(Samples.DEPLOYMENT, 0, "Waiting for a very long time for 2 updated pods"));

            assertThat(screen.after(bytes)).allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
        }
    }

    @Test
    void showsAtMostADozenWorkloads() {
        try (LiveProgress progress = progress(80)) {
            progress.accept(new ShipEvent.StageStarted(Stage.VERIFY));
            for (int number = 0; number < 30; number++) {
                progress.accept(waiting(new ObjectRef("apps/v1", "Deployment", "shop", "app-" + number), 0, "Waiting"));
            }
            assertThat(screen.after(bytes)).hasSize(14).last().isEqualTo("    and 18 more");
        }
    }

    @Test
    void leavesNothingOfAnInterruptedStageBehind() {
        LiveProgress progress = progress(80);
        progress.accept(new ShipEvent.StageStarted(Stage.VERIFY));
        progress.accept(waiting(Samples.DEPLOYMENT, 0, "Waiting"));
        progress.close();
        progress.close();

        assertThat(screen.after(bytes)).isEmpty();
    }

    private static ShipEvent waiting(ObjectRef workload, int ready, String sentence) {
        return new ShipEvent.Watching(Stage.VERIFY, new RolloutEvent.Progress(workload, ready, 2, sentence));
    }
}
