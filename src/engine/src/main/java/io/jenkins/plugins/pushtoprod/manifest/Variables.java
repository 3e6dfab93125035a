package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The environment variables of a container, as far as the manifest tells them. */
final class Variables {

    private final ObjectNode container;
    private final String namespace;
    private final List<ObjectNode> objects;

    private Variables(ObjectNode container, String namespace, List<ObjectNode> objects) {
        this.container = container;
        this.namespace = namespace;
        this.objects = objects;
    }

    static Variables of(PodTemplate template, ObjectNode container, List<ObjectNode> objects) {
        return new Variables(container, Tree.namespace(template.owner()), objects);
    }

    /** The entry of the container's own list. */
    Optional<ObjectNode> inContainer(String name) {
        return Tree.objects(container.path("env")).stream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst();
    }

    boolean has(String name) {
        return inContainer(name).isPresent() || fromObject(name).isPresent();
    }

    /** The value, where it is written in the container or in a ConfigMap of the manifest. */
    Optional<String> value(String name) {
        Optional<ObjectNode> own = inContainer(name);
        Optional<JsonNode> value = own.isPresent() ? own.map(variable -> variable.path("value")) : fromObject(name);
        return value.filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /** The last one wins, as Kubernetes has it. A Secret's value is never looked at: it is a missing node. */
    private Optional<JsonNode> fromObject(String name) {
        Optional<JsonNode> found = Optional.empty();
        for (JsonNode from : container.path("envFrom")) {
            String prefix = from.path("prefix").asText();
            if (name.startsWith(prefix)) {
                String key = name.substring(prefix.length());
                JsonNode configMap = data("ConfigMap", from.path("configMapRef"));
                JsonNode secret = data("Secret", from.path("secretRef"));
                if (configMap.has(key)) {
                    found = Optional.of(configMap.path(key));
                } else if (secret.has(key)) {
                    found = Optional.of(MissingNode.getInstance());
                }
            }
        }
        return found;
    }

    private JsonNode data(String kind, JsonNode reference) {
        for (ObjectNode object : objects) {
            if (Tree.kind(object).equals(kind)
                    && Tree.name(object).equals(reference.path("name").asText())
                    && Tree.namespace(object).equals(namespace)) {
                return object.path("data");
            }
        }
        return MissingNode.getInstance();
    }
}
