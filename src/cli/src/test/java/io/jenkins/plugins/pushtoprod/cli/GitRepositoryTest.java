package io.jenkins.plugins.pushtoprod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryTest {

    private static final String TIME = "2026-01-31T12:00:00Z";

    @TempDir
    Path directory;

    private Path repository;
    private String head;

    @BeforeEach
    void aRepository() throws Exception {
        repository = Files.createDirectory(directory.resolve("repository"));
        git(repository, "init", "-q", "-b", "main");
        git(repository, "remote", "add", "origin", "https://bob:s3cret@git.example.com/shop.git");
        Files.writeString(repository.resolve("file"), "content");
        git(repository, "add", "file");
        git(repository, "-c", "user.name=Alice", "-c", "user.email=a@example.com", "commit", "-q", "-m", "First");
        head = git(repository, "rev-parse", "HEAD");
    }

    @Test
    void tellsWhereSourcesCameFromWithoutThePasswordInTheUrl() {
        assertThat(provenance(repository, new CommandRunner(directory), Optional.empty()))
                .isEqualTo(new Provenance(
                        Optional.of(head),
                        Optional.of(Instant.parse(TIME)),
                        Optional.of("main"),
                        Optional.of("https://git.example.com/shop.git"),
                        Optional.empty(),
                        Optional.of("Alice")));
    }

    @Test
    void aHooksRepositoryDoesNotStandInForTheDirectorysOwn() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        git(other, "init", "-q", "--bare");
        CommandRunner hook = new CommandRunner(directory).with("GIT_DIR", other.toString());

        assertThat(provenance(repository, hook, Optional.empty()).commit()).contains(head);
    }

    @Test
    void aCheckoutWithoutARepositoryBelongsToTheHooksOne() throws Exception {
        Path checkout = Files.createDirectory(directory.resolve("checkout"));
        CommandRunner hook = new CommandRunner(directory)
                .with("GIT_DIR", repository.resolve(".git").toString());

        Provenance found = provenance(checkout, hook, Optional.of(head));

        assertThat(found.commit()).contains(head);
        assertThat(found.commitTime()).contains(Instant.parse(TIME));
    }

    @Test
    void withoutARepositoryNothingIsKnown() throws Exception {
        Path plain = Files.createDirectory(directory.resolve("plain"));

        assertThat(provenance(plain, new CommandRunner(directory), Optional.empty()))
                .isEqualTo(Provenance.UNKNOWN);
        assertThat(provenance(repository, new CommandRunner(directory), Optional.of("--upload-pack=x")))
                .isEqualTo(Provenance.UNKNOWN);
    }

    private static Provenance provenance(Path where, CommandRunner command, Optional<String> commit) {
        return new GitRepository(where, command.machine(System.out, System.err)).provenance(commit);
    }

    private static String git(Path where, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", where.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("GIT_COMMITTER_DATE", TIME);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.strip();
    }
}
