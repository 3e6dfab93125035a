package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Between typed objects, trees that can be changed, and generic objects. */
final class Conversion {

    private final ObjectMapper mapper = new ObjectMapper();

    /** A copy as a tree; with the fields of typed objects in the order of their model. */
    ObjectNode tree(HasMetadata object) {
        return mapper.valueToTree(object);
    }

    GenericKubernetesResource object(ObjectNode tree) {
        try {
            return mapper.treeToValue(tree, GenericKubernetesResource.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree with a field of the wrong type: " + e.getOriginalMessage(), e);
        }
    }
}
