package io.jenkins.plugins.pushtoprod.ship;

import java.time.Duration;

/** How long a stage of a run took. */
public record StageTime(ShipEvent.Stage stage, ShipEvent.Ending ending, Duration took) {}
