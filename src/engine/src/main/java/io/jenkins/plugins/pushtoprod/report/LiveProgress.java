package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress on a terminal: one line for each stage that is over, and under them a block that is redrawn in place for the one under
 * way. Leaves no terminal mode behind at any time, so that even a killed run needs no {@code reset}.
 */
public final class LiveProgress implements Progress {

    private static final int MOST_DETAILS = 12;
    private static final int MARK = 3;
    private static final long REDRAW_MILLIS = 200;
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final Style style;
    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private final EventText text = new EventText();
    private final Map<String, String> details = new LinkedHashMap<>();
    private final ScheduledExecutorService clock;
    private Optional<Running> running = Optional.empty();
    private int drawnLines;

    /**
     * What is drawn on.
     *
     * @param columns width in characters
     * @param unicode whether it shows more than ASCII
     */
    public record Terminal(int columns, boolean unicode) {}

    private record Running(ShipEvent.Stage stage, long since, String summary, Optional<ScheduledFuture<?>> redraws) {

        Running withSummary(String text) {
            return new Running(stage, since, text, redraws);
        }
    }

    public LiveProgress(PrintStream out, Style style, Terminal terminal) {
        this(out, style, terminal, System::nanoTime, Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "live-progress");
            thread.setDaemon(true);
            return thread;
        }));
    }

    LiveProgress(
            PrintStream out, Style style, Terminal terminal, LongSupplier nanoTime, ScheduledExecutorService clock) {
        this.out = out;
        this.style = style;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    @Override
    public synchronized void accept(ShipEvent event) {
        if (event instanceof ShipEvent.StageStarted started) {
            start(started.stage());
        } else if (event instanceof ShipEvent.StageEnded ended) {
            end(ended);
        } else if (event instanceof ShipEvent.Watching watching
                && watching.event() instanceof RolloutEvent.Progress progress) {
            details.put(progress.workload().toString(), CleanText.line(EventText.of(progress)));
        } else if (stays(event)) {
            text.of(event).ifPresent(line -> printAbove("    " + line, style));
        } else {
            text.of(event).ifPresent(this::summarise);
        }
        draw();
    }

    // Findings and notes are worth reading after their stage is over.
    private static boolean stays(ShipEvent event) {
        return event instanceof ShipEvent.Note
                || event instanceof ShipEvent.Watching watching
                        && (watching.event() instanceof RolloutEvent.Found
                                || watching.event() instanceof RolloutEvent.Blind)
                || event instanceof ShipEvent.Building building
                        && building.event() instanceof io.jenkins.plugins.pushtoprod.image.BuildEvent.Warning;
    }

    private void summarise(String line) {
        running = running.map(stage -> stage.withSummary(line));
        if (running.isEmpty()) {
            printAbove(line, style);
        }
    }

    private void start(ShipEvent.Stage stage) {
        details.clear();
        ScheduledFuture<?> redraws =
                clock.scheduleAtFixedRate(this::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        running = Optional.of(new Running(stage, nanoTime.getAsLong(), "", Optional.ofNullable(redraws)));
    }

    private void end(ShipEvent.StageEnded ended) {
        String summary = running.map(Running::summary).orElse("");
        stop();
        String mark =
                switch (ended.ending()) {
                    case DONE -> style.good(terminal.unicode() ? "\u2714" : "ok");
                    case FAILED -> style.bad(terminal.unicode() ? "\u2718" : "!!");
                    case BROKEN_OFF -> style.bad(terminal.unicode() ? "\u2718" : "--");
                };
        erase();
        out.println(mark + " "
                + fit(
                        String.format("%-13s %8s  %s", Names.of(ended.stage()), Elapsed.text(ended.took()), summary),
                        MARK));
        out.flush();
    }

    private void stop() {
        running.flatMap(Running::redraws).ifPresent(redraws -> redraws.cancel(false));
        running = Optional.empty();
        details.clear();
    }

    private void printAbove(String line, Style style) {
        erase();
        out.println(style.warn(line));
        out.flush();
    }

    private synchronized void draw() {
        erase();
        running.ifPresent(stage -> {
            List<String> lines = new ArrayList<>();
            Duration took = Duration.ofNanos(nanoTime.getAsLong() - stage.since());
            lines.add(fit(String.format(
                    "%s %-13s %8s  %s", spinner(took), Names.of(stage.stage()), Elapsed.text(took), stage.summary())));
            details.values().stream().limit(MOST_DETAILS).forEach(line -> lines.add(fit("    " + line)));
            if (details.size() > MOST_DETAILS) {
                lines.add("    and " + (details.size() - MOST_DETAILS) + " more");
            }
            out.print(NO_WRAP);
            lines.forEach(out::println);
            out.print(WRAP);
            drawnLines = lines.size();
        });
        out.flush();
    }

    private String spinner(Duration took) {
        String frames = terminal.unicode() ? "\u280b\u2819\u2839\u2838\u283c\u2834\u2826\u2827\u2807\u280f" : "|/-\\";
        int frame = (int) (took.toMillis() / REDRAW_MILLIS % frames.length());
        return frames.substring(frame, frame + 1);
    }

    private void erase() {
        if (drawnLines > 0) {
            out.print("\r\u001b[" + drawnLines + "A\u001b[J");
            drawnLines = 0;
        }
    }

    private String fit(String line) {
        return fit(line, 0);
    }

    private String fit(String line, int before) {
        int width = Math.max(20, terminal.columns() - 1 - before);
        String stripped = line.stripTrailing();
        return stripped.codePointCount(0, stripped.length()) <= width
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, width - 3)) + "...";
    }

    @Override
    public synchronized void close() {
        stop();
        erase();
        out.flush();
        clock.shutdownNow();
    }
}
