package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.manifest.Labels;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How a release is kept: a Secret, because it holds the values of the release's own Secrets. {@code data.release} is JSON that a person
 * can read, {@code data.manifest} the objects as they were applied, as compressed JSON.
 */
final class ReleaseSecret {

    /** The type of the Secret. */
    static final String TYPE = "push-to-prod.jenkins.io/release";

    /** What a Secret may hold (Kubernetes' {@code MaxSecretSize}). */
    static final int LARGEST = 1 << 20;

    private static final String NUMBER = "push-to-prod.jenkins.io/number";
    private static final String STATUS = "push-to-prod.jenkins.io/status";

    private final ObjectMapper mapper = new ObjectMapper();

    static String name(String id) {
        return Api.MANAGER + '.' + id;
    }

    ObjectNode write(Release release, Manifest manifest) {
        ObjectNode secret = mapper.createObjectNode();
        secret.put("apiVersion", "v1").put("kind", "Secret").put("type", TYPE);
        ObjectNode metadata = secret.putObject("metadata");
        metadata.put("name", name(release.id())).put("namespace", release.namespace());
        metadata.putObject("labels")
                .put(Labels.MANAGED_BY, Labels.MANAGER)
                .put(Ownership.APP, release.app())
                .put(NUMBER, String.valueOf(release.number()))
                .put(STATUS, label(release.status()));
        secret.putObject("data")
                .put("release", base64(json(release).toString().getBytes(StandardCharsets.UTF_8)))
                .put("manifest", base64(compress(json(manifest))));
        return secret;
    }

    /** A merge patch that leaves the manifest as it is. */
    ObjectNode patch(Release release) {
        ObjectNode patch = mapper.createObjectNode();
        patch.putObject("metadata").putObject("labels").put(STATUS, label(release.status()));
        patch.putObject("data").put("release", base64(json(release).toString().getBytes(StandardCharsets.UTF_8)));
        return patch;
    }

    int size(ObjectNode secret) {
        int size = 0;
        for (JsonNode value : secret.path("data")) {
            size += Base64.getDecoder().decode(value.asText()).length;
        }
        return size;
    }

    Release release(JsonNode secret) {
        JsonNode json = parse(secret.at("/data/release"));
        return new Release(
                json.path("id").asText(),
                json.path("number").asInt(),
                json.path("app").asText(),
                json.path("environment").asText(),
                json.path("namespace").asText(),
                Release.Status.valueOf(json.path("status").asText()),
                json.path("image").asText(),
                provenance(json.path("provenance")),
                Instant.parse(json.path("time").asText()),
                applied(json.path("objects")),
                text(json, "previous"));
    }

    Manifest manifest(JsonNode secret) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(
                Base64.getDecoder().decode(secret.at("/data/manifest").asText())))) {
            JsonNode json = mapper.readTree(in);
            return new Manifest(
                    objects(json.path("before")), objects(json.path("releasePhase")), objects(json.path("after")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode json(Release release) {
        ObjectNode json = mapper.createObjectNode()
                .put("id", release.id())
                .put("number", release.number())
                .put("app", release.app())
                .put("environment", release.environment())
                .put("namespace", release.namespace())
                .put("status", release.status().name())
                .put("image", release.image())
                .put("time", release.time().toString());
        release.previous().ifPresent(previous -> json.put("previous", previous));
        Provenance provenance = release.provenance();
        ObjectNode from = json.putObject("provenance");
        provenance.commit().ifPresent(v -> from.put("commit", v));
        provenance.commitTime().ifPresent(v -> from.put("commitTime", v.toString()));
        provenance.branch().ifPresent(v -> from.put("branch", v));
        provenance.repository().ifPresent(v -> from.put("repository", v));
        provenance.buildUrl().ifPresent(v -> from.put("buildUrl", v));
        provenance.author().ifPresent(v -> from.put("author", v));
        ArrayNode objects = json.putArray("objects");
        for (Release.Applied applied : release.objects()) {
            objects.addObject()
                    .put("apiVersion", applied.object().apiVersion())
                    .put("kind", applied.object().kind())
                    .put("namespace", applied.object().namespace())
                    .put("name", applied.object().name())
                    .put("uid", applied.uid())
                    .put("generation", applied.generation())
                    .put("change", applied.change().name());
        }
        return json;
    }

    private static Provenance provenance(JsonNode json) {
        return new Provenance(
                text(json, "commit"),
                text(json, "commitTime").map(Instant::parse),
                text(json, "branch"),
                text(json, "repository"),
                text(json, "buildUrl"),
                text(json, "author"));
    }

    private static List<Release.Applied> applied(JsonNode objects) {
        List<Release.Applied> applied = new ArrayList<>();
        for (JsonNode object : objects) {
            applied.add(new Release.Applied(
                    new ObjectRef(
                            object.path("apiVersion").asText(),
                            object.path("kind").asText(),
                            object.path("namespace").asText(),
                            object.path("name").asText()),
                    object.path("uid").asText(),
                    object.path("generation").asLong(),
                    Release.Change.valueOf(object.path("change").asText())));
        }
        return applied;
    }

    private static Optional<String> text(JsonNode json, String key) {
        return json.hasNonNull(key) ? Optional.of(json.path(key).asText()) : Optional.empty();
    }

    private ObjectNode json(Manifest manifest) {
        ObjectNode json = mapper.createObjectNode();
        json.set("before", mapper.valueToTree(manifest.before()));
        json.set("releasePhase", mapper.valueToTree(manifest.releasePhase()));
        json.set("after", mapper.valueToTree(manifest.after()));
        return json;
    }

    private List<GenericKubernetesResource> objects(JsonNode json) {
        return mapper.convertValue(json, new TypeReference<List<GenericKubernetesResource>>() {});
    }

    private JsonNode parse(JsonNode base64) {
        try {
            return mapper.readTree(Base64.getDecoder().decode(base64.asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] compress(ObjectNode json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            mapper.writeValue(gzip, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String label(Release.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
