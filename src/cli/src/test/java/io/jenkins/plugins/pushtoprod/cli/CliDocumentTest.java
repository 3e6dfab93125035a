package io.jenkins.plugins.pushtoprod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps docs/cli.md true: what it says of options and exit codes is what {@code --help} says. {@code -Dupdate} rewrites it. */
class CliDocumentTest {

    private static final Path DOCUMENT = Path.of("../../docs/cli.md");
    private static final List<String> COMMANDS =
            List.of("ship", "build", "plan", "deploy", "verify", "rollback", "status");

    @TempDir
    Path home;

    @Test
    void saysWhatHelpSays() throws IOException {
        String document = Files.readString(DOCUMENT);
        String wanted = withPart(document, "exit codes", exitCodes());
        for (String command : COMMANDS) {
            wanted = withPart(wanted, command, "```text\n" + help(command) + "```\n");
        }
        if (System.getProperty("update") != null) {
            Files.writeString(DOCUMENT, wanted);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(wanted);
    }

    private String help(String command) {
        String help = new CommandRunner(home).run(command, "--help").out();
        return String.join("\n", help.lines().map(String::stripTrailing).toList())
                        .strip() + "\n";
    }

    private static String exitCodes() {
        List<String> lines = new ArrayList<>(List.of("| Code | `result` in JSON | Meaning |", "| ---: | --- | --- |"));
        for (ExitCode code : ExitCode.values()) {
            lines.add("| " + code.code() + " | `" + code.label() + "` | " + code.meaning() + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String withPart(String document, String name, String content) {
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end -->";
        int from = document.indexOf(begin);
        assertThat(from).as("part %s of the document", name).isNotNegative();
        int to = document.indexOf(end, from);
        return document.substring(0, from + begin.length()) + content + document.substring(to);
    }
}
