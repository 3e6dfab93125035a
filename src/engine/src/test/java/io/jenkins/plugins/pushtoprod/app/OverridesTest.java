package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {

    private final Path directory;

    OverridesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void areWhateverTheKeyTakes() {
        App app = read(
                "name=shop",
                "processes.web.port=9000",
                "processes.web.command=true",
                "processes.web.routes=a.example.com",
                "processes.api=[node, server.js]",
                "processes.api.port=3000",
                "processes.api.routes=[b.example.com, c.example.com]",
                "processes.api.resources={cpu: 1, memory: 64Mi}",
                "config.VERSION=1.10",
                "config.URL=https://example.com/?a=b",
                "config.EMPTY=",
                "security.root=true");

        assertThat(app.name()).isEqualTo("shop");
        assertThat(process(app, "web").port()).hasValue(9000);
        assertThat(process(app, "web").command()).contains(new Command(List.of("true"), false));
        assertThat(process(app, "web").routes()).containsExactly("a.example.com");
        assertThat(process(app, "api").command()).contains(new Command(List.of("node", "server.js"), false));
        assertThat(process(app, "api").routes()).containsExactly("b.example.com", "c.example.com");
        assertThat(process(app, "api").resources().cpu()).isEqualTo("1");
        assertThat(app.config())
                .containsExactly(
                        Map.entry("VERSION", "1.10"),
                        Map.entry("URL", "https://example.com/?a=b"),
                        Map.entry("EMPTY", ""));
        assertThat(app.security().user()).isZero();
    }

    @Test
    void removeWithNull() throws IOException {
        Files.writeString(
                directory.resolve("push-to-prod.yaml"),
                "processes: { web: { instances: 2 }, worker: ./work }\nrelease: ./migrate\n");

        App app = read(
                "release=null", "processes.worker=null", "processes.web.instances=null", "processes.web.scale.max=4");

        assertThat(app.release()).isEmpty();
        assertThat(app.processes()).containsOnlyKeys("web");
        assertThat(process(app, "web").scale()).contains(new Process.Scale(1, 4, 80));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "processes.web.prot=1 | parameter processes.web.prot: unknown key \"prot\" in a process",
                "processes.web.port=http | parameter processes.web.port: expected a whole number from 1 to 65535, found \"http\"",
                "processes.web.routes=[a, B] | parameter processes.web.routes: expected a host in lower case, found \"B\"",
                "processes.web.scale={mx: 1} | parameter processes.web.scale.mx: unknown key \"mx\" in scale",
                "processes.web.command=[ -f x ] && y | parameter processes.web.command:1:10: a value that starts with & is an anchor",
                "config={A: | parameter config:1:4: expected a value, found the end",
                "release.x=1 | parameter release.x: expected a command as text or as a list of words, found a mapping",
                "processes..port=1 | parameter processes..port: expected the path of a key",
                "environments.a.release=x | parameter environments.a.release: a parameter goes over the environment already",
                "wrong | parameter: expected key=value, found \"wrong\"",
                "=x | parameter: expected key=value, found \"=x\""
            })
    void nameTheKeyThatIsWrong(String assignment, String message) {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> read(assignment));

        assertThat(Corpus.message(e)).startsWith(message + "\n");
        assertThat(e.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.INPUT);
    }

    @Test
    void areRefusedWhenTheirPathIsTooLong() {
        String path = "a.".repeat(100_000) + "a=1";

        ProblemException e = catchThrowableOfType(ProblemException.class, () -> read(path, path));

        assertThat(e.problems()).first().satisfies(p -> assertThat(p.what()).isEqualTo("expected the path of a key"));
    }

    @Test
    void neverShowWhatMayBeASecret() {
        ProblemException e = catchThrowableOfType(
                ProblemException.class, () -> read("secrets.KEY=S3cr3t!", "secrets.PIN=[hunter2]"));

        assertThat(Corpus.message(e)).contains("secrets.KEY", "secrets.PIN").doesNotContain("S3cr3t", "hunter2");
    }

    private static Process process(App app, String name) {
        return Objects.requireNonNull(app.processes().get(name), name);
    }

    private App read(String... assignments) {
        return new AppReader().read(directory, Optional.empty(), Overrides.parse(List.of(assignments)));
    }
}
