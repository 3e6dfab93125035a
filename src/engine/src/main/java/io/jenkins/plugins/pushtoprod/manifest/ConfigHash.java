package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Restarts pods when their configuration changes, and not otherwise: Kubernetes itself restarts nothing when a ConfigMap or a Secret
 * changes, so a hash of those of the manifest that a pod takes its environment or its volumes from is put into its template.
 *
 * <p>Who may read a pod may not be allowed to read its Secrets. So that a short secret cannot be found by trying, each Secret goes through a
 * slow function, all its values together, salted with its name: a guess costs as much as {@link #ITERATIONS} hashes, and has to be right for
 * every value at once.
 */
final class ConfigHash {

    private static final int ITERATIONS = 100_000;
    private static final int BITS = 256;

    /** Hexadecimal digits of the annotation. */
    private static final int LENGTH = 32;

    private final Map<String, ObjectNode> configuration = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();

    ConfigHash(List<ObjectNode> objects) {
        for (ObjectNode object : objects) {
            String kind = Tree.kind(object);
            if (Tree.group(object).isEmpty() && (kind.equals("ConfigMap") || kind.equals("Secret"))) {
                configuration.put(key(Tree.namespace(object), kind, Tree.name(object)), object);
            }
        }
    }

    void into(List<PodTemplate> templates) {
        templates.stream().filter(PodTemplate::lasting).forEach(this::into);
    }

    private void into(PodTemplate template) {
        SortedSet<String> referenced = references(template);
        referenced.retainAll(configuration.keySet());
        if (referenced.isEmpty()) {
            return;
        }
        StringBuilder all = new StringBuilder();
        referenced.forEach(key -> all.append(key)
                .append('\n')
                .append(digests.computeIfAbsent(key, this::digest))
                .append('\n'));
        String hash = hex(sha256(all.toString())).substring(0, LENGTH);
        Tree.child(Tree.metadata(template.template()), "annotations").put(Annotations.CONFIG_HASH, hash);
    }

    private static SortedSet<String> references(PodTemplate template) {
        String namespace = Tree.namespace(template.owner());
        SortedSet<String> keys = new TreeSet<>();
        for (JsonNode container : template.allContainers()) {
            for (JsonNode variable : container.path("env")) {
                JsonNode from = variable.path("valueFrom");
                keys.add(key(
                        namespace,
                        "ConfigMap",
                        from.path("configMapKeyRef").path("name").asText()));
                keys.add(key(
                        namespace,
                        "Secret",
                        from.path("secretKeyRef").path("name").asText()));
            }
            for (JsonNode from : container.path("envFrom")) {
                keys.add(key(
                        namespace,
                        "ConfigMap",
                        from.path("configMapRef").path("name").asText()));
                keys.add(key(
                        namespace, "Secret", from.path("secretRef").path("name").asText()));
            }
        }
        for (JsonNode volume : template.spec().path("volumes")) {
            keys.add(key(
                    namespace,
                    "ConfigMap",
                    volume.path("configMap").path("name").asText()));
            keys.add(key(
                    namespace,
                    "Secret",
                    volume.path("secret").path("secretName").asText()));
            for (JsonNode source : volume.path("projected").path("sources")) {
                keys.add(key(
                        namespace,
                        "ConfigMap",
                        source.path("configMap").path("name").asText()));
                keys.add(key(
                        namespace, "Secret", source.path("secret").path("name").asText()));
            }
        }
        return keys;
    }

    private String digest(String key) {
        ObjectNode object = configuration.get(key);
        if (object == null) {
            throw new IllegalStateException("no such configuration: " + key);
        }
        if (Tree.kind(object).equals("Secret")) {
            Map<String, String> values = values(object.path("data"));
            object.path("stringData")
                    .properties()
                    .forEach(entry -> values.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
            return slow(key, canonical(values));
        }
        String data = canonical(values(object.path("data")));
        return hex(sha256(data + "\n" + canonical(values(object.path("binaryData")))));
    }

    private static Map<String, String> values(JsonNode data) {
        Map<String, String> values = new TreeMap<>();
        data.properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    /** No two maps have the same: lengths stand before names and values. */
    private static String canonical(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(name.length())
                .append(':')
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
        return text.toString();
    }

    private static String slow(String salt, String secret) {
        try {
            PBEKeySpec key = new PBEKeySpec(
                    hex(sha256(secret)).toCharArray(), salt.getBytes(StandardCharsets.UTF_8), ITERATIONS, BITS);
            return hex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform of today has PBKDF2WithHmacSHA256", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String key(String namespace, String kind, String name) {
        return namespace + "/" + kind + "/" + name;
    }
}
