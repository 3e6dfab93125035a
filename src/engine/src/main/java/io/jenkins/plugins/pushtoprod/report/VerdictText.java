package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Finding;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A verdict with what a person needs to act on it: the decisive findings in full, the others in a line each. */
final class VerdictText {

    private final Style style;

    VerdictText(Style style) {
        this.style = style;
    }

    List<String> lines(Release release, Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(release, verdict));
        lines.addAll(findings(verdict));
        return lines;
    }

    List<String> findings(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        boolean bad = verdict.outcome() == Verdict.Outcome.FAILED || verdict.outcome() == Verdict.Outcome.TIMED_OUT;
        boolean first = true;
        for (Finding finding : verdict.findings()) {
            if (bad && (first || finding.severity() != Finding.Severity.TRANSIENT)) {
                lines.add("");
                lines.addAll(full(finding));
            } else {
                lines.add("  " + CleanText.line(EventText.of(finding)));
            }
            first = false;
        }
        return lines;
    }

    String headline(Release release, Verdict verdict) {
        String of = release.id() + " in namespace " + release.namespace() + " after " + Elapsed.text(verdict.after());
        String outcome = Names.of(verdict.outcome()).toUpperCase(Locale.ROOT);
        return switch (verdict.outcome()) {
            case HEALTHY -> style.good(outcome) + "  " + of;
            case FAILED, TIMED_OUT -> style.bad(outcome) + "  " + of;
            case SUPERSEDED -> style.warn(outcome) + "  " + of + ": a newer release took its place";
        };
    }

    private List<String> full(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(CleanText.line(finding.code() + ": " + finding.title())));
        lines.add("  object: " + CleanText.line(finding.object().toString()));
        lines.add("  cause:  " + CleanText.line(finding.cause()));
        for (Finding.Evidence evidence : finding.evidence()) {
            lines.add("  " + CleanText.line(evidence.source()) + ":");
            EvidenceLines.mattering(evidence).forEach(line -> lines.add(style.faint("    | ") + line));
        }
        lines.add("  do:     " + CleanText.line(finding.advice()));
        lines.add("  who:    " + Names.of(finding.fixer()));
        return lines;
    }
}
