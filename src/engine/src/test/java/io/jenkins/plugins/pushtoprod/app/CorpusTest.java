package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the corpus. {@code -Dupdate} writes the messages anew: read the difference before you commit it. */
class CorpusTest {

    private final Path directory;

    CorpusTest(@TempDir Path directory) throws IOException {
        this.directory = Files.createDirectory(directory.resolve("shop"));
    }

    static List<Path> valid() {
        return Corpus.files("valid");
    }

    static List<Path> bad() {
        return Stream.of("syntax", "structure", "meaning")
                .flatMap(kind -> Corpus.files(kind).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void readsAValidFile(Path file) throws IOException {
        Files.copy(file, directory.resolve("push-to-prod.yaml"));

        assertThatCode(this::read).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrongWithABadFile(Path file) throws IOException {
        Files.copy(file, directory.resolve("push-to-prod.yaml"));
        Path expected = Path.of(file.toString().replaceFirst("\\.yaml$", ".txt"));

        ProblemException e = catchThrowableOfType(ProblemException.class, this::read);

        assertThat(e).as("refused").isNotNull();
        assertThat(e.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.INPUT);
        if (System.getProperty("update") != null) {
            Files.writeString(expected, Corpus.message(e));
        }
        assertThat(Corpus.message(e)).isEqualTo(Files.readString(expected));
    }

    private App read() {
        return new AppReader().read(directory, Optional.empty(), Overrides.NONE);
    }
}
