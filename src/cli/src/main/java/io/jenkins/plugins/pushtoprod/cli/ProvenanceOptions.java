package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the sources came from, as far as git does not tell. */
final class ProvenanceOptions {

    @Option(
            names = "--commit",
            paramLabel = "ID",
            description = "The git commit of the sources. Default: what git says of the directory, then GIT_COMMIT.")
    @Nullable
    String commit;

    @Option(
            names = "--commit-time",
            paramLabel = "TIME",
            description = "When it was committed, as in 2026-01-31T12:00:00Z. Default: what git says. By it an older"
                    + " commit is kept from replacing a newer one.")
    @Nullable
    OffsetDateTime commitTime;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The git branch. Default: what git says, then GIT_BRANCH.")
    @Nullable
    String branch;

    @Option(names = "--build-url", paramLabel = "URL", description = "Page of the build. Default: BUILD_URL.")
    @Nullable
    String buildUrl;

    Provenance provenance(Machine machine, Path directory) {
        Provenance git = new GitRepository(directory, machine).provenance(Optional.ofNullable(commit));
        return new Provenance(
                Optional.ofNullable(commit).or(git::commit).or(() -> machine.variable("GIT_COMMIT")),
                Optional.ofNullable(commitTime).map(OffsetDateTime::toInstant).or(git::commitTime),
                Optional.ofNullable(branch).or(git::branch).or(() -> machine.variable("GIT_BRANCH")),
                git.repository(),
                Optional.ofNullable(buildUrl).or(() -> machine.variable("BUILD_URL")),
                git.author());
    }
}
