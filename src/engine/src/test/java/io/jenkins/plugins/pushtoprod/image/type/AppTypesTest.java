package io.jenkins.plugins.pushtoprod.image.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppTypesTest {

    private final Path sources;

    AppTypesTest(@TempDir Path sources) {
        this.sources = sources;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requirements.txt",
                "pyproject.toml",
                "Pipfile",
                "server.py",
                "users/__main__.py",
                "src/users/__main__.py"
            })
    void pythonIsToldByOneOfItsFiles(String name) throws Exception {
        write(name);

        AppTypes.Told told = new AppTypes().tell(sources, Optional.empty());

        assertThat(told.type().name()).isEqualTo("python");
        assertThat(told.reason()).isEqualTo("has " + name.replaceFirst("^src/", ""));
    }

    @Test
    void aRunnableJarIsToldByItsManifestAndComesBeforeSources() throws Exception {
        write("requirements.txt");
        TestJars.runnable(sources.resolve("target/app.jar"), "hello.Hello", 61);
        TestJars.plain(sources.resolve("target/app-sources.jar"));

        AppTypes.Told told = new AppTypes().tell(sources, Optional.empty());

        assertThat(told.type().name()).isEqualTo("jar");
        assertThat(told.reason()).isEqualTo("has target/app.jar, whose Main-Class is hello.Hello");
    }

    @Test
    void theAppsOwnWordCounts() throws Exception {
        write("requirements.txt");
        assertThat(new AppTypes().tell(sources, Optional.of("jar")).type().name())
                .isEqualTo("jar");
        assertThatThrownBy(() -> new AppTypes().tell(sources, Optional.of("cobol")))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problems().get(0).kind()).isEqualTo(Problem.Kind.INPUT);
                    assertThat(e.problems().get(0).advice()).contains("use one of: jar, python");
                });
    }

    @ParameterizedTest
    @CsvSource({"pom.xml,mvn package", "build.gradle.kts,gradle build", "README.md,build.type"})
    void whatWasLookedForIsListedWhenNothingIsFound(String name, String advice) throws Exception {
        write(name);

        assertThatThrownBy(() -> new AppTypes().tell(sources, Optional.empty()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    Problem problem = e.problems().get(0);
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.BUILD);
                    assertThat(problem.what()).contains("requirements.txt", "pyproject.toml", "Main-Class", "target/");
                    assertThat(problem.advice().orElseThrow()).contains(advice);
                });
    }

    @Test
    void aDirectoryThatIsNotThereIsTold() {
        assertThatThrownBy(() -> new AppTypes().tell(sources.resolve("nothing"), Optional.empty()))
                .hasMessageContaining("no directory");
    }

    private void write(String name) throws IOException {
        Path file = sources.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "");
    }
}
