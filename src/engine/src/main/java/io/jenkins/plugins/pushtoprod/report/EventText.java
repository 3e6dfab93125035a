package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.cluster.Plan;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.rollout.Finding;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an event is in one line; empty where there is nothing to say. */
final class EventText {

    Optional<String> of(ShipEvent event) {
        if (event instanceof ShipEvent.Building building) {
            return of(building.event());
        }
        if (event instanceof ShipEvent.Watching watching) {
            return of(watching.event());
        }
        if (event instanceof ShipEvent.Planned planned) {
            return Optional.of(of(planned.plan()));
        }
        if (event instanceof ShipEvent.ReleaseBegun begun) {
            return Optional.of("release " + begun.release().id());
        }
        if (event instanceof ShipEvent.ObjectApplied applied) {
            return applied.applied().change() == Release.Change.UNCHANGED
                    ? Optional.empty()
                    : Optional.of(CleanText.line(applied.applied().object() + " "
                            + Names.of(applied.applied().change())));
        }
        if (event instanceof ShipEvent.RollingBack back) {
            return Optional.of("putting " + back.to().id() + " back in place of "
                    + back.from().id());
        }
        if (event instanceof ShipEvent.Note note) {
            return Optional.of("note: " + CleanText.line(note.message()));
        }
        return Optional.empty();
    }

    private static Optional<String> of(BuildEvent event) {
        String text;
        if (event instanceof BuildEvent.Found found) {
            text = found.type() + " app: " + found.reason();
        } else if (event instanceof BuildEvent.BaseResolved base) {
            text = "base " + base.reference() + " is " + Names.brief(base.digest());
        } else if (event instanceof BuildEvent.Started started) {
            text = switch (started.activity()) {
                case DOWNLOADING_BASE -> "downloading the base image " + started.subject();
                case RESOLVING_DEPENDENCIES -> "resolving the dependencies of " + started.subject();
                case UPLOADING_LAYER -> "uploading layer " + started.subject();
            };
        } else if (event instanceof BuildEvent.LayerReady ready) {
            text = Names.of(ready.layer());
        } else if (event instanceof BuildEvent.Warning warning) {
            text = "warning: " + warning.message();
        } else if (event instanceof BuildEvent.Pushed pushed) {
            text = (pushed.image().reused() ? "image was there already: " : "image pushed: ")
                    + Names.brief(pushed.image().reference());
        } else {
            return Optional.empty();
        }
        return Optional.of(CleanText.line(text));
    }

    private static Optional<String> of(RolloutEvent event) {
        String text;
        if (event instanceof RolloutEvent.Progress progress) {
            text = of(progress);
        } else if (event instanceof RolloutEvent.Found found) {
            text = of(found.finding());
        } else if (event instanceof RolloutEvent.Blind blind) {
            text = "cannot see " + blind.what();
        } else if (event instanceof RolloutEvent.Ended ended) {
            text = of(ended.verdict());
        } else {
            return Optional.empty();
        }
        return Optional.of(CleanText.line(text));
    }

    static String of(RolloutEvent.Progress progress) {
        return progress.workload() + " " + progress.ready() + "/" + progress.desired() + " "
                + (progress.waitingFor().isEmpty() ? "done" : progress.waitingFor());
    }

    static String of(Finding finding) {
        return (finding.severity() == Finding.Severity.TRANSIENT ? "" : "finding ") + finding.code() + ": "
                + finding.title() + " (" + finding.object() + ")";
    }

    static String of(Verdict verdict) {
        return "verdict " + Names.of(verdict.outcome()) + " after " + Elapsed.text(verdict.after());
    }

    /** {@code 1 created, 2 changed, 9 unchanged}. */
    static String of(Plan plan) {
        List<String> parts = new ArrayList<>();
        Arrays.stream(Release.Change.values()).forEach(change -> {
            long count = plan.changes().stream()
                    .filter(one -> one.change() == change)
                    .count();
            if (count > 0) {
                parts.add(count + " " + Names.of(change));
            }
        });
        return parts.isEmpty() ? "no objects" : "objects: " + String.join(", ", parts);
    }
}
