package io.jenkins.plugins.pushtoprod.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerIgnoreTest {

    private final Path sources;

    DockerIgnoreTest(@TempDir Path sources) {
        this.sources = sources;
    }

    /** As Docker's documentation and its pattern matcher's own tests have it; patterns are separated by a space. */
    @ParameterizedTest
    @CsvSource({
        "secret.txt,            secret.txt,      true",
        "secret.txt,            a/secret.txt,    false",
        "/secret.txt,           secret.txt,      true",
        "*/temp*,               a/temporary.txt, true",
        "*/temp*,               a/b/temp,        false",
        "*/*/temp*,             a/b/temp,        true",
        "temp?,                 tempa,           true",
        "temp?,                 temp,            false",
        "temp?,                 temp/,           false",
        "**/*.go,               main.go,         true",
        "**/*.go,               a/b/c.go,        true",
        "**/*.go,               a/b/c.gone,      false",
        "**,                    a/b,             true",
        "a/**,                  a/b/c,           true",
        "a/**/z,                a/z,             true",
        "a/**/z,                a/b/c/z,         true",
        "build,                 build/x/y,       true",
        "build/,                build/x,         true",
        "./build,               build/x,         true",
        "a//b,                  a/b,             true",
        "a/../b,                b,               true",
        "[a-c].txt,             b.txt,           true",
        "[a-c].txt,             d.txt,           false",
        "[^a-c].txt,            d.txt,           true",
        "a.txt,                 aXtxt,           false",
        "a(b)+{c}$,             a(b)+{c}$,       true",
        "\\*.txt,               *.txt,           true",
        "\\*.txt,               a.txt,           false",
        "*.md !README.md,       README.md,       false",
        "*.md !README.md,       OTHER.md,        true",
        "*.md !README*.md README-secret.md, README-secret.md, true",
        "*.md README-secret.md !README*.md, README-secret.md, false",
        "docs !docs/keep.txt,   docs/keep.txt,   false",
        "docs !docs/keep.txt,   docs/lose.txt,   true",
        "#comment,              #comment,        false",
    })
    void patternsAreReadAsDockerReadsThem(String patterns, String path, boolean leftOut) throws IOException {
        Files.write(sources.resolve(".dockerignore"), List.of(patterns.split(" ")));

        assertThat(DockerIgnore.read(sources, List.of()).leavesOut(path)).isEqualTo(leftOut);
    }

    @Test
    void whatIsTakenInAgainBringsItsDirectoriesAlong() throws Exception {
        Files.createDirectories(sources.resolve("docs/a/b"));
        Files.writeString(sources.resolve("docs/a/b/keep.txt"), "");
        Files.writeString(sources.resolve("docs/a/lose.txt"), "");
        Files.writeString(sources.resolve(".dockerignore"), "docs\n!docs/a/b/keep.txt\n");

        assertThat(paths(List.of()))
                .containsExactly("app", "app/docs", "app/docs/a", "app/docs/a/b", "app/docs/a/b/keep.txt");
    }

    @Test
    void versionControlAndTheAppsOwnDescriptionStayOutUnlessTakenIn() throws Exception {
        Files.createDirectories(sources.resolve(".git/objects"));
        Files.createDirectories(sources.resolve("module"));
        Files.writeString(sources.resolve("module/.git"), "gitdir: …");
        Files.writeString(sources.resolve("push-to-prod.yaml"), "");
        Files.writeString(sources.resolve("main.py"), "");

        assertThat(paths(List.of("**/__pycache__"))).containsExactly("app", "app/main.py", "app/module");

        Files.writeString(sources.resolve(".dockerignore"), "!push-to-prod.yaml\n");
        assertThat(paths(List.of())).contains("app/push-to-prod.yaml");
    }

    @Test
    void secretsThatLieInTheWorkTreeStayOut() throws Exception {
        for (String name :
                List.of(".env", ".env.production", ".env.example", "id_rsa", "deploy/id_ed25519", "deploy/.env")) {
            Path file = sources.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "");
        }
        assertThat(paths(List.of())).containsExactly("app", "app/.env.example", "app/deploy");

        Files.writeString(sources.resolve(".dockerignore"), "!.env\n");
        assertThat(paths(List.of())).contains("app/.env").doesNotContain("app/deploy/.env");
    }

    @Test
    void onlyWhatIsIncludedIsTaken() throws Exception {
        Files.createDirectories(sources.resolve("config"));
        Files.writeString(sources.resolve("config/a.yaml"), "");
        Files.writeString(sources.resolve("config/secret.yaml"), "");
        Files.writeString(sources.resolve("other"), "");
        Files.writeString(sources.resolve(".dockerignore"), "**/secret*\n");

        assertThat(SourceTree.ofApp(sources, List.of(), List.of("config/*.yaml"), List.of())
                        .entries("app"))
                .extracting(LayerEntry::path)
                .containsExactly("app", "app/config", "app/config/a.yaml");
    }

    @Test
    void theCacheIsNeverPartOfAnImage() throws Exception {
        Path cache = Files.createDirectories(sources.resolve("cache/blobs"));
        Files.writeString(cache.resolve("x"), "");
        Files.writeString(sources.resolve(".dockerignore"), "!cache\n");

        assertThat(SourceTree.ofApp(sources, List.of(), List.of(), List.of(sources.resolve("cache")))
                        .entries("app"))
                .isEmpty();
    }

    @Test
    void aPatternThatIsNoneIsNamedWithItsLine() throws Exception {
        Files.writeString(sources.resolve(".dockerignore"), "# fine\nbuild\n[a-\n");

        assertThatThrownBy(() -> DockerIgnore.read(sources, List.of()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problems().get(0).what()).contains("[a-");
                    assertThat(e.problems().get(0).where()).contains(".dockerignore:3");
                });
    }

    private List<String> paths(List<String> leftOut) throws InterruptedException {
        return SourceTree.ofApp(sources, leftOut, List.of(), List.of()).entries("app").stream()
                .map(LayerEntry::path)
                .toList();
    }
}
