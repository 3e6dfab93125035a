package io.jenkins.plugins.pushtoprod.image.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.image.base.BaseContents;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.base.Platform;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import io.jenkins.plugins.pushtoprod.image.registry.Registries;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterpreterTest {

    @Test
    void theOfficialImageTellsItsVersion() {
        Interpreter python =
                interpreter("PYTHON_VERSION=3.12.4", "glibc_2_36", "usr/bin/python3.11", "usr/local/bin/python3.12");

        assertThat(python.version()).isEqualTo("3.12");
        assertThat(python.fullVersion()).isEqualTo("3.12.4");
        assertThat(python.program()).isEqualTo("/usr/local/bin/python3.12");
    }

    @Test
    void otherwiseTheProgramsTellIt() {
        Interpreter python = interpreter("LANG=C", "glibc_2_36", "usr/bin/python3.11", "usr/bin/python3");

        assertThat(python.version()).isEqualTo("3.11");
        assertThat(python.fullVersion()).isEqualTo("3.11.0");
        assertThat(python.program()).isEqualTo("/usr/bin/python3.11");
    }

    @Test
    void aBaseWithoutPythonIsRefused() {
        assertThatThrownBy(() -> interpreter("LANG=C", "glibc_2_36", "usr/bin/node"))
                .hasMessageContaining("has no program python3");
        assertThatThrownBy(() -> interpreter("PYTHON_VERSION=3.12.4", "glibc_2_36", "usr/bin/node"))
                .hasMessageContaining("has no program python3");
    }

    @Test
    void wheelsFitTheCLibrary() {
        assertThat(interpreter("PYTHON_VERSION=3.12.4", "glibc_2_28", "usr/bin/python3.12")
                        .wheelPlatforms())
                .startsWith("manylinux_2_28_x86_64", "manylinux_2_27_x86_64")
                .containsSequence("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_16_x86_64")
                .endsWith("manylinux_2_5_x86_64", "manylinux1_x86_64", "linux_x86_64")
                .doesNotContain("manylinux_2_29_x86_64");
        assertThat(interpreter("PYTHON_VERSION=3.12.4", "musl_1_2", "usr/bin/python3.12")
                        .wheelPlatforms())
                .containsExactly("musllinux_1_2_x86_64", "musllinux_1_1_x86_64", "linux_x86_64");
        assertThat(interpreter("PYTHON_VERSION=3.12.4", "", "usr/bin/python3.12")
                        .wheelPlatforms())
                .startsWith("manylinux_2_17_x86_64", "manylinux2014_x86_64");
    }

    @Test
    void anEndOfLifeVersionIsWarnedOf() {
        assertThat(interpreter("PYTHON_VERSION=3.8.20", "", "usr/bin/python3.8").endOfLife())
                .isPresent();
        assertThat(interpreter("PYTHON_VERSION=3.12.4", "", "usr/bin/python3.12")
                        .endOfLife())
                .isEmpty();
    }

    private static Interpreter interpreter(String variable, String libc, String... programs) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putObject("config").putArray("Env").add(variable);
        BaseImage base = new BaseImage(
                Registries.parse("registry.example.com/base:1"),
                Platform.LINUX_AMD64,
                Digest.of(new byte[0]),
                config,
                List.of());
        return Interpreter.of(
                base, new BaseContents(true, List.of("usr/local/bin", "usr/bin"), Set.of(programs), Map.of(), libc));
    }
}
