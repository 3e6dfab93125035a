package io.jenkins.plugins.pushtoprod.image.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsTest {

    private final Path sources;

    RequirementsTest(@TempDir Path sources) {
        this.sources = sources;
    }

    @Test
    void anAppWithoutRequirementsHasNoDependencies() throws Exception {
        assertThat(Requirements.of(sources)).isEmpty();
        write("requirements.txt", "# nothing yet\n\n-c constraints.txt\n");
        write("constraints.txt", "x==1\n");
        assertThat(Requirements.of(sources)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pyproject.toml | [build-system]\\n"
                        + "requires = ['x']\\n"
                        + "[project]\\n"
                        + "name = 'a'\\n"
                        + "dependencies = [\\n"
                        + "  # web\\n"
                        + "  'tornado',\\n"
                        + "] | uv export",
                "pyproject.toml | [tool.poetry.dependencies]\\npython = '^3.11'\\ntornado = '^6' | uv export",
                "Pipfile        | [packages]\\ntornado = '*' | pipenv requirements",
                "setup.py       | setup(install_requires=['tornado']) | pip-compile",
                "setup.cfg      | [options]\\ninstall_requires =\\n  tornado | pip-compile"
            })
    void dependenciesThatAreDeclaredElsewhereAreNotForgotten(String file, String content, String advice)
            throws Exception {
        write(file, content.replace("\\n", "\n"));

        assertThatThrownBy(() -> Requirements.of(sources)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problems().get(0).what()).contains("there is no requirements.txt");
            assertThat(e.problems().get(0).where()).contains(file);
            assertThat(e.problems().get(0).advice().orElseThrow()).contains(advice);
        });
        write("requirements.txt", "tornado==6.5\n");
        assertThat(Requirements.of(sources)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pyproject.toml | [project]\\nname = 'a'\\ndependencies = []",
                "pyproject.toml | [tool.ruff]\\nline-length = 100",
                "pyproject.toml | [project]\\nname = 'a'\\n[tool.x]\\ndependencies = ['b']",
                "pyproject.toml | [tool.poetry.dependencies]\\npython = '^3.11'\\n[tool.x]\\na = 1",
                "Pipfile        | [packages]\\n[dev-packages]\\npytest = '*'"
            })
    void anAppThatDeclaresNoneNeedsNoRequirements(String file, String content) throws Exception {
        write(file, content.replace("\\n", "\n"));

        assertThat(Requirements.of(sources)).isEmpty();
    }

    @Test
    void theKeyChangesWithEveryFileThatTheAnswerDependsOn() throws Exception {
        write("requirements.txt", "-r requirements/base.txt\n--find-links wheels\n./wheels/own-1.0-py3-none-any.whl\n");
        write("requirements/base.txt", "-c ../constraints.txt\ntornado \\\n  >=6  # web\n");
        write("constraints.txt", "tornado==6.5\n");
        write("wheels/own-1.0-py3-none-any.whl", "1");
        write("other.txt", "1");
        String before = key("recipe");

        assertThat(Requirements.of(sources).orElseThrow().inputs())
                .containsOnlyKeys(
                        "requirements.txt",
                        "requirements/base.txt",
                        "constraints.txt",
                        "wheels/own-1.0-py3-none-any.whl");
        write("other.txt", "2");
        assertThat(key("recipe")).isEqualTo(before);
        write("constraints.txt", "tornado==6.4\n");
        String after = key("recipe");
        assertThat(after).isNotEqualTo(before);
        write("wheels/own-1.0-py3-none-any.whl", "2");
        assertThat(key("recipe")).isNotEqualTo(after);
        assertThat(key("another interpreter")).isNotEqualTo(key("recipe"));
    }

    @Test
    void filesThatIncludeEachOtherAreReadOnce() throws Exception {
        write("requirements.txt", "-r other.txt\n");
        write("other.txt", "-r requirements.txt\ntornado\n");

        assertThat(Requirements.of(sources).orElseThrow().inputs()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-e .",
                "--editable=./lib",
                ".",
                "./lib",
                "lib @ git+https://user:secret@git.example.com/lib.git",
                "git+ssh://git@git.example.com/lib.git",
                "lib @ https://example.com/lib-1.0.tar.gz",
                "lib/lib-1.0.tar.gz",
                "lib-1.0.zip"
            })
    void whatWouldHaveToBeBuiltHereIsNamedWithItsLine(String line) throws Exception {
        write("requirements.txt", "tornado\n" + line + "\n");

        assertThatThrownBy(() -> Requirements.of(sources)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problems().get(0).where()).contains("requirements.txt:2");
            assertThat(e.problems().get(0).what()).doesNotContain("secret");
        });
    }

    @Test
    void aDirectoryOfTheNameOfAPackageIsNotThePackage() throws Exception {
        Files.createDirectories(sources.resolve("tornado"));
        write(
                "requirements.txt",
                "tornado>=6 ; python_version > '3.8'\nown @ https://example.com/own-1-py3-none-any.whl\n");

        assertThat(Requirements.of(sources).orElseThrow().inputs()).containsOnlyKeys("requirements.txt");
    }

    @Test
    void anIncludedFileThatIsNotThereIsNamed() throws Exception {
        write("requirements.txt", "-r missing.txt\n");

        assertThatThrownBy(() -> Requirements.of(sources)).hasMessageContaining("missing.txt");
    }

    private String key(String recipe) {
        return Requirements.of(sources).orElseThrow().key(recipe);
    }

    private void write(String name, String content) throws IOException {
        Path file = sources.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }
}
