package io.jenkins.plugins.pushtoprod.app;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lays one source over another: mappings merge, lists and single values replace, nothing ({@code null}) removes. */
final class Layers {

    private Layers() {}

    /** {@code top} over {@code base}; what remains keeps its own origin. */
    static Node.Mapping merge(Node.Mapping base, Node.Mapping top) {
        Map<String, Node.Field> fields = new LinkedHashMap<>(base.fields());
        top.fields().forEach((key, over) -> {
            Node.Field under = fields.get(key);
            if (under == null) {
                fields.put(key, over);
            } else if (isNothing(over.value()) && !isNothing(under.value())) {
                fields.remove(key);
            } else if (under.value() instanceof Node.Mapping a && over.value() instanceof Node.Mapping b) {
                fields.put(key, new Node.Field(over.key(), merge(a, b)));
            } else {
                fields.put(key, over);
            }
        });
        return new Node.Mapping(top.origin(), fields);
    }

    /** Writes a process that is just a command as the mapping it stands for, so that layers meet key by key. */
    static Node.Mapping withCommandsSpelledOut(Node.Mapping layer) {
        Node.Field processes = layer.fields().get("processes");
        if (processes == null || !(processes.value() instanceof Node.Mapping byName)) {
            return layer;
        }
        Map<String, Node.Field> spelled = new LinkedHashMap<>();
        byName.fields().forEach((name, field) -> spelled.put(name, new Node.Field(field.key(), spelledOut(field))));
        Map<String, Node.Field> fields = new LinkedHashMap<>(layer.fields());
        fields.put("processes", new Node.Field(processes.key(), new Node.Mapping(byName.origin(), spelled)));
        return new Node.Mapping(layer.origin(), fields);
    }

    private static Node spelledOut(Node.Field process) {
        Node value = process.value();
        if (value instanceof Node.Mapping || isNothing(value)) {
            return value;
        }
        return new Node.Mapping(value.origin(), Map.of("command", new Node.Field(process.key(), value)));
    }

    /** A mapping without keys where there is nothing. */
    static Node emptyForNothing(Node node) {
        return isNothing(node) ? new Node.Mapping(node.origin(), Map.of()) : node;
    }

    static boolean isNothing(Node node) {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL;
    }
}
