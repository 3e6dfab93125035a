package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import java.util.List;
import java.util.Optional;

/** What an interrupted run left, and how to go on. */
final class InterruptText {

    private final Style style;

    InterruptText(Style style) {
        this.style = style;
    }

    List<String> lines(Optional<ShipEvent.Stage> stage) {
        return List.of(
                style.bad("interrupted")
                        + stage.map(one -> " during " + Names.of(one)).orElse(""),
                "  left: " + stage.map(InterruptText::left).orElse("nothing was changed"),
                "  do: " + stage.map(InterruptText::advice).orElse("the same command again"));
    }

    private static String left(ShipEvent.Stage stage) {
        return switch (stage) {
            case BUILD -> "no tag was set and nothing was deployed";
            case PREFLIGHT -> "nothing was applied";
            case APPLY -> "the release is half applied";
            case RELEASE_PHASE -> "the release phase runs on in the cluster; no workload was changed";
            case VERIFY -> "the release is deployed and has no verdict";
            case ROLLBACK -> "the rollback may be half done";
        };
    }

    private static String advice(ShipEvent.Stage stage) {
        return switch (stage) {
            case BUILD, PREFLIGHT -> "the same command again";
            case APPLY ->
                "the same command again finishes it; push-to-prod rollback puts the last verified release back";
            case RELEASE_PHASE -> "the same command again, which waits for it first";
            case VERIFY -> "push-to-prod verify goes on with it; push-to-prod rollback undoes it";
            case ROLLBACK -> "push-to-prod rollback finishes it";
        };
    }
}
