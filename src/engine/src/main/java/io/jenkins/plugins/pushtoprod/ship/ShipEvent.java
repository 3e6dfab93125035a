package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.Plan;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import java.time.Duration;

/** What the path reports while it runs. */
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

    record StageStarted(Stage stage) implements ShipEvent {}

    record StageEnded(Stage stage, Duration took) implements ShipEvent {}

    record Building(BuildEvent event) implements ShipEvent {}

    record Planned(Plan plan) implements ShipEvent {}

    record ObjectApplied(Release.Applied applied) implements ShipEvent {}

    record Watching(Stage stage, RolloutEvent event) implements ShipEvent {}

    /** Something a person should know that changes nothing. */
    record Note(String message) implements ShipEvent {}
}
