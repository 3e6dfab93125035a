package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Keeps docs/push-to-prod-yaml.md current: its tables are the JSON Schema's. {@code -Dupdate} writes them anew. */
class ReferenceTest {

    private static final Path DOCUMENT = Path.of("../../docs/push-to-prod-yaml.md");
    private static final SchemaFile SCHEMA = SchemaFile.load();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLAIN =
            Pattern.compile("(?!true|false|null)-?[A-Za-z/][A-Za-z0-9 ._/-]*(:[A-Za-z0-9._-]+)*");

    @ParameterizedTest
    @EnumSource(Shape.class)
    void hasTheKeysOfTheSchema(Shape shape) throws IOException {
        String document = Files.readString(DOCUMENT);
        String start = "<!-- keys: " + shape.name().toLowerCase(Locale.ROOT) + " -->\n";
        int from = document.indexOf(start) + start.length();
        assertThat(from).as("has a place for %s", shape).isGreaterThan(start.length());
        int to = document.indexOf("<!-- end -->", from);

        if (System.getProperty("update") != null) {
            Files.writeString(DOCUMENT, document.substring(0, from) + table(shape) + document.substring(to));
        }
        String current = Files.readString(DOCUMENT);
        assertThat(current.substring(from, current.indexOf("<!-- end -->", from)))
                .isEqualTo(table(shape));
    }

    static List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        while (block.find()) {
            files.add(block.group(1));
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void showsFilesThatAreRead(String file, @TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("push-to-prod.yaml"), file);

        assertThat(new AppReader()
                        .read(directory, Optional.empty(), Overrides.NONE)
                        .processes())
                .containsKey("web");
    }

    @Test
    void namesTheSchemaByItsId() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .contains("# yaml-language-server: $schema="
                        + SCHEMA.root().path("$id").asText() + "\n");
    }

    private static String table(Shape shape) {
        StringBuilder table = new StringBuilder("| Key | Meaning | Default | Example |\n|---|---|---|---|\n");
        SCHEMA.properties(shape).forEach((key, property) -> {
            List<String> examples = new ArrayList<>();
            property.path("examples").forEach(example -> examples.add(code(example)));
            row(
                    table,
                    "`" + key + "`",
                    property.path("description").asText(),
                    fallback(property),
                    String.join(" or ", examples));
        });
        return table.toString();
    }

    private static String fallback(JsonNode property) {
        if (property.has("default")) {
            return code(property.path("default"));
        }
        return property.path("x-default").asText("none");
    }

    private static void row(StringBuilder table, String... cells) {
        for (String cell : cells) {
            table.append("| ").append(cell.replace("|", "\\|")).append(cell.isEmpty() ? "" : " ");
        }
        table.append("|\n");
    }

    private static String code(JsonNode value) {
        String yaml = flow(value);
        Object read =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        assertThat((JsonNode) JSON.valueToTree(read)).as(yaml).isEqualTo(value);
        return '`' + yaml + '`';
    }

    /** As a person writes it in one line. */
    private static String flow(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(field -> field.getKey() + ": " + flow(field.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(flow(item)));
            return items.stream().collect(Collectors.joining(", ", "[", "]"));
        }
        boolean plain = value.isTextual() && (PLAIN.matcher(value.asText()).matches() || isQuantity(value.asText()));
        return plain ? value.asText() : value.toString();
    }

    private static boolean isQuantity(String text) {
        return text.matches("[0-9]+[A-Za-z]+");
    }
}
