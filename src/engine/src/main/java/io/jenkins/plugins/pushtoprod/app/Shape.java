package io.jenkins.plugins.pushtoprod.app;

import java.util.List;

/** The keys that a mapping of {@code push-to-prod.yaml} takes. A test holds them against the JSON Schema. */
enum Shape {
    APP(
            "an app",
            "name",
            "processes",
            "release",
            "schedules",
            "storage",
            "config",
            "secrets",
            "build",
            "monitoring",
            "logging",
            "security",
            "environments"),
    ENVIRONMENT(
            "an environment",
            "processes",
            "release",
            "schedules",
            "storage",
            "config",
            "secrets",
            "build",
            "monitoring",
            "logging",
            "security"),
    PROCESS(
            "a process",
            "command",
            "kind",
            "port",
            "health",
            "routes",
            "instances",
            "scale",
            "update",
            "resources",
            "storage",
            "startup",
            "stop"),
    SCALE("scale", "min", "max", "cpu"),
    RESOURCES("resources", "cpu", "memory", "cpuLimit", "memoryLimit"),
    SCHEDULE("a schedule", "cron", "command", "timeZone", "resources"),
    STORAGE("a volume", "path", "size", "class", "shared"),
    BUILD("build", "type", "base", "include", "image"),
    MONITORING("monitoring", "path", "port"),
    LOGGING("logging", "format", "multiline"),
    SECURITY(
            "security",
            "user",
            "root",
            "privilegeEscalation",
            "readOnlyRoot",
            "capabilities",
            "seccomp",
            "serviceAccountToken");

    private final String title;
    private final List<String> keys;

    Shape(String title, String... keys) {
        this.title = title;
        this.keys = List.of(keys);
    }

    /** What a message calls a mapping of this shape. */
    String title() {
        return title;
    }

    List<String> keys() {
        return keys;
    }

    /** A sentence that names all keys. */
    String takes() {
        return Character.toUpperCase(title.charAt(0)) + title.substring(1) + " takes: " + String.join(", ", keys);
    }
}
