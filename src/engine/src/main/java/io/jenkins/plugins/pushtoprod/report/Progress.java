package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import java.util.function.Consumer;

/** Says what a run does while it runs. */
public interface Progress extends Consumer<ShipEvent>, AutoCloseable {

    /** Says nothing. */
    Progress NONE = event -> {};

    /** Leaves the terminal as a report can go on under it. Safe to repeat. */
    @Override
    default void close() {}
}
