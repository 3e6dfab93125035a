package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentNameTest {

    private final Path directory;

    EnvironmentNameTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(
                directory.resolve("push-to-prod.yaml"),
                """
                name: shop
                environments:
                  dev1: { config: { A: dev1 } }
                  production:
                    config: { A: production }
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "dev2", "kubernetes-admin@cluster", "p"})
    void needsNoOverlay(String name) {
        assertThat(read(name).config()).isEmpty();
    }

    @Test
    void isFoundInTheFile() {
        assertThat(read("production").config()).containsEntry("A", "production");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prodution", "Production", "productoin"})
    void isRefusedWhenItIsAlmostOneInTheFile(String name) {
        assertThatThrownBy(() -> read(name))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(Corpus.message(e))
                        .isEqualTo("push-to-prod.yaml:5:5, key environments.production: the environment is \"" + name
                                + "\", but the file has production\n  Use the same name in both; if another environment is meant, add "
                                + name + ": {} under environments\n"));
    }

    private App read(String environment) {
        return new AppReader().read(directory, Optional.of(environment), Overrides.NONE);
    }
}
