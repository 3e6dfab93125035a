package io.jenkins.plugins.pushtoprod.app;

import java.time.Instant;
import java.util.Optional;

/**
 * Where sources came from and what built them.
 *
 * @param commit full git commit ID
 * @param commitTime committer time of that commit
 * @param branch git branch
 * @param repository URL of the git repository, without user information
 * @param buildUrl page of the build
 * @param author who is behind the deploy, as the CI system or git names them
 */
public record Provenance(
        Optional<String> commit,
        Optional<Instant> commitTime,
        Optional<String> branch,
        Optional<String> repository,
        Optional<String> buildUrl,
        Optional<String> author) {

    public static final Provenance UNKNOWN = new Provenance(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
