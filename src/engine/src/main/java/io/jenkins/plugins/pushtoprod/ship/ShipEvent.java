package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.Plan;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import java.time.Duration;

/** What the path reports while it runs. Events come from one thread at a time, in the order they happened. */
public sealed interface ShipEvent {

    /** The stages of the path. */
    enum Stage {
        BUILD,
        PREFLIGHT,
        APPLY,
        RELEASE_PHASE,
        VERIFY,
        ROLLBACK
    }

    /** How a stage ended. */
    enum Ending {
        DONE,
        /** It came to its end, and the result is bad: a failed verdict, a rollback that does not become healthy. */
        FAILED,
        /** It did not come to its end: a problem, or an interrupt. */
        BROKEN_OFF
    }

    record StageStarted(Stage stage) implements ShipEvent {}

    record StageEnded(Stage stage, Ending ending, Duration took) implements ShipEvent {}

    record Building(BuildEvent event) implements ShipEvent {}

    record Planned(Plan plan) implements ShipEvent {}

    /** The release has its name, and is kept in the cluster. */
    record ReleaseBegun(Release release) implements ShipEvent {}

    record ObjectApplied(Release.Applied applied) implements ShipEvent {}

    record Watching(Stage stage, RolloutEvent event) implements ShipEvent {}

    /** An earlier release is being put back. */
    record RollingBack(Release from, Release to) implements ShipEvent {}

    /** Something a person should know that changes nothing. */
    record Note(String message) implements ShipEvent {}
}
