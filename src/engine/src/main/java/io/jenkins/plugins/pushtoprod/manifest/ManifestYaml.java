package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes objects as YAML that {@code kubectl apply -f} takes. The same objects give the same text. */
public final class ManifestYaml {

    /** Whether the contents of Secrets are written. */
    public enum SecretData {
        /** As {@code ****}; for people to read, not to apply. */
        REDACTED,
        PLAIN
    }

    private static final String REDACTED = "****";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Conversion conversion = new Conversion();

    /** All objects, in the order to apply them. */
    public String write(Manifest manifest, SecretData secrets) {
        List<GenericKubernetesResource> all = new ArrayList<>(manifest.before());
        all.addAll(manifest.releasePhase());
        all.addAll(manifest.after());
        return write(all, secrets);
    }

    /** One document per object, each with {@code ---} in front. */
    public String write(List<GenericKubernetesResource> objects, SecretData secrets) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new KubernetesScalars())
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setExplicitStart(true)
                .setSplitLines(false)
                .setDereferenceAliases(true)
                .build();
        List<Object> documents = new ArrayList<>();
        for (GenericKubernetesResource object : objects) {
            ObjectNode tree = conversion.tree(object);
            if (secrets == SecretData.REDACTED && Tree.kind(tree).equals("Secret")) {
                redact(tree);
            }
            documents.add(mapper.convertValue(tree, new TypeReference<Map<String, Object>>() {}));
        }
        return new Dump(settings).dumpAllToString(documents.iterator());
    }

    private static void redact(ObjectNode secret) {
        for (String field : List.of("data", "stringData")) {
            if (secret.path(field) instanceof ObjectNode values) {
                values.properties().forEach(value -> value.setValue(values.textNode(REDACTED)));
            } else if (secret.has(field)) {
                secret.put(field, REDACTED);
            }
        }
        if (secret.path("metadata").path("annotations") instanceof ObjectNode annotations
                && annotations.has(LAST_APPLIED)) {
            annotations.put(LAST_APPLIED, REDACTED);
        }
    }
}
