package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses JSON: one object, or several after one another. */
final class JsonDocuments {

    private final String file;
    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(YamlDocuments.DEEPEST)
                    .build())
            .build());

    JsonDocuments(String file) {
        this.file = file;
    }

    List<Document> parse(String text) {
        List<Document> documents = new ArrayList<>();
        try (JsonParser parser = mapper.createParser(text)) {
            while (parser.nextToken() != null) {
                int line = parser.currentTokenLocation().getLineNr();
                JsonNode root = parser.readValueAsTree();
                if (!(root instanceof ObjectNode object)) {
                    throw problem("Expected an object in braces.", line);
                }
                documents.add(new Document(file, line, object, Map.of()));
            }
        } catch (JsonProcessingException e) {
            throw problem(
                    reason(e), e.getLocation() == null ? 1 : e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    /** Not Jackson's own text, which quotes the source: there may be a secret in it. */
    private static String reason(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "Nested deeper than " + YamlDocuments.DEEPEST + " levels, or a number or text is too long.";
        }
        return e.getOriginalMessage().startsWith("Duplicate") ? "A key is here twice." : "This is not JSON.";
    }

    private ProblemException problem(String what, int line) {
        return new ProblemException(Problem.of(
                Problem.Kind.INPUT, what, file + ":" + line, "Check commas, quotes and braces here and before."));
    }
}
