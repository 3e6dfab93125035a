package io.jenkins.plugins.pushtoprod.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python -m users --port $PORT",
                "gunicorn -b 0.0.0.0:${PORT:-8000} app:app",
                "java $JAVA_OPTS -jar app.jar > /tmp/log",
                "node -e 'a; b && c'",
                "echo-server \"a | b\" \\; c",
                "date-server $(date)"
            })
    void oneProgramReplacesTheShell(String line) {
        assertThat(ShellLine.signalled(line)).isEqualTo("exec " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a; b",
                "a && b",
                "a | b",
                "a &",
                "a\nb",
                "(a)",
                "{ a; }",
                "exec a",
                "A=1 a",
                "if a; then b; fi",
                "cd app",
                "`a`",
                "'unclosed && x",
                "  ",
                "f() { a; }"
            })
    void whatMayBeMoreStaysAsItIs(String line) {
        assertThat(ShellLine.signalled(line)).isEqualTo(line);
    }

    /** What Kubernetes makes of the second is the first: see third_party/forked/golang/expansion in its sources. */
    @ParameterizedTest
    @CsvSource({"a,a", "$A,$A", "$(A),$$(A)", "$$,$$$", "$$(A),$$$$(A)", "a$$b,a$$$b", "${A},${A}"})
    void textReachesTheContainerAsItIs(String text, String escaped) {
        assertThat(ShellLine.unexpanded(text)).isEqualTo(escaped);
        assertThat(expanded(ShellLine.unexpanded(text))).isEqualTo(text);
    }

    /** As the kubelet expands, for variables that do not exist. */
    private static String expanded(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            result.append(text.charAt(i));
            if (text.charAt(i) == '$' && i + 1 < text.length() && text.charAt(i + 1) == '$') {
                i++;
            }
        }
        return result.toString();
    }
}
