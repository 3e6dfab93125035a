package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The schemas of an API server ({@code /openapi/v3}), made strict: a field that a schema does not name is an error. */
final class OpenApi {

    private final KubernetesClient client;
    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
    private final Map<String, JsonNode> documents = new HashMap<>();
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    OpenApi(KubernetesClient client) {
        this.client = client;
    }

    /** What is wrong with an object, by path. */
    List<String> problems(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String kind = Tree.kind(object);
        return schemas
                .computeIfAbsent(apiVersion + " " + kind, any -> schema(apiVersion, kind))
                .validate(object)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private JsonSchema schema(String apiVersion, String kind) {
        JsonNode document = documents.computeIfAbsent(apiVersion, this::fetch);
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = apiVersion.substring(slash + 1);
        for (Map.Entry<String, JsonNode> schema :
                document.at("/components/schemas").properties()) {
            for (JsonNode type : schema.getValue().path("x-kubernetes-group-version-kind")) {
                if (type.path("group").asText().equals(group)
                        && type.path("version").asText().equals(version)
                        && type.path("kind").asText().equals(kind)) {
                    ObjectNode root = mapper.createObjectNode();
                    root.put("$ref", "#/components/schemas/" + schema.getKey());
                    root.set("components", document.path("components"));
                    return factory.getSchema(root);
                }
            }
        }
        throw new AssertionError("the API server has no schema of " + apiVersion + " " + kind);
    }

    private JsonNode fetch(String apiVersion) {
        String path = (apiVersion.contains("/") ? "apis/" : "api/") + apiVersion;
        try {
            JsonNode document = mapper.readTree(client.raw("/openapi/v3/" + path));
            makeStrict(document);
            return document;
        } catch (JsonProcessingException e) {
            throw new AssertionError("no OpenAPI document for " + apiVersion, e);
        }
    }

    private static void makeStrict(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && schema.path("type").asText().equals("object")
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(OpenApi::makeStrict);
    }
}
