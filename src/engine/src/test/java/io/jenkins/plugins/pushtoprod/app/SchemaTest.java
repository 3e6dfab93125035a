package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Holds the JSON Schema and the reader together: what an editor says and what a build says are the same. */
class SchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaFile SCHEMA = SchemaFile.load();
    private static final JsonSchema VALIDATOR =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA.root());

    private final Path directory;

    SchemaTest(@TempDir Path directory) {
        this.directory = directory;
    }

    static List<Path> valid() {
        return Corpus.files("valid");
    }

    static List<Path> structure() {
        return Corpus.files("structure");
    }

    static List<Path> meaning() {
        return Corpus.files("meaning");
    }

    @ParameterizedTest
    @MethodSource({"valid", "meaning"})
    void acceptsWhatHasTheRightStructure(Path file) throws IOException {
        assertThat(validate(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("structure")
    void refusesTheStructureThatTheReaderRefuses(Path file) throws IOException {
        assertThat(validate(Files.readString(file))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void hasTheKeysOfTheReader(Shape shape) {
        assertThat(SCHEMA.properties(shape).keySet()).containsExactlyElementsOf(shape.keys());
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void saysWhatEachKeyIs(Shape shape) {
        assertThat(SCHEMA.properties(shape)).allSatisfy((key, property) -> {
            assertThat(property.path("title").asText()).isNotBlank();
            assertThat(property.path("description").asText()).isNotBlank();
        });
    }

    @Test
    void givesExamplesThatAreRead() throws IOException {
        int read = 0;
        for (Shape shape : Shape.values()) {
            for (Map.Entry<String, JsonNode> property : SCHEMA.properties(shape).entrySet()) {
                for (JsonNode example : property.getValue().path("examples")) {
                    String file = fileWith(shape, property.getKey(), example);
                    assertThat(validate(file)).as(file).isEmpty();
                    read(file);
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(40);
    }

    @Test
    void givesTheDefaultsOfTheReader() throws IOException {
        int compared = 0;
        for (Shape shape : List.of(
                Shape.PROCESS,
                Shape.SCALE,
                Shape.RESOURCES,
                Shape.SCHEDULE,
                Shape.STORAGE,
                Shape.LOGGING,
                Shape.SECURITY)) {
            for (Map.Entry<String, JsonNode> property : SCHEMA.properties(shape).entrySet()) {
                JsonNode value = property.getValue().get("default");
                if (value != null) {
                    JsonNode nothing = JSON.nullNode();
                    assertThat(read(fileWith(shape, property.getKey(), value)))
                            .as(property.getKey())
                            .isEqualTo(read(fileWith(shape, property.getKey(), nothing)));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(15);
    }

    /** A file that is right, and has one key of a shape set to a value. */
    private static String fileWith(Shape shape, String key, JsonNode value) throws IOException {
        String entry = JSON.writeValueAsString(key) + ": " + JSON.writeValueAsString(value);
        String volumes = "storage: { data: { path: /data } }\n";
        String nightly = "schedules: { nightly: { cron: \"@daily\", command: x } }\n";
        return switch (shape) {
            case APP -> entry;
            case ENVIRONMENT ->
                volumes
                        + nightly
                        + "processes: { web: {}, worker: x }\nconfig: { DEBUG: 1 }\nenvironments: { production: { "
                        + entry + " } }";
            case PROCESS -> volumes + "processes: { web: { " + entry + " } }";
            case SCALE -> "processes: { web: { scale: { " + (key.equals("max") ? "" : "max: 50, ") + entry + " } } }";
            case RESOURCES -> "processes: { web: { resources: { " + entry + " } } }";
            case SCHEDULE ->
                "schedules: { nightly: { "
                        + (key.equals("cron") ? "" : "cron: \"@daily\", ")
                        + (key.equals("command") ? "" : "command: x, ") + entry + " } }";
            case STORAGE -> "storage: { data: { " + (key.equals("path") ? "" : "path: /data, ") + entry + " } }";
            case BUILD -> "build: { " + entry + " }";
            case MONITORING -> "monitoring: { " + (key.equals("path") ? "" : "path: /metrics, ") + entry + " }";
            case LOGGING -> "logging: { " + entry + " }";
            case SECURITY -> "security: { " + entry + " }";
        };
    }

    private App read(String text) throws IOException {
        Files.writeString(directory.resolve(AppReader.FILE), text);
        return new AppReader().read(directory, Optional.empty(), Overrides.NONE);
    }

    private Set<ValidationMessage> validate(String yaml) {
        // Not our own parser: whether an editor's reads the same is part of the question.
        Load load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
        Object document = load.loadFromString(yaml);
        return document == null ? Set.of() : VALIDATOR.validate(JSON.valueToTree(document));
    }
}
