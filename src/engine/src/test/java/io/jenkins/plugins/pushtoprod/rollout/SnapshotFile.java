package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads a snapshot from YAML documents: objects as an API server returned them, the workload first. */
final class SnapshotFile {

    static final Path DIRECTORY = Path.of("src/test/resources/io/jenkins/plugins/pushtoprod/rollout/snapshots");

    private SnapshotFile() {}

    static Snapshot read(String name, Instant now) {
        return read(name, now, UnaryOperator.identity());
    }

    /** @param edit changes the YAML before it is read */
    static Snapshot read(String name, Instant now, UnaryOperator<String> edit) {
        String yaml;
        try {
            yaml = edit.apply(Files.readString(DIRECTORY.resolve(name + ".yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<HasMetadata> objects = new ArrayList<>();
        for (String document : Pattern.compile("(?m)^---$").split(yaml)) {
            if (!document.isBlank()) {
                objects.add(parse(document));
            }
        }
        HasMetadata workload = objects.get(0);
        return new Snapshot(
                now,
                Testbed.applied(workload, Release.Change.CREATED),
                Optional.empty(),
                Optional.of(workload),
                of(objects, ReplicaSet.class),
                of(objects, ControllerRevision.class),
                of(objects, Pod.class),
                of(objects, Event.class),
                of(objects, Node.class),
                Map.of(),
                true);
    }

    private static HasMetadata parse(String document) {
        try (InputStream in = new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))) {
            Object object = Serialization.unmarshal(in);
            if (object instanceof GenericKubernetesResource generic) {
                throw new IllegalArgumentException("unexpected " + generic.getKind());
            }
            return (HasMetadata) object;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T extends HasMetadata> List<T> of(List<HasMetadata> objects, Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
