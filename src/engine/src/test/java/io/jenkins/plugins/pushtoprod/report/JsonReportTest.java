package io.jenkins.plugins.pushtoprod.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonReport report = new JsonReport("ship");

    @Test
    void hasWhatAScriptAsksFor() throws Exception {
        report.shipped(Samples.rolledBack(Samples.crash("KeyError")));
        JsonNode document = mapper.readTree(report.end(8, "failed_rolled_back"));

        assertThat(document.at("/schemaVersion").asInt()).isEqualTo(1);
        assertThat(document.at("/command").asText()).isEqualTo("ship");
        assertThat(document.at("/exitCode").asInt()).isEqualTo(8);
        assertThat(document.at("/result").asText()).isEqualTo("failed_rolled_back");
        assertThat(document.at("/image/reference").asText()).isEqualTo(Samples.IMAGE.reference());
        assertThat(document.at("/release/id").asText()).isEqualTo("users-api-v8");
        assertThat(document.at("/verdict/outcome").asText()).isEqualTo("failed");
        assertThat(document.at("/verdict/findings/0/code").asText()).isEqualTo("CrashLoop");
        assertThat(document.at("/verdict/findings/0/evidence/0/lines/0").asText())
                .isEqualTo("KeyError");
        assertThat(document.at("/rollback/outcome").asText()).isEqualTo("done");
        assertThat(document.at("/rollback/to/id").asText()).isEqualTo("users-api-v7");
        assertThat(document.at("/stages/1/stage").asText()).isEqualTo("verify");
        assertThat(document.at("/stages/1/ending").asText()).isEqualTo("failed");
        assertThat(document.at("/stages/1/seconds").asDouble()).isEqualTo(4.1);
    }

    @Test
    void hasTheProblemsOfARunThatDidNotBegin() throws Exception {
        report.problems(List.of(Problem.of(Problem.Kind.INPUT, "no registry is named", "--registry", "Name one")));
        JsonNode document = mapper.readTree(report.end(2, "input"));

        assertThat(document.at("/problems/0/kind").asText()).isEqualTo("input");
        assertThat(document.at("/problems/0/where").asText()).isEqualTo("--registry");
        assertThat(document.has("release")).isFalse();
    }

    @Test
    void isAsciiWhateverAClusterSays() {
        report.shipped(Samples.rolledBack(Samples.crash("\u001b[2J \u009b2J Größe \u202e")));

        assertThat(report.end(8, "failed_rolled_back")).matches("[\\x20-\\x7e\\n]*");
    }
}
