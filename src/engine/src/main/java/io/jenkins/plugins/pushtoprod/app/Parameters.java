package io.jenkins.plugins.pushtoprod.app;

import java.util.Map;
import java.util.Optional;

/** Makes a layer of a setting that came as a parameter. */
final class Parameters {

    private Parameters() {}

    static Optional<Node.Mapping> layer(Overrides.Setting setting, Problems problems) {
        Origin origin = Origin.ofParameter(setting.key());
        String[] segments = setting.key().split("\\.", -1);
        for (String segment : segments) {
            if (segment.isBlank()) {
                problems.key(
                        origin, "expected the path of a key", "Such as processes.web.instances or config.LOG_LEVEL");
                return Optional.empty();
            }
        }
        if (segments[0].equals("environments")) {
            problems.key(
                    origin,
                    "a parameter goes over the environment already",
                    "Leave out environments and the environment's name");
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
            Node parsed = YamlParser.parse(origin.where(), text, problems).orElseThrow();
            return parsed;
        }
        return new Node.Scalar(origin, text, text.equals("null") ? Node.Type.NULL : Node.Type.UNTYPED);
    }
}
