package io.jenkins.plugins.pushtoprod.image.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonSourcesTest {

    private final Path sources;

    PythonSourcesTest(@TempDir Path sources) {
        this.sources = sources;
    }

    @Test
    void aPackageThatCanBeRunIsTheStart() throws Exception {
        write("users/__main__.py", "");
        write("setup.py", "");
        assertThat(PythonSources.start(sources, "python3")).containsExactly("python3", "-m", "users");
    }

    @Test
    void otherwiseTheOnlyScriptOrOneOfAUsualName() throws Exception {
        assertThat(PythonSources.start(sources, "python3")).isEmpty();
        write("serve.py", "");
        assertThat(PythonSources.start(sources, "python3")).containsExactly("python3", "serve.py");
        write("other.py", "");
        assertThat(PythonSources.start(sources, "python3")).isEmpty();
        write("app.py", "");
        assertThat(PythonSources.start(sources, "python3")).containsExactly("python3", "app.py");
    }

    @Test
    void packagesInSrcAreImportable() throws Exception {
        assertThat(PythonSources.hasSourceDirectory(sources)).isFalse();
        write("src/users/__init__.py", "");
        assertThat(PythonSources.hasSourceDirectory(sources)).isTrue();
        write("src/__init__.py", "");
        assertThat(PythonSources.hasSourceDirectory(sources)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ".python-version, 3.11,           3.11",
        ".python-version, 3.11.7,         3.11",
        ".python-version, pypy3.10-7.3,   3.12",
        "runtime.txt,     python-3.10.14, 3.10",
        "other.txt,       3.9,            3.12",
    })
    void theVersionIsThatWhichTheFilesOfOtherToolsSay(String file, String content, String version) throws Exception {
        write(file, content + "\n");
        assertThat(PythonVersion.wanted(sources)).isEqualTo(version);
    }

    private void write(String name, String content) throws IOException {
        Path file = sources.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }
}
