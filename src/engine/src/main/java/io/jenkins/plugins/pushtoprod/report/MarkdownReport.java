package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Finding;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import io.jenkins.plugins.pushtoprod.ship.StageTime;
import java.util.List;
import java.util.Locale;

/** A result as GitHub-flavoured Markdown, for a comment on a pull request or a build's page. */
public final class MarkdownReport {

    private static final Style PLAIN = new Style(false);

    public String shipped(ShipResult result) {
        StringBuilder text = new StringBuilder();
        result.release().ifPresent(release -> {
            text.append("### ").append(escape(release.id())).append(": ");
            text.append(
                    result.verdict().map(verdict -> Names.of(verdict.outcome())).orElse(Names.of(release.status())));
            text.append("\n\n");
            facts(text, release);
        });
        result.verdict().ifPresent(verdict -> findings(text, verdict));
        result.rollback().ifPresent(rollback -> {
            List<String> lines = new RollbackText(PLAIN).lines(rollback);
            text.append("**").append(escape(lines.get(0))).append("**\n\n");
            lines.subList(1, lines.size())
                    .forEach(line ->
                            text.append("- ").append(escape(line.strip())).append('\n'));
            text.append('\n');
        });
        text.append(problems(result.problems()));
        stages(text, result.stages());
        return text.toString();
    }

    public String planned(PlanResult result) {
        StringBuilder text = new StringBuilder();
        text.append("### Plan for ").append(escape(result.next().id())).append("\n\n");
        // Indented code cannot be closed by what is in it, as a fence can.
        new PlanText(PLAIN)
                .lines(result.plan())
                .forEach(line -> text.append("    ").append(line).append('\n'));
        return text.append('\n').append(problems(result.problems())).toString();
    }

    public String status(AppStatus status) {
        StringBuilder text = new StringBuilder();
        new StatusText(PLAIN)
                .lines(status)
                .forEach(line -> text.append("    ").append(line).append('\n'));
        return text.toString();
    }

    public String problems(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            text.append("- **").append(escape(problem.what())).append("**");
            problem.where().ifPresent(where -> text.append("; at ").append(escape(where)));
            problem.advice().ifPresent(advice -> text.append(". ").append(escape(advice)));
            text.append('\n');
        }
        return problems.isEmpty() ? "" : text.append('\n').toString();
    }

    private static void facts(StringBuilder text, Release release) {
        row(text, "Environment", release.environment() + ", namespace " + release.namespace());
        text.append("| --- | --- |\n");
        row(text, "Image", release.image());
        release.provenance().commit().ifPresent(commit -> row(text, "Commit", commit));
        release.provenance().buildUrl().ifPresent(url -> row(text, "Build", url));
        text.append('\n');
    }

    private static void findings(StringBuilder text, Verdict verdict) {
        for (Finding finding : verdict.findings()) {
            text.append("#### ")
                    .append(escape(finding.code() + ": " + finding.title()))
                    .append("\n\n");
            row(text, "Object", finding.object().toString());
            text.append("| --- | --- |\n");
            row(text, "Cause", finding.cause());
            row(text, "Do", finding.advice());
            row(text, "Who", Names.of(finding.fixer()));
            text.append('\n');
            for (Finding.Evidence evidence : finding.evidence()) {
                text.append(escape(evidence.source())).append("\n\n");
                EvidenceLines.mattering(evidence)
                        .forEach(line -> text.append("    ").append(line).append('\n'));
                text.append('\n');
            }
        }
    }

    private static void stages(StringBuilder text, List<StageTime> stages) {
        if (!stages.isEmpty()) {
            text.append("| Stage | Seconds |\n| --- | ---: |\n");
            stages.forEach(stage -> row(text, Names.of(stage.stage()), Elapsed.seconds(stage.took())));
        }
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "| %s | %s |%n", name, escape(value)));
    }

    /** What a cluster says must not become markup, a mention or a link. */
    private static String escape(String text) {
        String line = CleanText.line(text).replace("&", "&amp;").replace("<", "&lt;");
        return line.replaceAll("([\\\\`*_{}\\[\\]|~#!])", "\\\\$1")
                .replace("@", "@\u200b")
                .replace("@\u200bsha256", "@sha256");
    }
}
