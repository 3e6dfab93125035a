package io.jenkins.plugins.pushtoprod.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a layer of a setting that came as a parameter. */
final class Parameters {

    private Parameters() {}

    static Optional<Node.Mapping> layer(Overrides.Setting setting, Problems problems) {
        Origin origin = Origin.ofParameter(setting.key());
        String[] segments = setting.key().split("\\.", -1);
        if (segments.length > YamlParser.DEEPEST || Stream.of(segments).anyMatch(String::isBlank)) {
            problems.key(origin, "expected the path of a key", "Such as processes.web.instances or config.LOG_LEVEL");
            return Optional.empty();
        }
        if (segments[0].equals("environments")) {
            problems.key(
                    origin,
                    "a parameter goes over the environment already",
                    "Leave out environments and the environment's name");
            return Optional.empty();
        }
        if (setting.value().indexOf('\0') >= 0) {
            problems.key(origin, "a value cannot contain U+0000", "Remove it");
            return Optional.empty();
        }
        Node node = value(setting.value(), origin, problems);
        for (int i = segments.length - 1; i >= 0; i--) {
            node = new Node.Mapping(origin, Map.of(segments[i], new Node.Field(origin, node)));
        }
        return Optional.of((Node.Mapping) node);
    }

    private static Node value(String text, Origin origin, Problems problems) {
        if (text.startsWith("[") || text.startsWith("{")) {
            return YamlParser.parse(origin.where(), text, problems)
                    .map(node -> moved(node, origin))
                    .orElseThrow();
        }
        return new Node.Scalar(origin, text, text.equals("null") ? Node.Type.NULL : Node.Type.UNTYPED);
    }

    /** Lines and columns mean nothing inside a parameter. */
    private static Node moved(Node node, Origin to) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Node.Field> fields = new LinkedHashMap<>();
            mapping.fields().forEach((key, field) -> {
                Origin at = to.child(key);
                fields.put(key, new Node.Field(at, moved(field.value(), at)));
            });
            return new Node.Mapping(to, fields);
        }
        if (node instanceof Node.Sequence sequence) {
            return new Node.Sequence(
                    to, sequence.items().stream().map(item -> moved(item, to)).toList());
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return new Node.Scalar(to, scalar.text(), scalar.type());
    }
}
