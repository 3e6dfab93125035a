package io.jenkins.plugins.pushtoprod.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was written, not yet understood: a tree in which everything knows its place. */
sealed interface Node {

    Origin origin();

    /** How many nodes there are in this tree. */
    int size();

    /** What a message calls it. */
    String describe();

    /** Fields in the order they were written. */
    record Mapping(Origin origin, Map<String, Field> fields) implements Node {

        public Mapping {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public int size() {
            return 1 + fields.values().stream().mapToInt(f -> f.value().size()).sum();
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /**
     * A value and the place of its key.
     *
     * @param key where the key was written
     */
    record Field(Origin key, Node value) {}

    /** Items in order. */
    record Sequence(Origin origin, List<Node> items) implements Node {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public int size() {
            return 1 + items.stream().mapToInt(Node::size).sum();
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param text as it was written, without quotes
     */
    record Scalar(Origin origin, String text, Type type) implements Node {

        @Override
        public int size() {
            return 1;
        }

        @Override
        public String describe() {
            return switch (type) {
                case NULL -> "nothing";
                case BOOLEAN, NUMBER -> Quote.plain(text);
                case STRING, UNTYPED -> Quote.of(text);
            };
        }
    }

    /** What a scalar is by the core schema of YAML 1.2. */
    enum Type {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        /** A parameter's text, which is whatever the key takes. */
        UNTYPED
    }
}
