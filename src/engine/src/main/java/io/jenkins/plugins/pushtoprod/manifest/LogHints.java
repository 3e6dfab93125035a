package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Environment.LoggingProfile;
import io.jenkins.plugins.pushtoprod.app.Logging;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells the log collectors of an environment what the app's log lines are, as annotations of its pods. Sources:
 *
 * <ul>
 *   <li>Filebeat: <a href="https://www.elastic.co/docs/reference/beats/filebeat/configuration-autodiscover-hints">Hints based autodiscover</a>
 *   <li>Elastic Agent: <a href="https://www.elastic.co/docs/reference/fleet/hints-annotations-autodiscovery">Hints annotations based
 *       autodiscover</a> (it has no hint for lines that belong together)
 *   <li>Fluent Bit: <a href="https://docs.fluentbit.io/manual/pipeline/filters/kubernetes#kubernetes-pod-annotations">Kubernetes filter, pod
 *       annotations</a>; its own {@code parsers.conf} has the parser {@code json}
 *   <li>Datadog: <a href="https://docs.datadoghq.com/containers/kubernetes/log/">Kubernetes log collection</a>,
 *       <a href="https://docs.datadoghq.com/agent/logs/advanced_log_collection/">multi-line aggregation</a>
 * </ul>
 */
final class LogHints {

    private final Logging logging;
    private final Set<LoggingProfile> profiles;
    private final String source;
    private final AppContainers app;
    private final ObjectMapper mapper = new ObjectMapper();

    LogHints(ManifestRequest request, AppContainers app) {
        this.logging = request.app().logging();
        this.profiles = request.environment().logging();
        this.source = request.app()
                .build()
                .type()
                .map(LogHints::source)
                .orElse(request.app().name());
        this.app = app;
    }

    void into(List<PodTemplate> templates) {
        templates.forEach(this::into);
    }

    private void into(PodTemplate template) {
        List<ObjectNode> containers = app.of(template);
        boolean alone = template.containers().size() == 1;
        Map<String, String> annotations = new TreeMap<>();
        for (ObjectNode container : containers) {
            String name = container.path("name").asText();
            if (profiles.contains(LoggingProfile.ELASTIC)) {
                annotations.putAll(filebeat(alone ? "co.elastic.logs/" : "co.elastic.logs." + name + "/"));
                annotations.putAll(elasticAgent(alone ? "co.elastic.hints/" : "co.elastic.hints." + name + "/"));
            }
            if (profiles.contains(LoggingProfile.FLUENT_BIT) && json()) {
                annotations.put(alone ? "fluentbit.io/parser" : "fluentbit.io/parser-" + name, "json");
            }
            if (profiles.contains(LoggingProfile.DATADOG)) {
                annotations.put("ad.datadoghq.com/" + name + ".logs", datadog(template.name()));
            }
        }
        Tree.addMissing(Tree.metadata(template.template()), "annotations", annotations);
    }

    private Map<String, String> filebeat(String prefix) {
        Map<String, String> hints = new TreeMap<>();
        hints.put(prefix + "enabled", "true");
        if (json()) {
            hints.put(prefix + "json.keys_under_root", "true");
            hints.put(prefix + "json.overwrite_keys", "true");
            hints.put(prefix + "json.add_error_key", "true");
        }
        logging.multiline().ifPresent(pattern -> {
            hints.put(prefix + "multiline.type", "pattern");
            hints.put(prefix + "multiline.pattern", pattern);
            hints.put(prefix + "multiline.negate", "true");
            hints.put(prefix + "multiline.match", "after");
        });
        return hints;
    }

    private Map<String, String> elasticAgent(String prefix) {
        Map<String, String> hints = new TreeMap<>();
        hints.put(prefix + "package", "container_logs");
        if (json()) {
            String decode = prefix + "processors.decode_json_fields.";
            hints.put(decode + "fields", "message");
            hints.put(decode + "target", "");
            hints.put(decode + "overwrite_keys", "true");
            hints.put(decode + "add_error_key", "true");
        }
        return hints;
    }

    /** Datadog reads JSON without being told. */
    private String datadog(String service) {
        ArrayNode logs = mapper.createArrayNode();
        ObjectNode log = logs.addObject();
        log.put("source", source);
        log.put("service", service);
        logging.multiline().ifPresent(pattern -> log.putArray("log_processing_rules")
                .addObject()
                .put("type", "multi_line")
                .put("name", "first_line_of_an_entry")
                .put("pattern", pattern));
        try {
            return mapper.writeValueAsString(logs);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private boolean json() {
        return logging.format() == Logging.Format.JSON;
    }

    /** The name of Datadog's own pipeline for a language. */
    private static String source(String type) {
        return type.equals("jar") ? "java" : type;
    }
}
