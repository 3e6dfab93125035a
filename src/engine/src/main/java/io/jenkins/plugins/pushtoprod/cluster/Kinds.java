package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The kinds that a cluster serves, by API discovery; each group and version is asked for once. */
final class Kinds {

    private final Api api;
    private final Map<String, List<ResourceKind>> served = new ConcurrentHashMap<>();

    Kinds(Api api) {
        this.api = api;
    }

    Optional<ResourceKind> find(String apiVersion, String kind) {
        return of(apiVersion).stream()
                .filter(served -> served.kind().equals(kind))
                .findFirst();
    }

    /** The kinds of a group and version; none if the cluster does not serve it. */
    List<ResourceKind> of(String apiVersion) {
        return served.computeIfAbsent(apiVersion, this::discover);
    }

    /** After a custom resource definition was applied. */
    void forget() {
        served.clear();
    }

    private List<ResourceKind> discover(String apiVersion) {
        String path = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
        List<ResourceKind> kinds = new ArrayList<>();
        for (JsonNode resource :
                api.find(path).map(list -> list.path("resources")).orElse(MissingNode.getInstance())) {
            String plural = resource.path("name").asText();
            if (!plural.contains("/")) {
                kinds.add(new ResourceKind(
                        apiVersion,
                        resource.path("kind").asText(),
                        plural,
                        resource.path("namespaced").asBoolean()));
            }
        }
        return List.copyOf(kinds);
    }
}
