package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Finding;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The current release of an app, how it is now, and those before it. */
final class StatusText {

    private final Style style;

    StatusText(Style style) {
        this.style = style;
    }

    List<String> lines(AppStatus status) {
        List<String> lines = new ArrayList<>();
        if (status.current().isEmpty()) {
            lines.add(status.app() + " has no release in namespace " + status.namespace());
        }
        status.current().ifPresent(release -> lines.addAll(current(release)));
        status.now().ifPresent(verdict -> lines.addAll(now(verdict)));
        for (RolloutEvent.Progress workload : status.workloads()) {
            lines.add("  " + CleanText.line(EventText.of(workload)));
        }
        if (!status.history().isEmpty()) {
            lines.add("");
            lines.addAll(history(status.history()));
        }
        return lines;
    }

    private List<String> current(Release release) {
        List<String> lines = new ArrayList<>();
        lines.add(
                style.bold(release.id()) + " in namespace " + release.namespace() + ": " + coloured(release.status()));
        lines.add("  image     " + CleanText.line(release.image()));
        release.provenance()
                .commit()
                .ifPresent(commit -> lines.add("  commit    " + CleanText.line(commit)
                        + release.provenance()
                                .branch()
                                .map(branch -> " on " + CleanText.line(branch))
                                .orElse("")));
        release.provenance().buildUrl().ifPresent(url -> lines.add("  build     " + CleanText.line(url)));
        lines.add("  deployed  " + seconds(release.time()));
        if (release.status() == Release.Status.APPLYING) {
            lines.add("  now       " + style.warn("not all of it was applied: a run is at it, or was broken off"));
        }
        return lines;
    }

    private List<String> now(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add("  now       "
                + switch (verdict.outcome()) {
                    case HEALTHY -> style.good("healthy");
                    case FAILED -> style.bad("failed");
                    case SUPERSEDED -> style.warn("changed by someone else since it was deployed");
                    case TIMED_OUT -> style.warn("not there yet");
                });
        for (Finding finding : verdict.findings()) {
            lines.add("            " + CleanText.line(EventText.of(finding)));
        }
        return lines;
    }

    private List<String> history(List<Release> history) {
        List<String> lines = new ArrayList<>();
        lines.add(row("release", "status", "deployed", "commit", "image"));
        for (Release release : history) {
            lines.add(row(
                    release.id(),
                    Names.of(release.status()),
                    seconds(release.time()),
                    release.provenance()
                            .commit()
                            .map(commit -> commit.substring(0, Math.min(12, commit.length())))
                            .orElse("-"),
                    Names.brief(release.image())));
        }
        return lines;
    }

    private String coloured(Release.Status status) {
        String name = Names.of(status);
        return switch (status) {
            case VERIFIED -> style.good(name);
            case FAILED, ROLLED_BACK -> style.bad(name);
            case APPLYING, DEPLOYED, SUPERSEDED -> style.warn(name);
        };
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String row(String release, String status, String deployed, String commit, String image) {
        return CleanText.line(
                String.format(Locale.ROOT, "%-24s %-12s %-21s %-14s %s", release, status, deployed, commit, image));
    }
}
