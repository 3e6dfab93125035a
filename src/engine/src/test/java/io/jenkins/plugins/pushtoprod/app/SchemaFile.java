package io.jenkins.plugins.pushtoprod.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The JSON Schema that ships with the engine.
 *
 * @param root the whole
 */
record SchemaFile(JsonNode root) {

    private static final Map<Shape, String> DEFINITIONS = Map.ofEntries(
            Map.entry(Shape.APP, ""),
            Map.entry(Shape.ENVIRONMENT, "/$defs/environment"),
            Map.entry(Shape.PROCESS, "/$defs/process"),
            Map.entry(Shape.SCALE, "/$defs/scale"),
            Map.entry(Shape.RESOURCES, "/$defs/resources"),
            Map.entry(Shape.SCHEDULE, "/$defs/schedule"),
            Map.entry(Shape.STORAGE, "/$defs/volume"),
            Map.entry(Shape.BUILD, "/$defs/build"),
            Map.entry(Shape.MONITORING, "/$defs/monitoring"),
            Map.entry(Shape.LOGGING, "/$defs/logging"),
            Map.entry(Shape.SECURITY, "/$defs/security"));

    static SchemaFile load() {
        try (InputStream in = Objects.requireNonNull(AppReader.class.getResourceAsStream("push-to-prod.schema.json"))) {
            return new SchemaFile(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition of a shape. */
    JsonNode definition(Shape shape) {
        return root.at(DEFINITIONS.get(shape));
    }

    /** The properties of a shape by key, each with what a {@code $ref} in it says; what it says itself wins. */
    Map<String, JsonNode> properties(Shape shape) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        definition(shape).path("properties").properties().forEach(property -> {
            ObjectNode all = new ObjectMapper().createObjectNode();
            String ref = property.getValue().path("$ref").asText();
            if (!ref.isEmpty()) {
                all.setAll((ObjectNode) root.at(ref.substring(1)));
            }
            all.setAll((ObjectNode) property.getValue());
            properties.put(property.getKey(), all);
        });
        return properties;
    }
}
