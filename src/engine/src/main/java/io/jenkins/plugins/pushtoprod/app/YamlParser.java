package io.jenkins.plugins.pushtoprod.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Makes nodes of YAML 1.2 text, by its core schema (so {@code no} and {@code 1:30} are text). Types are never instantiated: it works
 * on the parser's events. Anchors and aliases may be used, as long as what they expand to stays small; merge keys, tags, duplicate
 * keys and more than one document are refused.
 */
final class YamlParser {

    /** What every alias stands for is counted again each time. */
    static final int MOST_NODES = 10_000;

    static final int DEEPEST = 20;

    private static final CoreSchema SCHEMA = new CoreSchema();

    private final String source;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private int nodes;

    private YamlParser(String source, String text, Problems problems) {
        this.source = source;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setSchema(SCHEMA)
                .setCodePointLimit(SourceFile.LARGEST)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * Parses one document.
     *
     * @param source what to call it in messages
     * @param text the document
     * @return empty when there is nothing but comments
     */
    static Optional<Node> parse(String source, String text, Problems problems) {
        YamlParser parser = new YamlParser(source, text, problems);
        try {
            return parser.document();
        } catch (YamlEngineException e) {
            throw YamlSyntax.explain(source, e, problems);
        }
    }

    private Optional<Node> document() {
        events.next();
        Event start = events.next();
        if (!(start instanceof DocumentStartEvent)) {
            return Optional.empty();
        }
        Node root = node(events.next(), "", 0);
        events.next();
        if (events.next() instanceof DocumentStartEvent second) {
            throw problems.syntax(
                    at(second, ""), "a second document starts here", "Keep one document: remove the line with ---");
        }
        return Optional.of(root);
    }

    private Node node(Event event, String key, int depth) {
        Origin origin = at(event, key);
        if (depth > DEEPEST) {
            throw problems.syntax(
                    origin, "nested deeper than " + DEEPEST + " levels", "Nothing here needs that: flatten it");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias, origin);
        }
        count(1, origin);
        Node node;
        if (event instanceof MappingStartEvent mapping) {
            refuseTag(mapping.getTag(), origin);
            node = mapping(origin, key, depth);
        } else if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence.getTag(), origin);
            node = sequence(origin, key, depth);
        } else {
            ScalarEvent scalar = (ScalarEvent) event;
            refuseTag(scalar.getTag(), origin);
            if (scalar.getValue().indexOf('\0') >= 0) {
                problems.value(origin, "a value cannot contain U+0000", Optional.of("Remove the \\0"));
            }
            node = new Node.Scalar(origin, scalar.getValue(), type(scalar));
        }
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private Node alias(AliasEvent event, Origin origin) {
        // An anchor is known once its node is whole, so that no tree contains itself.
        Node node = anchors.get(event.getAlias());
        if (node == null) {
            throw problems.syntax(
                    origin,
                    "the alias *" + Quote.plain(event.getAlias().getValue()) + " stands for nothing",
                    "Put the anchor &" + Quote.plain(event.getAlias().getValue())
                            + " before it, or quote the value if the * is part of it");
        }
        count(node.size(), origin);
        return node;
    }

    private void count(int more, Origin origin) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw problems.syntax(
                    origin,
                    "expands to more than " + MOST_NODES + " values",
                    "Use fewer aliases: what one stands for counts each time");
        }
    }

    private Node mapping(Origin origin, String path, int depth) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        for (Event event = events.next(); !isEnd(event); event = events.next()) {
            String key = key(event, path);
            String keyPath = Origin.join(path, key);
            Origin keyOrigin = at(event, keyPath);
            Node value = node(events.next(), keyPath, depth + 1);
            Node.@Nullable Field first = fields.putIfAbsent(key, new Node.Field(keyOrigin, value));
            if (first != null) {
                problems.key(
                        keyOrigin,
                        "the key " + Quote.of(key) + " is here twice",
                        "Keep one; the first is on line " + first.key().line());
            }
        }
        return new Node.Mapping(origin, fields);
    }

    private String key(Event event, String path) {
        Origin origin = at(event, path);
        if (!(event instanceof ScalarEvent scalar)) {
            throw problems.syntax(
                    origin,
                    "expected a key, found " + (event instanceof AliasEvent ? "an alias" : "a nested value"),
                    "A key is a word before a colon; quote a value that starts with {, [, * or ?");
        }
        refuseTag(scalar.getTag(), origin);
        count(1, origin);
        if (type(scalar) == Node.Type.NULL) {
            throw problems.syntax(origin, "expected a key before the colon", "Write a key, such as name: users-api");
        }
        if (scalar.getValue().equals("<<") && scalar.isPlain()) {
            throw problems.syntax(
                    at(event, Origin.join(path, "<<")),
                    "the merge key << is not part of YAML 1.2",
                    "Write the keys out; what differs between environments belongs under environments");
        }
        scalar.getAnchor().ifPresent(a -> anchors.put(a, new Node.Scalar(origin, scalar.getValue(), type(scalar))));
        return scalar.getValue();
    }

    private Node sequence(Origin origin, String path, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); !isEnd(event); event = events.next()) {
            items.add(node(event, path + '[' + items.size() + ']', depth + 1));
        }
        return new Node.Sequence(origin, items);
    }

    private static boolean isEnd(Event event) {
        return event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd;
    }

    private void refuseTag(Optional<String> tag, Origin origin) {
        if (tag.isPresent()) {
            throw problems.syntax(
                    origin,
                    "the tag " + Quote.plain(tag.get().replaceFirst("^" + Tag.PREFIX, "!!"))
                            + " is refused: no value here needs a type of its own",
                    "Remove the tag; quote a value that is meant to start with !");
        }
    }

    private static Node.Type type(ScalarEvent scalar) {
        if (!scalar.isPlain()) {
            return Node.Type.STRING;
        }
        Tag tag = SCHEMA.getScalarResolver().resolve(scalar.getValue(), true);
        if (tag.equals(Tag.NULL)) {
            return Node.Type.NULL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Node.Type.BOOLEAN;
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Node.Type.NUMBER : Node.Type.STRING;
    }

    private Origin at(Event event, String key) {
        return YamlSyntax.origin(source, event.getStartMark(), key);
    }
}
