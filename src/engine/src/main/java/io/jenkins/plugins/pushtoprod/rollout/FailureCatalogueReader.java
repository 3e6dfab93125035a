package io.jenkins.plugins.pushtoprod.rollout;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the failure catalogue; strict, since the file is ours. */
final class FailureCatalogueReader {

    private static final String RESOURCE = "failure-modes.yaml";

    /** The catalogue that comes with the engine. */
    FailureCatalogue read() {
        try (InputStream in = FailureCatalogueReader.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    FailureCatalogue read(InputStream in) throws IOException {
        ObjectMapper mapper = new ObjectMapper(new YAMLFactory())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        Entry[] entries = mapper.readValue(in, Entry[].class);
        return new FailureCatalogue(
                List.of(entries).stream().map(FailureCatalogueReader::mode).toList());
    }

    private record Entry(
            String code,
            @Nullable Integer number,
            String title,
            String advice,
            @com.fasterxml.jackson.annotation.JsonProperty("class") String severity,
            String fixer,
            @Nullable String grace,
            @Nullable Integer failures,
            List<Match> match) {}

    private record Match(
            @Nullable Set<String> waiting,
            @Nullable Set<String> terminated,
            @Nullable Set<String> exit,
            @Nullable String log,
            @Nullable Set<String> event,
            @Nullable String condition,
            @Nullable Set<String> pod,
            @Nullable String computed,
            @Nullable Set<String> reason,
            @Nullable String message,
            @Nullable String not,
            @com.fasterxml.jackson.annotation.JsonProperty("while") @Nullable Set<String> states,
            @Nullable Boolean init,
            @Nullable Boolean draining,
            @Nullable Set<String> workload) {}

    private static FailureMode mode(Entry entry) {
        Finding.Severity severity = Finding.Severity.valueOf(entry.severity().toUpperCase(Locale.ROOT));
        Optional<Duration> grace =
                Optional.ofNullable(entry.grace()).map(text -> Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
        OptionalInt failures = optional(entry.failures());
        if ((severity == Finding.Severity.LIKELY) != (grace.isPresent() || failures.isPresent())) {
            throw new IllegalArgumentException(
                    entry.code() + ": class likely needs grace or failures, the others have neither");
        }
        return new FailureMode(
                entry.code(),
                optional(entry.number()),
                severity,
                grace,
                failures,
                Finding.Fixer.valueOf(entry.fixer().toUpperCase(Locale.ROOT)),
                entry.title(),
                entry.advice(),
                entry.match().stream()
                        .map(match -> matcher(entry.code(), match))
                        .toList());
    }

    private static FactMatcher matcher(String code, Match match) {
        Source source = source(code, match);
        return new FactMatcher(
                source.source(),
                source.name(),
                match.reason() == null ? source.reasons() : match.reason(),
                match.exit() == null ? Set.of() : match.exit(),
                Optional.ofNullable(match.log() == null ? match.message() : match.log())
                        .map(Pattern::compile),
                Optional.ofNullable(match.not()).map(Pattern::compile),
                match.states() == null
                        ? Set.of()
                        : match.states().stream()
                                .map(state -> Subject.State.valueOf(state.toUpperCase(Locale.ROOT)))
                                .collect(java.util.stream.Collectors.toUnmodifiableSet()),
                match.workload() == null ? Set.of() : match.workload(),
                Optional.ofNullable(match.init()),
                Optional.ofNullable(match.draining()));
    }

    private record Source(Fact.Source source, String name, Set<String> reasons) {}

    private static Source source(String code, Match match) {
        if (match.waiting() != null) {
            return new Source(Fact.Source.WAITING, "", match.waiting());
        } else if (match.terminated() != null) {
            return new Source(Fact.Source.TERMINATED, "", match.terminated());
        } else if (match.log() != null) {
            return new Source(Fact.Source.LOG, "", Set.of());
        } else if (match.event() != null) {
            return new Source(Fact.Source.EVENT, "", match.event());
        } else if (match.condition() != null) {
            return new Source(Fact.Source.CONDITION, match.condition(), Set.of());
        } else if (match.pod() != null) {
            return new Source(Fact.Source.POD, "", match.pod());
        } else if (match.computed() != null) {
            return new Source(Fact.Source.COMPUTED, match.computed(), Set.of());
        }
        throw new IllegalArgumentException(code + ": a match names nothing that could match");
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
