package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, or not, before a file is even parsed; and what of it is a Procfile's. */
class SourcesTest {

    private final Path outside;
    private final Path directory;

    SourcesTest(@TempDir Path outside) throws IOException {
        this.outside = outside;
        this.directory = Files.createDirectory(outside.resolve("shop"));
    }

    @Test
    void readsTheShortNameToo() throws IOException {
        write("push-to-prod.yml", "name: short\n");

        assertThat(read().name()).isEqualTo("short");
    }

    @Test
    void refusesBothNames() throws IOException {
        write("push-to-prod.yml", "name: a\n");
        write("push-to-prod.yaml", "name: b\n");

        assertRefused(
                """
                push-to-prod.yml:1:1: there is a push-to-prod.yaml too
                  Keep one of them: remove push-to-prod.yml
                """);
    }

    @Test
    void refusesMoreThanAMebibyte() throws IOException {
        write("push-to-prod.yaml", "#".repeat(1 << 20) + "\n");

        assertRefused(
                """
                push-to-prod.yaml:1:1: push-to-prod.yaml is larger than 1 MiB
                  Move data that is not configuration into files of its own
                """);
    }

    @Test
    void readsAMebibyte() throws IOException {
        write("push-to-prod.yaml", "name: a\n" + "#".repeat((1 << 20) - 8));

        assertThat(read().name()).isEqualTo("a");
    }

    @Test
    void toleratesAByteOrderMark() throws IOException {
        write("push-to-prod.yaml", "\uFEFFname: marked\n");
        write("Procfile", "\uFEFFweb: serve\n");

        assertThat(read().name()).isEqualTo("marked");
        assertThat(read().processes()).containsOnlyKeys("web");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Files.write(
                directory.resolve("push-to-prod.yaml"),
                "name: shop\nrelease: Größe\n".getBytes(StandardCharsets.ISO_8859_1));

        assertRefused(
                """
                push-to-prod.yaml:2:12: push-to-prod.yaml is not UTF-8: byte 0xf6 at offset 22
                  Save it as UTF-8 in your editor, or convert it: iconv -f ISO-8859-1 -t UTF-8
                """);
    }

    @Test
    void refusesUtf8ThatIsCutOff() throws IOException {
        Files.write(directory.resolve("Procfile"), new byte[] {'a', ':', ' ', (byte) 0xE2, (byte) 0x82});

        assertRefused(
                """
                Procfile:1:4: Procfile is not UTF-8: byte 0xe2 at offset 3
                  Save it as UTF-8 in your editor, or convert it: iconv -f ISO-8859-1 -t UTF-8
                """);
    }

    @Test
    void refusesUtf16() throws IOException {
        Files.write(directory.resolve("push-to-prod.yaml"), "name: shop".getBytes(StandardCharsets.UTF_16));

        assertRefused(
                """
                push-to-prod.yaml:1:1: push-to-prod.yaml is not UTF-8: byte 0xfe at offset 0
                  Save it as UTF-8 in your editor, or convert it: iconv -f ISO-8859-1 -t UTF-8
                """);
    }

    @Test
    void refusesControlCharacters() throws IOException {
        write("push-to-prod.yaml", "name: shop\nrelease: a\0b\n");

        assertRefused(
                """
                push-to-prod.yaml:2:11: push-to-prod.yaml contains the control character U+0000
                  Remove it; in a double-quoted YAML text it can be written as an escape
                """);
    }

    @Test
    void refusesALinkOutOfTheDirectory() throws IOException {
        Files.writeString(outside.resolve("secret"), "name: outside\n");
        Files.createSymbolicLink(directory.resolve("push-to-prod.yaml"), Path.of("../secret"));

        assertRefused(
                """
                push-to-prod.yaml:1:1: push-to-prod.yaml is a link out of the directory
                  Keep the file itself in the directory; what a link elsewhere says is not read
                """);
    }

    @Test
    void followsALinkInsideTheDirectory() throws IOException {
        write("real.yaml", "name: inside\n");
        Files.createSymbolicLink(directory.resolve("push-to-prod.yaml"), Path.of("real.yaml"));

        assertThat(read().name()).isEqualTo("inside");
    }

    @Test
    void readsADirectoryThatIsALinkItself() throws IOException {
        write("push-to-prod.yaml", "name: linked\n");
        Path link = Files.createSymbolicLink(outside.resolve("link"), directory);

        assertThat(new AppReader().read(link, Optional.empty(), Overrides.NONE).name())
                .isEqualTo("linked");
    }

    @Test
    void refusesALinkToNothing() throws IOException {
        Files.createSymbolicLink(directory.resolve("push-to-prod.yaml"), Path.of("nowhere"));

        assertRefused(
                """
                push-to-prod.yaml:1:1: push-to-prod.yaml is a link to nothing
                  Make it a text file, or remove it
                """);
    }

    @Test
    void refusesALinkToItself() throws IOException {
        Files.createSymbolicLink(directory.resolve("push-to-prod.yaml"), Path.of("push-to-prod.yaml"));

        ProblemException e = catchThrowableOfType(ProblemException.class, this::read);
        assertThat(e.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.MACHINE);
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        Files.createDirectory(directory.resolve("push-to-prod.yaml"));

        assertRefused(
                """
                push-to-prod.yaml:1:1: push-to-prod.yaml is not a regular file
                  Make it a text file, or remove it
                """);
    }

    @Test
    void doesNotHangOnAPipe() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("Procfile").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertRefused(
                """
                Procfile:1:1: Procfile is not a regular file
                  Make it a text file, or remove it
                """);
    }

    @Test
    void refusesFilesThatHaveAlmostTheRightName() throws IOException {
        write("procfile", "web: serve\n");
        write("push_to_prod.yaml", "name: a\n");

        assertRefused(
                """
                procfile:1:1: procfile is not read, because of its name
                  Rename it to Procfile, or to something else
                push_to_prod.yaml:1:1: push_to_prod.yaml is not read, because of its name
                  Rename it to push-to-prod.yaml, or to something else
                """);
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> new AppReader()
                .read(directory.resolve("nowhere"), Optional.empty(), Overrides.NONE));

        assertThat(e.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.INPUT);
            assertThat(problem.what()).startsWith("there is no directory ").endsWith("nowhere");
        });
    }

    @Test
    void saysWhatIsWrongInAProcfile() throws IOException {
        write("Procfile", "web: serve\n\n# worker\nworker\nweb: again\nMail_Worker: mail\nempty:\nquote: echo 'x\n");

        assertRefused(
                """
                Procfile:4:1: expected name: command, found "worker"
                  Write one process a line, such as web: python -m users
                Procfile:5:1, key web: the process "web" is here twice
                  Keep one; the first is on line 1
                Procfile:7:1: expected name: command, found "empty:"
                  Write one process a line, such as web: python -m users
                Procfile:6:1, key Mail_Worker: expected a name of lower-case letters, digits and -, at most 63 characters, found "Mail_Worker"
                  Such as mail-worker
                Procfile:8:8, key quote: expected a command with its quotes closed, found "echo 'x"
                  Add the missing ', or write \\' if it is part of a word
                """);
    }

    private void assertRefused(String message) {
        ProblemException e = catchThrowableOfType(ProblemException.class, this::read);
        assertThat(e).as("refused").isNotNull();
        assertThat(Corpus.message(e)).isEqualTo(message);
        assertThat(e.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.INPUT);
    }

    private App read() {
        return new AppReader().read(directory, Optional.empty(), Overrides.NONE);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
