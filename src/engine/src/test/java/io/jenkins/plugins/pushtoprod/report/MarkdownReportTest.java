package io.jenkins.plugins.pushtoprod.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    private final MarkdownReport report = new MarkdownReport();

    @Test
    void saysOfAFailedRunWhyAndWhatWasRolledBack() {
        String text = report.shipped(Samples.rolledBack(Samples.crash("KeyError: 'JWT\\_KEY'")));

        assertThat(text)
                .startsWith("### users-api-v8: failed\n")
                .contains(
                        "| Environment | production, namespace shop |",
                        "#### CrashLoop: The process exits at start",
                        "| Do | Read the log, mend the process and push again. |",
                        "    KeyError: 'JWT\\_KEY'\n",
                        "**ROLLED BACK  users-api-v8 to users-api-v7",
                        "- Service/extra removed",
                        "| verify | 4.1 |");
    }

    @Test
    void makesNoMarkupMentionOrLinkOfWhatAClusterSays() {
        String text = report.problems(List.of(Problem.of(
                Problem.Kind.CLUSTER, "<script> @everyone [x](http://evil.example) `a` | b", "here", "**now**")));

        assertThat(text)
                .doesNotContain("<script>", "@everyone", "[x](", "`a`")
                .contains("&lt;script>", "\\[x\\](", "\\|", "\\*\\*now\\*\\*");
    }

    @Test
    void aLogLineCannotEndTheBlockItIsIn() {
        String text = report.shipped(Samples.rolledBack(Samples.crash("```", "# heading")));

        assertThat(text).contains("    ```\n    # heading\n");
    }
}
