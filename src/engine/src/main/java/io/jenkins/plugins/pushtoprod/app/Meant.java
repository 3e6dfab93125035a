package io.jenkins.plugins.pushtoprod.app;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a user meant by a key that is not known where it was written. */
final class Meant {

    /** Words of Kubernetes, Compose and others for what has another name here. */
    private static final Map<String, String> OTHER_WORDS = Map.ofEntries(
            Map.entry("replicas", "instances"),
            Map.entry("cmd", "command"),
            Map.entry("entrypoint", "command"),
            Map.entry("args", "command"),
            Map.entry("run", "command"),
            Map.entry("ports", "port"),
            Map.entry("healthcheck", "health"),
            Map.entry("readiness", "health"),
            Map.entry("host", "routes"),
            Map.entry("hosts", "routes"),
            Map.entry("domains", "routes"),
            Map.entry("ingress", "routes"),
            Map.entry("autoscaling", "scale"),
            Map.entry("strategy", "update"),
            Map.entry("env", "config"),
            Map.entry("variables", "config"),
            Map.entry("services", "processes"),
            Map.entry("jobs", "schedules"),
            Map.entry("cronjobs", "schedules"),
            Map.entry("volumes", "storage"),
            Map.entry("storageClass", "class"),
            Map.entry("mountPath", "path"),
            Map.entry("runAsUser", "user"),
            Map.entry("metrics", "monitoring"));

    private Meant() {}

    /** A question that names the key, and the section it belongs to when that is another one. */
    static Optional<String> by(String key, Shape shape) {
        Optional<String> near = Nearest.to(key, shape.keys());
        if (near.isPresent()) {
            return near.map(k -> "Did you mean " + k + "?");
        }
        String word = OTHER_WORDS.getOrDefault(key, key);
        if (shape.keys().contains(word)) {
            return Optional.of("Did you mean " + word + "?");
        }
        return Stream.of(Shape.values())
                .filter(other -> other.keys().contains(word))
                .findFirst()
                // What is the same everywhere has been left out of environments on purpose.
                .filter(other -> shape != Shape.ENVIRONMENT || other != Shape.APP)
                .map(other ->
                        "Did you mean " + word + (other == Shape.APP ? " at the top?" : " in " + other.title() + "?"));
    }
}
