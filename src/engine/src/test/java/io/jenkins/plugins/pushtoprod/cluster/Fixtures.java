package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small objects to release. */
final class Fixtures {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Fixtures() {}

    static GenericKubernetesResource object(String yaml) {
        return MAPPER.convertValue(Trees.tree(yaml), GenericKubernetesResource.class);
    }

    static List<GenericKubernetesResource> objects(String... yaml) {
        return Arrays.stream(yaml).map(Fixtures::object).toList();
    }

    static Manifest manifest(String... yaml) {
        return new Manifest(List.of(), List.of(), objects(yaml));
    }

    static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: {value: "%s"}
                """
                .formatted(name, value);
    }

    /** Runs no pod. */
    static String deployment(String name, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, annotations: {push-to-prod.jenkins.io/time: "%s"}}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                      containers:
                        - {name: web, image: "%s"}
                """
                .formatted(name, Instant.now(), name, name, image);
    }

    static Provenance commit(String id, String time) {
        return new Provenance(
                Optional.of(id),
                Optional.of(Instant.parse(time)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
