package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells OpenTelemetry who is speaking: an SDK by {@code OTEL_SERVICE_NAME} and {@code OTEL_RESOURCE_ATTRIBUTES}, a collector by annotations
 * of the pod. What the team set in a variable, in the container or in a ConfigMap of the manifest, wins over each single attribute. Sources:
 *
 * <ul>
 *   <li><a href="https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">Environment variables</a>, and
 *       <a href="https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable">how their
 *       values are written</a>
 *   <li>Semantic conventions for <a href="https://opentelemetry.io/docs/specs/semconv/resource/service/">service</a>,
 *       <a href="https://opentelemetry.io/docs/specs/semconv/resource/deployment-environment/">deployment.environment.name</a> and
 *       <a href="https://opentelemetry.io/docs/specs/semconv/resource/k8s/">k8s</a>
 *   <li><a href="https://opentelemetry.io/docs/specs/semconv/non-normative/k8s-attributes/">Resource attributes by annotations</a>
 *   <li>the names {@code OTEL_RESOURCE_ATTRIBUTES_POD_NAME} and {@code …_NODE_NAME}, by which the OpenTelemetry Operator passes the pod's and
 *       the node's name on
 * </ul>
 */
final class Telemetry {

    private static final String SERVICE_NAME = "OTEL_SERVICE_NAME";
    private static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";
    private static final String POD_NAME = "OTEL_RESOURCE_ATTRIBUTES_POD_NAME";
    private static final String NODE_NAME = "OTEL_RESOURCE_ATTRIBUTES_NODE_NAME";
    private static final String ANNOTATION = "resource.opentelemetry.io/";

    private final AppContainers app;
    private final String environment;
    private final List<ObjectNode> objects;

    Telemetry(ManifestRequest request, AppContainers app, List<ObjectNode> objects) {
        this.app = app;
        this.environment = request.environment().name();
        this.objects = objects;
    }

    void into(List<PodTemplate> templates) {
        for (PodTemplate template : templates) {
            List<ObjectNode> containers = app.of(template);
            if (containers.size() == 1) {
                annotate(template, containers.get(0));
            }
            containers.forEach(container -> into(template, container));
        }
    }

    private void into(PodTemplate template, ObjectNode container) {
        Variables variables = Variables.of(template, container, objects);
        Map<String, String> attributes = attributes(template, container);
        Map<String, String> teams = teams(variables);
        attributes.put("service.name", encoded(service(template, variables)));
        attributes.keySet().removeAll(teams.keySet());
        List<ObjectNode> added = new ArrayList<>();
        if (!variables.has(SERVICE_NAME)) {
            added.add(variable(SERVICE_NAME).put("value", service(template, variables)));
        }
        added.add(fromPod(POD_NAME, "metadata.name"));
        added.add(fromPod(NODE_NAME, "spec.nodeName"));
        Optional<ObjectNode> written = variables.inContainer(ATTRIBUTES);
        if (written.isPresent() && variables.value(ATTRIBUTES).isPresent()) {
            attributes.putAll(teams);
            written.get().put("value", joined(attributes));
        } else if (!variables.has(ATTRIBUTES) || variables.value(ATTRIBUTES).isPresent()) {
            // A ConfigMap's value is taken as it is; the same text in the container has to be kept from being expanded.
            teams.forEach((key, value) -> attributes.put(key, ShellLine.unexpanded(value)));
            added.add(variable(ATTRIBUTES).put("value", joined(attributes)));
        }
        added.removeIf(variable ->
                variables.inContainer(variable.path("name").asText()).isPresent());
        // In front: a value can refer only to what stands before it.
        ArrayNode env = Tree.list(container, "env");
        for (int i = 0; i < added.size(); i++) {
            env.insert(i, added.get(i));
        }
    }

    private Map<String, String> attributes(PodTemplate template, ObjectNode container) {
        String namespace = Tree.namespace(template.owner());
        String name = container.path("name").asText();
        String pod = "$(" + POD_NAME + ")";
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("service.namespace", encoded(namespace));
        attributes.put("service.instance.id", encoded(namespace) + "." + pod + "." + encoded(name));
        version(container).ifPresent(version -> attributes.put("service.version", encoded(version)));
        attributes.put("deployment.environment.name", encoded(environment));
        attributes.put("k8s.namespace.name", encoded(namespace));
        attributes.put("k8s.pod.name", pod);
        attributes.put("k8s.node.name", "$(" + NODE_NAME + ")");
        attributes.put("k8s.container.name", encoded(name));
        String kind = Tree.kind(template.owner()).toLowerCase(Locale.ROOT);
        // A Job's name may get the release's number behind it.
        if (!kind.equals("pod") && !kind.equals("job")) {
            attributes.put("k8s." + kind + ".name", encoded(template.name()));
        }
        return attributes;
    }

    private void annotate(PodTemplate template, ObjectNode container) {
        Variables variables = Variables.of(template, container, objects);
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(ANNOTATION + "service.name", service(template, variables));
        version(container).ifPresent(version -> annotations.put(ANNOTATION + "service.version", version));
        annotations.put(ANNOTATION + "deployment.environment.name", environment);
        teams(variables)
                .forEach((key, value) -> annotations.computeIfPresent(
                        ANNOTATION + key, (any, ours) -> URLDecoder.decode(value, StandardCharsets.UTF_8)));
        Tree.addMissing(Tree.metadata(template.template()), "annotations", annotations);
    }

    /** The team's word, or else the workload's name: each process is a service of its own. */
    private static String service(PodTemplate template, Variables variables) {
        return variables
                .value(SERVICE_NAME)
                .or(() -> Optional.ofNullable(teams(variables).get("service.name"))
                        .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8)))
                .orElse(template.name());
    }

    /** The attributes that the team set, as they were written. */
    private static Map<String, String> teams(Variables variables) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String pair : variables.value(ATTRIBUTES).orElse("").split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                attributes.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        return attributes;
    }

    private static String joined(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .collect(Collectors.joining(","));
    }

    private static Optional<String> version(ObjectNode container) {
        return Optional.of(ImageName.parse(container.path("image").asText()).version())
                .filter(version -> !version.isEmpty());
    }

    /** As the value of a W3C Baggage entry is written, which the specification asks for. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode variable(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static ObjectNode fromPod(String name, String path) {
        ObjectNode variable = variable(name);
        variable.putObject("valueFrom")
                .putObject("fieldRef")
                .put("apiVersion", "v1")
                .put("fieldPath", path);
        return variable;
    }
}
