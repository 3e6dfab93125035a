package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Parses YAML of several documents, from the parser's events. Aliases are copies, each counted; merge keys are known, as kubectl knows them. */
final class YamlDocuments {

    /** Values of a file, with what aliases expand to. */
    static final int MOST_NODES = 500_000;

    static final int DEEPEST = 100;

    private static final String MERGE = "<<";
    private static final Set<String> TAGS = Set.of("str", "int", "float", "bool", "null", "map", "seq");

    private final String file;
    private final String text;
    private final KubernetesScalars scalars = new KubernetesScalars();
    private final Iterator<Event> events;
    private final JsonNodeFactory make = JsonNodeFactory.instance;
    private final Map<Anchor, JsonNode> anchors = new HashMap<>();
    private final Map<ObjectNode, Map<String, Integer>> lines = new IdentityHashMap<>();
    private int nodes;

    private YamlDocuments(String file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(scalars)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.file = file;
        this.text = text;
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The documents that are not empty. */
    static List<Document> parse(String file, String text) {
        YamlDocuments parser = new YamlDocuments(file, text);
        try {
            return parser.documents();
        } catch (YamlEngineException e) {
            throw parser.explained(e);
        }
    }

    private List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd -> anchors.clear();
                default -> {
                    JsonNode root = node(event, 0);
                    if (root instanceof ObjectNode object) {
                        documents.add(new Document(file, line(event), object, lines));
                    } else if (!root.isNull()) {
                        throw problem(
                                event,
                                "Expected an object, found " + (root.isArray() ? "a list" : "a value") + ".",
                                "Start with apiVersion: and kind:, without a dash in front.");
                    }
                }
            }
        }
        return documents;
    }

    private JsonNode node(Event event, int depth) {
        if (depth > DEEPEST) {
            throw problem(event, "Nested deeper than " + DEEPEST + " levels.", "Nothing in Kubernetes needs that.");
        }
        if (event instanceof AliasEvent alias) {
            return copy(alias);
        }
        count(event, 1);
        JsonNode node;
        if (event instanceof MappingStartEvent mapping) {
            checkTag(event, mapping.getTag());
            node = mapping(depth);
        } else if (event instanceof SequenceStartEvent sequence) {
            checkTag(event, sequence.getTag());
            node = sequence(depth);
        } else {
            node = scalar((ScalarEvent) event);
        }
        // An anchor is known once its node is whole, so that nothing contains itself.
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private ObjectNode mapping(int depth) {
        ObjectNode mapping = make.objectNode();
        Map<String, Integer> keys = new HashMap<>();
        List<ObjectNode> merged = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key) || key.getValue().isEmpty() && key.isPlain()) {
                throw problem(event, "Expected a key.", advice("Quote a value that starts with {, [, *, & or ?"));
            }
            count(event, 1);
            Event value = events.next();
            if (key.getValue().equals(MERGE) && key.isPlain()) {
                merge(value, node(value, depth + 1), merged);
                continue;
            }
            Integer first = keys.putIfAbsent(key.getValue(), line(event));
            if (first != null) {
                throw problem(
                        event,
                        "The key " + key.getValue() + " is here twice.",
                        "Keep one; the first is on line " + first + ".");
            }
            mapping.set(key.getValue(), node(value, depth + 1));
        }
        merged.forEach(other -> other.properties().forEach(entry -> {
            if (!mapping.has(entry.getKey())) {
                mapping.set(entry.getKey(), entry.getValue());
            }
        }));
        lines.put(mapping, keys);
        return mapping;
    }

    private void merge(Event event, JsonNode value, List<ObjectNode> merged) {
        List<ObjectNode> mappings = value instanceof ObjectNode one ? List.of(one) : Tree.objects(value);
        if (mappings.isEmpty() || value.isArray() && mappings.size() != value.size()) {
            throw problem(
                    event, "The merge key << takes mappings.", "Give it an alias of a mapping, such as <<: *base");
        }
        merged.addAll(mappings);
    }

    private ArrayNode sequence(int depth) {
        ArrayNode sequence = make.arrayNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            sequence.add(node(event, depth + 1));
        }
        return sequence;
    }

    private JsonNode scalar(ScalarEvent event) {
        checkTag(event, event.getTag());
        boolean text = !event.isPlain() || event.getTag().equals(Optional.of(Tag.STR.getValue()));
        if (text) {
            return make.textNode(event.getValue());
        }
        Optional<Object> value = scalars.value(event.getValue());
        if (value.isEmpty()) {
            return make.nullNode();
        }
        if (value.get() instanceof Boolean flag) {
            return make.booleanNode(flag);
        }
        if (value.get() instanceof Integer number) {
            return make.numberNode(number);
        }
        if (value.get() instanceof BigInteger number) {
            return make.numberNode(number);
        }
        return value.get() instanceof Double number ? make.numberNode(number) : make.textNode(event.getValue());
    }

    private JsonNode copy(AliasEvent alias) {
        JsonNode node = anchors.get(alias.getAlias());
        if (node == null) {
            throw problem(
                    alias,
                    "The alias *" + alias.getAlias().getValue() + " stands for nothing.",
                    "Put the anchor before it, in the same document; or quote the value, if the * is part of it.");
        }
        count(alias, size(node));
        return node.deepCopy();
    }

    private static int size(JsonNode node) {
        int size = 1;
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }

    private void count(Event event, int more) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw problem(
                    event,
                    "The file has, or expands to, more than " + MOST_NODES + " values.",
                    "Use fewer aliases, or split the file.");
        }
    }

    private void checkTag(Event event, Optional<String> tag) {
        if (tag.isPresent()
                && !(tag.get().startsWith(Tag.PREFIX) && TAGS.contains(tag.get().substring(Tag.PREFIX.length())))) {
            throw problem(
                    event,
                    "The tag " + tag.get() + " is refused: no value of a manifest has a type of its own.",
                    "Remove the tag; quote a value that starts with !");
        }
    }

    private ProblemException explained(YamlEngineException e) {
        Optional<Mark> mark = e instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark().or(marked::getContextMark)
                : Optional.empty();
        String where = file + mark.map(m -> ":" + (m.getLine() + 1)).orElse("");
        String reason = e instanceof MarkedYamlEngineException marked ? marked.getProblem() : null;
        return new ProblemException(Problem.of(
                Problem.Kind.INPUT,
                "This is not YAML: "
                        + Optional.ofNullable(reason)
                                .orElse("it cannot be parsed")
                                .strip(),
                where,
                advice("Check indentation, quotes and brackets here and on the line before.")));
    }

    private String advice(String otherwise) {
        return text.contains("{{")
                ? "The file has {{: if it is a template, render it first (helm template) and name what comes out."
                : otherwise;
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private ProblemException problem(Event event, String what, String advice) {
        return new ProblemException(Problem.of(Problem.Kind.INPUT, what, file + ":" + line(event), advice));
    }
}
