package io.jenkins.plugins.pushtoprod.report;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: {@code 0.4 s}, {@code 3 min 07 s}. */
final class Elapsed {

    private Elapsed() {}

    static String text(Duration duration) {
        if (duration.toMinutes() > 0) {
            return String.format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
        }
        return seconds(duration) + " s";
    }

    /** Seconds with one decimal, for columns. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
