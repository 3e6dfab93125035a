package io.jenkins.plugins.pushtoprod.image.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.image.base.Platform;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipProblemTest {

    private static final Interpreter PYTHON =
            new Interpreter(11, "3.11.2", "/usr/bin/python3.11", "glibc_2_36", Platform.LINUX_AMD64);

    /** Lines that pip 23 and 24 print. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERROR: No matching distribution found for docopt==0.6.2 | BUILD | no wheel of docopt==0.6.2 for"
                        + " Python 3.11 on linux/amd64 (manylinux_2_36_x86_64 and older)",
                "WARNING: Retrying … NewConnectionError('… Connection refused') ERROR: No matching distribution found"
                        + " for x | BUILD | cannot reach the package index",
                "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device | MACHINE |"
                        + " disk is full",
                "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. | BUILD | not the one that"
                        + " the requirements name by its hash",
                "ERROR: Invalid requirement: 'tornado=6' (from line 1 of requirements.txt) | INPUT | not a"
                        + " requirement: 'tornado=6'",
                "ERROR: Cannot install a==1 and b==2 because these package versions have conflicting dependencies. |"
                        + " BUILD | a==1 and b==2",
                "Killed | BUILD | Killed"
            })
    void whatPipPrintsIsToldAsWhatToDo(String output, Problem.Kind kind, String what) {
        Problem problem = problem(output);

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.what()).contains(what);
        assertThat(problem.where()).contains("requirements.txt");
        assertThat(problem.advice()).isPresent();
    }

    @Test
    void aLoginInAUrlIsNotTold() {
        assertThat(problem("ERROR: HTTP error 403 for https://user:s3cret@pypi.example.com/simple/x/")
                        .toString())
                .doesNotContain("s3cret")
                .contains("https://****@pypi.example.com");
    }

    private static Problem problem(String output) {
        Requirements requirements = new Requirements(Path.of("/sources"), Path.of("requirements.txt"), Map.of());
        return new PipProblem(PYTHON, requirements).of(output).problems().get(0);
    }
}
