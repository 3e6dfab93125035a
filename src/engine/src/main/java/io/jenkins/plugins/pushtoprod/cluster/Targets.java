package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out where the objects of a release go. */
final class Targets {

    /** What only a server writes, and what people leave in files that they got from one. */
    private static final List<String> SERVER_METADATA =
            List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink");

    static final String DEFINITION = "CustomResourceDefinition";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Kinds kinds;
    private final String namespace;

    /** @param namespace for objects of a namespaced kind that name none */
    Targets(Kinds kinds, String namespace) {
        this.kinds = kinds;
        this.namespace = namespace;
    }

    static ObjectRef ref(GenericKubernetesResource object) {
        return new ObjectRef(
                text(object.getApiVersion()),
                text(object.getKind()),
                text(object.getMetadata().getNamespace()),
                text(object.getMetadata().getName()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static Stream<GenericKubernetesResource> all(Manifest manifest) {
        return Stream.of(manifest.before(), manifest.releasePhase(), manifest.after())
                .flatMap(List::stream);
    }

    /** The kinds that custom resource definitions among the objects bring along. */
    List<ResourceKind> defined(Manifest manifest) {
        List<ResourceKind> defined = new ArrayList<>();
        all(manifest)
                .filter(object -> DEFINITION.equals(object.getKind()))
                .map(this::tree)
                .forEach(definition -> {
                    JsonNode spec = definition.path("spec");
                    for (JsonNode version : spec.path("versions")) {
                        defined.add(new ResourceKind(
                                spec.path("group").asText()
                                        + '/'
                                        + version.path("name").asText(),
                                spec.at("/names/kind").asText(),
                                spec.at("/names/plural").asText(),
                                spec.path("scope").asText().equals("Namespaced")));
                    }
                });
        return defined;
    }

    /** The kind as it is served, or as it is going to be. */
    Optional<ResourceKind> kind(GenericKubernetesResource object, List<ResourceKind> defined) {
        String apiVersion = text(object.getApiVersion());
        String kind = text(object.getKind());
        return kinds.find(apiVersion, kind).or(() -> defined.stream()
                .filter(d -> d.apiVersion().equals(apiVersion) && d.kind().equals(kind))
                .findFirst());
    }

    Target target(GenericKubernetesResource object, ResourceKind kind) {
        ObjectNode body = tree(object);
        body.remove("status");
        ObjectNode metadata = body.withObject("/metadata");
        metadata.remove(SERVER_METADATA);
        if (!kind.namespaced()) {
            metadata.remove("namespace");
        } else if (metadata.path("namespace").asText("").isEmpty()) {
            metadata.put("namespace", namespace);
        }
        ObjectRef ref = new ObjectRef(
                kind.apiVersion(),
                kind.kind(),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText(""));
        return new Target(ref, kind, body);
    }

    /** The same objects, each with the namespace that it goes to. */
    Manifest resolve(Manifest manifest) {
        List<ResourceKind> defined = defined(manifest);
        return new Manifest(
                resolve(manifest.before(), defined),
                resolve(manifest.releasePhase(), defined),
                resolve(manifest.after(), defined));
    }

    private List<GenericKubernetesResource> resolve(
            List<GenericKubernetesResource> objects, List<ResourceKind> defined) {
        return objects.stream()
                .map(object -> kind(object, defined)
                        .map(kind -> object(target(object, kind).body()))
                        .orElse(object))
                .toList();
    }

    private ObjectNode tree(GenericKubernetesResource object) {
        return mapper.valueToTree(object);
    }

    private GenericKubernetesResource object(ObjectNode tree) {
        try {
            return mapper.treeToValue(tree, GenericKubernetesResource.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
