package io.jenkins.plugins.pushtoprod.image;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Builds against the testbed's registry, each test in a repository of its own. */
final class Builds {

    static final String REGISTRY = setting("PUSH_TO_PROD_REGISTRY", "127.0.0.1:5000");
    static final String PYTHON = "/base/python:3.11";
    static final String JAVA = "/base/java:17";

    private final Path cache;
    private final String repository = "image-it/" + UUID.randomUUID();
    private final List<BuildEvent> events = new ArrayList<>();
    private String registry = REGISTRY;
    private RegistryAccess access = new RegistryAccess(Map.of(), Set.of());
    private Provenance provenance = Provenance.UNKNOWN;
    private List<String> tags = List.of("1");

    Builds(Path cache) {
        this.cache = cache;
    }

    static String setting(String name, String otherwise) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .orElse(otherwise);
    }

    Builds through(String otherRegistry) {
        registry = otherRegistry;
        return this;
    }

    Builds with(RegistryAccess otherAccess) {
        access = otherAccess;
        return this;
    }

    Builds with(Provenance otherProvenance) {
        provenance = otherProvenance;
        return this;
    }

    Builds tags(String... otherTags) {
        tags = List.of(otherTags);
        return this;
    }

    String repository() {
        return registry + "/" + repository;
    }

    /** Of the last build. */
    List<BuildEvent> events() {
        return events;
    }

    Image build(Path sources, App app) throws InterruptedException {
        events.clear();
        return new ImageBuilder()
                .build(new BuildRequest(sources, app, repository(), tags, provenance, access, cache), event -> {
                    synchronized (events) {
                        events.add(event);
                    }
                });
    }

    /** An app on a base image of the same registry. */
    Image build(Path sources, String base) throws InterruptedException {
        return build(sources, TestApps.on(registry + base));
    }
}
