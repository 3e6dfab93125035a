package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The labels of pods. A label that any selector of the manifest looks at is not added: it could bring a pod under a Service, a disruption
 * budget or a policy that was never meant for it.
 */
final class PodLabels {

    private final String app;
    private final Set<String> selecting = new HashSet<>();

    PodLabels(String app, List<ObjectNode> objects) {
        this.app = app;
        objects.forEach(object -> {
            if (Tree.kind(object).equals("Service")) {
                object.path("spec").path("selector").fieldNames().forEachRemaining(selecting::add);
            }
            collect(object);
        });
    }

    /** The labels that say nothing of a single component. */
    static Map<String, String> common(String app) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(Labels.INSTANCE, app);
        labels.put(Labels.PART_OF, app);
        labels.put(Labels.MANAGED_BY, Labels.MANAGER);
        return labels;
    }

    void into(PodTemplate template) {
        Map<String, String> labels = new TreeMap<>(common(app));
        labels.put(Labels.NAME, app);
        labels.put(Labels.COMPONENT, Names.limit(template.name(), Names.LABEL));
        labels.keySet().removeAll(selecting);
        Tree.addMissing(Tree.metadata(template.template()), "labels", labels);
    }

    private void collect(JsonNode node) {
        node.path("matchLabels").fieldNames().forEachRemaining(selecting::add);
        node.path("matchExpressions")
                .forEach(expression -> selecting.add(expression.path("key").asText()));
        node.forEach(this::collect);
    }
}
