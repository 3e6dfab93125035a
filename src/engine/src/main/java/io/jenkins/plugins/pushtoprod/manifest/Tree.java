package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ways around in an object that anyone may have written: what is not there reads as empty, and what has a shape that Kubernetes would not
 * take is left as it is, for the API server to name.
 */
final class Tree {

    private Tree() {}

    /** A field that is an object, made where there is none; not part of the parent where the field is something else. */
    static ObjectNode child(ObjectNode parent, String field) {
        JsonNode child = parent.path(field);
        if (child instanceof ObjectNode object) {
            return object;
        }
        return child.isMissingNode() || child.isNull()
                ? parent.putObject(field)
                : JsonNodeFactory.instance.objectNode();
    }

    /** A field that is a list, made where there is none; not part of the parent where the field is something else. */
    static ArrayNode list(ObjectNode parent, String field) {
        JsonNode child = parent.path(field);
        if (child instanceof ArrayNode list) {
            return list;
        }
        return child.isMissingNode() || child.isNull() ? parent.putArray(field) : JsonNodeFactory.instance.arrayNode();
    }

    /** The elements of a list that are objects. */
    static List<ObjectNode> objects(JsonNode list) {
        List<ObjectNode> objects = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(element -> {
                if (element instanceof ObjectNode object) {
                    objects.add(object);
                }
            });
        }
        return objects;
    }

    /** Adds what is not there; what is there wins. */
    static void addMissing(ObjectNode parent, String field, Map<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        ObjectNode child = child(parent, field);
        values.forEach((key, value) -> {
            if (!child.has(key)) {
                child.put(key, value);
            }
        });
    }

    static ObjectNode metadata(ObjectNode object) {
        return child(object, "metadata");
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asText();
    }

    /** The API group; empty for the core group. */
    static String group(JsonNode object) {
        String version = object.path("apiVersion").asText();
        int slash = version.indexOf('/');
        return slash < 0 ? "" : version.substring(0, slash);
    }
}
