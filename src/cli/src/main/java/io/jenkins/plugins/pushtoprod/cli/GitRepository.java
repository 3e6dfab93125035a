package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What git knows of the sources. Inside a hook git sets {@code GIT_DIR} to the repository that was pushed to, which is not the one of the
 * directory: without a repository of its own, the directory is taken for a checkout of that one.
 */
final class GitRepository {

    private static final long LONGEST_SECONDS = 5;
    private static final int FIELDS = 3;

    private final Path directory;
    private final Optional<String> hooked;

    GitRepository(Path directory, Machine machine) {
        this.directory = directory;
        this.hooked = machine.variable("GIT_DIR");
    }

    /** Everything is empty where there is no git, or no repository. */
    Provenance provenance(Optional<String> commit) {
        List<String> own = List.of("-C", directory.toString());
        Optional<List<String>> repository = Optional.of(own)
                .filter(where ->
                        git(where, "rev-parse", "--verify", "-q", "HEAD").isPresent())
                .or(() -> hooked.map(gitDirectory ->
                        List.of("--git-dir=" + Path.of(gitDirectory).toAbsolutePath())));
        return repository.map(where -> of(where, commit)).orElse(Provenance.UNKNOWN);
    }

    private static Provenance of(List<String> where, Optional<String> commit) {
        List<String> facts = git(where, "log", "-1", "--format=%H%n%cI%n%an", commit.orElse("HEAD"), "--")
                .map(text -> text.lines().toList())
                .filter(lines -> lines.size() == FIELDS)
                .orElse(List.of());
        if (facts.isEmpty()) {
            return Provenance.UNKNOWN;
        }
        Instant time = OffsetDateTime.parse(facts.get(1)).toInstant();
        return new Provenance(
                Optional.of(facts.get(0)),
                Optional.of(time),
                commit.isPresent() ? Optional.empty() : git(where, "symbolic-ref", "--short", "-q", "HEAD"),
                git(where, "config", "--get", "remote.origin.url").map(GitRepository::withoutUser),
                Optional.empty(),
                Optional.of(facts.get(2)).filter(name -> !name.isBlank()));
    }

    private static String withoutUser(String url) {
        return url.replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/@]*@", "$1");
    }

    private static Optional<String> git(List<String> where, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(where);
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            forget(builder.environment());
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean done = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            return Optional.of(text).filter(some -> done && !some.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    // A hook's GIT_DIR, GIT_INDEX_FILE and the like would win over -C.
    private static void forget(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_OPTIONAL_LOCKS", "0");
    }
}
