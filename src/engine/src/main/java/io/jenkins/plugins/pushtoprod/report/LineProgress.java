package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One line per change, with the time since the run began: for pipes, build logs and git hooks. */
public final class LineProgress implements Progress {

    private final PrintStream out;
    private final Style style;
    private final LongSupplier nanoTime;
    private final long start;
    private final EventText text = new EventText();
    private Optional<ShipEvent.Stage> stage = Optional.empty();
    private String last = "";

    public LineProgress(PrintStream out, Style style) {
        this(out, style, System::nanoTime);
    }

    LineProgress(PrintStream out, Style style, LongSupplier nanoTime) {
        this.out = out;
        this.style = style;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public synchronized void accept(ShipEvent event) {
        if (event instanceof ShipEvent.StageStarted started) {
            stage = Optional.of(started.stage());
        } else if (event instanceof ShipEvent.StageEnded ended) {
            print(
                    Optional.of(ended.stage()),
                    switch (ended.ending()) {
                        case DONE -> "done in " + Elapsed.text(ended.took());
                        case FAILED -> "failed after " + Elapsed.text(ended.took());
                        case BROKEN_OFF -> "broken off after " + Elapsed.text(ended.took());
                    });
            stage = Optional.empty();
        } else {
            text.of(event).ifPresent(line -> print(stage, line));
        }
    }

    private void print(Optional<ShipEvent.Stage> stage, String line) {
        String named =
                String.format(Locale.ROOT, "%-13s  %s", stage.map(Names::of).orElse(""), line);
        if (named.equals(last)) {
            return;
        }
        last = named;
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
        String time = String.format(Locale.ROOT, "%7s s", Elapsed.seconds(elapsed));
        out.println((style.faint(time) + "  " + named).stripTrailing());
        out.flush();
    }
}
