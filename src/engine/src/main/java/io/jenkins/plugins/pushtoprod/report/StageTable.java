package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import io.jenkins.plugins.pushtoprod.ship.StageTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The stages of a run and how long each took. */
final class StageTable {

    List<String> lines(List<StageTime> stages) {
        List<String> lines = new ArrayList<>();
        lines.add(row("stage", "seconds", ""));
        Duration total = Duration.ZERO;
        for (StageTime stage : stages) {
            lines.add(row(
                    Names.of(stage.stage()),
                    Elapsed.seconds(stage.took()),
                    stage.ending() == ShipEvent.Ending.DONE ? "" : ending(stage.ending())));
            total = total.plus(stage.took());
        }
        lines.add(row("total", Elapsed.seconds(total), ""));
        return lines;
    }

    private static String ending(ShipEvent.Ending ending) {
        return ending == ShipEvent.Ending.FAILED ? "failed" : "broken off";
    }

    private static String row(String stage, String seconds, String ending) {
        return String.format(Locale.ROOT, "  %-13s %8s  %s", stage, seconds, ending)
                .stripTrailing();
    }
}
