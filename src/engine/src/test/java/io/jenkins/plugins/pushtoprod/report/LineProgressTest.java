package io.jenkins.plugins.pushtoprod.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent.Ending;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong nanoTime = new AtomicLong();
    private final LineProgress progress =
            new LineProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Style(false), nanoTime::get);

    private void after(long millis, ShipEvent event) {
        nanoTime.addAndGet(Duration.ofMillis(millis).toNanos());
        progress.accept(event);
    }

    @Test
    void saysOneLineForEachChangeWithTheTimeSinceTheStart() {
        after(0, new ShipEvent.StageStarted(Stage.BUILD));
        after(100, new ShipEvent.Building(new BuildEvent.Found("python", "requirements.txt")));
        after(
                200,
                new ShipEvent.Building(
                        new BuildEvent.LayerReady(Samples.IMAGE.layers().get(0))));
        after(300, new ShipEvent.Building(new BuildEvent.Pushed(Samples.IMAGE)));
        after(100, new ShipEvent.StageEnded(Stage.BUILD, Ending.DONE, Duration.ofMillis(700)));
        after(0, new ShipEvent.StageStarted(Stage.VERIFY));
        after(500, watching(new RolloutEvent.Progress(Samples.DEPLOYMENT, 0, 2, "Waiting for 2 updated pods")));
        after(100, watching(new RolloutEvent.Progress(Samples.DEPLOYMENT, 0, 2, "Waiting for 2 updated pods")));
        after(900, watching(new RolloutEvent.Found(Samples.crash())));
        after(100, watching(new RolloutEvent.Ended(Samples.verdict(Verdict.Outcome.FAILED))));
        after(100, new ShipEvent.StageEnded(Stage.VERIFY, Ending.FAILED, Duration.ofMillis(1700)));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                    0.1 s  build          python app: requirements.txt
                    0.3 s  build          layer dependencies reused (2.1 MB, 350 files)
                    0.6 s  build          image pushed: registry.example.com/users-api@sha256:0123456789ab
                    0.7 s  build          done in 0.7 s
                    1.2 s  verify         Deployment/users-api 0/2 Waiting for 2 updated pods
                    2.2 s  verify         finding CrashLoop: The process exits at start (Pod/users-api-7d9f)
                    2.3 s  verify         verdict failed after 4.1 s
                    2.4 s  verify         failed after 1.7 s
                """);
    }

    @Test
    void saysNothingOfObjectsThatWereAsTheyShouldBe() {
        after(0, new ShipEvent.StageStarted(Stage.APPLY));
        after(0, new ShipEvent.ObjectApplied(Samples.applied("Service", "users-api", Release.Change.UNCHANGED)));
        after(0, new ShipEvent.ObjectApplied(Samples.applied("ConfigMap", "users-api", Release.Change.CHANGED)));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .endsWith("apply          ConfigMap/users-api changed");
    }

    @Test
    void cannotBeSteeredByWhatAClusterSays() {
        after(0, watching(new RolloutEvent.Progress(Samples.DEPLOYMENT, 0, 1, "\u001b[2Jall is well\nreally")));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("all is well really")
                .doesNotContain("\u001b");
    }

    private static ShipEvent watching(RolloutEvent event) {
        return new ShipEvent.Watching(Stage.VERIFY, event);
    }
}
