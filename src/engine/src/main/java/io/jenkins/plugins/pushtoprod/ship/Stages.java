package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.ship.ShipEvent.Ending;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Tells a listener of the stages of one run, and keeps how long each took. */
public final class Stages {

    private final Consumer<ShipEvent> listener;
    private final LongSupplier nanoTime;
    private final List<StageTime> times = new ArrayList<>();

    /** What a stage does. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    public Stages(Consumer<ShipEvent> listener) {
        this(listener, System::nanoTime);
    }

    Stages(Consumer<ShipEvent> listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Runs one; it ends as {@code ending} makes of its result, and broken off if it throws. */
    <T> T run(Stage stage, Work<T> work, Function<T, Ending> ending) throws InterruptedException {
        long start = nanoTime.getAsLong();
        Ending ended = Ending.BROKEN_OFF;
        tell(new ShipEvent.StageStarted(stage));
        try {
            T result = work.run();
            ended = ending.apply(result);
            return result;
        } finally {
            Duration took = Duration.ofNanos(nanoTime.getAsLong() - start);
            times.add(new StageTime(stage, ended, took));
            tell(new ShipEvent.StageEnded(stage, ended, took));
        }
    }

    <T> T run(Stage stage, Work<T> work) throws InterruptedException {
        return run(stage, work, result -> Ending.DONE);
    }

    void tell(ShipEvent event) {
        listener.accept(event);
    }

    /** Those that ended, in their order. */
    public List<StageTime> times() {
        return List.copyOf(times);
    }

    /** The stage that broke the run off. */
    public Optional<Stage> brokenOff() {
        return times.stream()
                .filter(time -> time.ending() == Ending.BROKEN_OFF)
                .map(StageTime::stage)
                .reduce((first, second) -> second);
    }
}
