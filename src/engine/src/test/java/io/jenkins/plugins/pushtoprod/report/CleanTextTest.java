package io.jenkins.plugins.pushtoprod.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2Jgone", // erase the screen
                "\u001b[1;31mgone\u001b[0m", // colour
                "\u001b]0;title\u0007gone", // window title, ended by BEL
                "\u001b]8;;http://evil.example\u001b\\gone\u001b]8;;\u001b\\", // a link
                "\u009b2Jgone", // CSI in one character
                "\u001bcgone", // reset
                "\u001b(0gone", // character set
                "\u001bP1;2|payload\u001b\\gone", // device control string
                "go\b\b\u0000ne\u007f", // backspace, NUL, DEL
                "go\u202ene\u2066", // right-to-left override
            })
    void takesAwayWhatSteersATerminal(String hostile) {
        assertThat(CleanText.line(hostile)).isEqualTo("gone");
        assertThat(CleanText.logLine(hostile)).isEqualTo("gone");
    }

    @Test
    void makesOneLineOfSeveral() {
        assertThat(CleanText.line(" first\r\nsecond\tthird\n")).isEqualTo("first second third");
    }

    @Test
    void keepsAnEscapeThatHasNoEndFromHidingTheRest() {
        assertThat(CleanText.line("before \u001b[ after")).contains("before", "fter");
        assertThat(CleanText.line("before \u001b")).isEqualTo("before");
    }

    @Test
    void keepsTheIndentationOfALogLine() {
        assertThat(CleanText.logLine("\tat users.Main  ")).isEqualTo("    at users.Main");
        assertThat(CleanText.logLine("  File \"main.py\", line 3")).isEqualTo("  File \"main.py\", line 3");
    }

    @Test
    void keepsWhatIsNotAscii() {
        assertThat(CleanText.line("Größe 漢字 🙂")).isEqualTo("Größe 漢字 🙂");
    }
}
