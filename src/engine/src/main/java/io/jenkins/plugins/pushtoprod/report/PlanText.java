package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.cluster.Plan;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import java.util.ArrayList;
import java.util.List;

/** A plan as a diff: {@code +} is created, {@code ~} changed, {@code -} pruned. */
final class PlanText {

    private final Style style;

    PlanText(Style style) {
        this.style = style;
    }

    List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        for (Plan.ObjectChange change : plan.changes()) {
            if (change.change() != Release.Change.UNCHANGED) {
                lines.add(heading(change));
                change.fields().forEach(field -> lines.addAll(lines(field)));
            }
        }
        lines.add(EventText.of(plan));
        return lines;
    }

    private String heading(Plan.ObjectChange change) {
        String name = CleanText.line(change.object().toString());
        return switch (change.change()) {
            case CREATED -> style.good("+ " + name);
            case PRUNED -> style.bad("- " + name);
            case CHANGED, UNCHANGED -> style.warn("~ " + name);
        };
    }

    private List<String> lines(Plan.FieldChange field) {
        List<String> lines = new ArrayList<>();
        lines.add("    " + CleanText.line(field.path()));
        values(field.before(), "-").forEach(line -> lines.add(style.bad(line)));
        values(field.after(), "+").forEach(line -> lines.add(style.good(line)));
        return lines;
    }

    private static List<String> values(String value, String sign) {
        return value.isEmpty()
                ? List.of()
                : value.lines()
                        .map(line -> "      " + sign + " " + CleanText.logLine(line))
                        .toList();
    }
}
