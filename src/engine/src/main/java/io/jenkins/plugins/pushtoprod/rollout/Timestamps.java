package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the cluster's own times. They are compared with each other only, never with our clock: that one may differ. */
final class Timestamps {

    private static final String CONTROLLERS = "kube-controller-manager";

    private Timestamps() {}

    static Optional<Instant> parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** When a spec was last written by somebody other than the controllers: our apply, as long as nobody superseded it. */
    static Optional<Instant> ofApply(HasMetadata object) {
        List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
        Stream<Optional<Instant>> writes = entries == null
                ? Stream.empty()
                : entries.stream()
                        .filter(entry -> entry.getSubresource() == null
                                || entry.getSubresource().isEmpty())
                        .filter(entry -> !CONTROLLERS.equals(entry.getManager()))
                        .map(entry -> parse(entry.getTime()));
        return Stream.concat(writes, Stream.of(parse(object.getMetadata().getCreationTimestamp())))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** When an event was last seen. The scheduler's events have {@code eventTime} alone. */
    static Optional<Instant> of(Event event) {
        String series = event.getSeries() == null || event.getSeries().getLastObservedTime() == null
                ? null
                : event.getSeries().getLastObservedTime().getTime();
        String time = event.getEventTime() == null ? null : event.getEventTime().getTime();
        return Stream.of(
                        series,
                        event.getLastTimestamp(),
                        time,
                        event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .map(Timestamps::parse)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
