package io.jenkins.plugins.pushtoprod.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    @TempDir
    Path directory;

    @Test
    void oneLineFeedAtTheEndDoesNotCount() throws Exception {
        assertThat(read("s3cret\n")).isEqualTo("s3cret");
        assertThat(read("s3cret\r\n")).isEqualTo("s3cret");
        assertThat(read("s3cret\n\n")).isEqualTo("s3cret\n");
        assertThat(read("two\nlines")).isEqualTo("two\nlines");
        assertThat(read(" s3cret ")).isEqualTo(" s3cret ");
    }

    @Test
    void whatCannotBeASecretIsAProblemThatDoesNotShowIt() throws Exception {
        assertProblem(Files.writeString(directory.resolve("empty"), "\n"), "is empty");
        assertProblem(directory.resolve("absent"), "is not there");
        assertProblem(directory, "cannot be read");
        assertProblem(Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 'x'}), "is not UTF-8");
        assertProblem(
                Files.write(
                        directory.resolve("large"), "x".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8)),
                "is larger than 1 MiB");
    }

    private String read(String content) throws Exception {
        return new SecretFile(Files.writeString(directory.resolve("secret"), content))
                .read()
                .reveal();
    }

    private static void assertProblem(Path file, String what) {
        assertThatThrownBy(() -> new SecretFile(file).read())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(what);
    }
}
