package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Environment.MonitoringProfile;
import io.jenkins.plugins.pushtoprod.app.Monitoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Tells Prometheus where the app's metrics are: by the annotations that its own example configuration for Kubernetes reads
 * (<a href="https://github.com/prometheus/prometheus/blob/main/documentation/examples/prometheus-kubernetes.yml">prometheus-kubernetes.yml</a>),
 * or by a PodMonitor
 * (<a href="https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor">monitoring.coreos.com/v1</a>).
 * A team that has either already is left alone, lest everything be counted twice.
 */
final class MetricsHints {

    private static final String PREFIX = "prometheus.io/";

    private final Monitoring monitoring;
    private final MonitoringProfile profile;
    private final AppContainers app;
    private final List<ObjectNode> objects;

    MetricsHints(ManifestRequest request, AppContainers app, List<ObjectNode> objects) {
        this.monitoring = request.app().monitoring();
        this.profile = request.environment().monitoring();
        this.app = app;
        this.objects = objects;
    }

    /** Annotates pod templates. Returns what else there has to be. */
    List<ObjectNode> into(List<PodTemplate> templates) {
        List<ObjectNode> monitors = new ArrayList<>();
        Optional<String> path = monitoring.path();
        if (path.isEmpty() || profile == MonitoringProfile.NONE || collectedAlready()) {
            return monitors;
        }
        for (PodTemplate template : templates) {
            if (template.lasting()) {
                app.of(template).stream()
                        .filter(container -> port(container).isPresent())
                        .findFirst()
                        .ifPresent(container -> {
                            if (profile == MonitoringProfile.PROMETHEUS_ANNOTATIONS) {
                                annotate(template, container, path.get());
                            } else {
                                monitors.add(podMonitor(template, container, path.get()));
                            }
                        });
            }
        }
        return monitors;
    }

    private void annotate(PodTemplate template, ObjectNode container, String path) {
        ObjectNode metadata = Tree.metadata(template.template());
        JsonNode annotations = metadata.path("annotations");
        if (annotations.has(PREFIX + "scrape")) {
            return;
        }
        Map<String, String> added = new TreeMap<>();
        added.put(PREFIX + "scrape", "true");
        added.put(PREFIX + "path", path);
        added.put(PREFIX + "port", Integer.toString(port(container).orElseThrow()));
        Tree.addMissing(metadata, "annotations", added);
    }

    private ObjectNode podMonitor(PodTemplate template, ObjectNode container, String path) {
        ObjectNode monitor = JsonNodeFactory.instance.objectNode();
        monitor.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PodMonitor");
        ObjectNode metadata = monitor.putObject("metadata");
        metadata.put("name", template.name()).put("namespace", Tree.namespace(template.owner()));
        ObjectNode spec = monitor.putObject("spec");
        spec.set("selector", template.owner().path("spec").path("selector").deepCopy());
        spec.putArray("podMetricsEndpoints")
                .addObject()
                .put("port", portName(container, port(container).orElseThrow()))
                .put("path", path);
        return monitor;
    }

    /** A PodMonitor finds a port by its name alone. */
    private static String portName(ObjectNode container, int number) {
        for (ObjectNode port : Tree.objects(container.path("ports"))) {
            if (port.path("containerPort").asInt() == number) {
                if (!port.has("name")) {
                    port.put("name", PodTemplates.METRICS);
                }
                return port.path("name").asText();
            }
        }
        Tree.list(container, "ports")
                .addObject()
                .put("name", PodTemplates.METRICS)
                .put("containerPort", number)
                .put("protocol", "TCP");
        return PodTemplates.METRICS;
    }

    private OptionalInt port(ObjectNode container) {
        if (monitoring.port().isPresent()) {
            return monitoring.port();
        }
        return Tree.objects(container.path("ports")).stream()
                .mapToInt(port -> port.path("containerPort").asInt())
                .filter(port -> port > 0)
                .findFirst();
    }

    private boolean collectedAlready() {
        return objects.stream().anyMatch(object -> switch (Tree.kind(object)) {
            case "PodMonitor", "ServiceMonitor" -> true;
            case "Service" -> object.path("metadata").path("annotations").has(PREFIX + "scrape");
            default -> false;
        });
    }
}
