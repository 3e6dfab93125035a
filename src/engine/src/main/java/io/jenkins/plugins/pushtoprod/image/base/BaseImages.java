package io.jenkins.plugins.pushtoprod.image.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.ImageReference;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import io.jenkins.plugins.pushtoprod.image.registry.Descriptor;
import io.jenkins.plugins.pushtoprod.image.registry.MediaType;
import io.jenkins.plugins.pushtoprod.image.registry.RawManifest;
import io.jenkins.plugins.pushtoprod.image.registry.Registries;
import io.jenkins.plugins.pushtoprod.image.registry.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds base images: the tag is asked for every time, what its digest names comes from the cache. */
public final class BaseImages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registries registries;
    private final BlobCache cache;

    public BaseImages(Registries registries, BlobCache cache) {
        this.registries = registries;
        this.cache = cache;
    }

    /**
     * Finds the image for one platform.
     *
     * @throws ProblemException if there is no such image, none for the platform, or it is not one that can be built upon
     */
    public BaseImage resolve(ImageReference reference, Platform platform) throws InterruptedException {
        Repository repository = registries.toPull(reference);
        Digest digest = digest(repository, reference);
        JsonNode manifest = manifest(repository, reference, digest);
        if (isIndex(manifest)) {
            digest = select(reference, manifest, platform);
            manifest = manifest(repository, reference, digest);
        }
        List<Descriptor> layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            layers.add(descriptor(reference, layer));
        }
        ObjectNode config = config(repository, reference, manifest);
        check(reference, platform, config, layers);
        return new BaseImage(reference, platform, digest, config, List.copyOf(layers));
    }

    private static Digest digest(Repository repository, ImageReference reference) throws InterruptedException {
        if (reference.getDigest().isPresent()) {
            return Digest.parse(reference.getDigest().get());
        }
        Optional<Digest> digest = repository.manifestDigest(reference.getTag().orElse("latest"));
        return digest.orElseThrow(() -> new ProblemException(Problem.of(
                Problem.Kind.REGISTRY,
                "there is no such base image: " + reference,
                "build.base",
                "check the name and the tag; a private image may look absent without a login")));
    }

    private JsonNode manifest(Repository repository, ImageReference reference, Digest digest)
            throws InterruptedException {
        Optional<Path> cached = cache.find(digest);
        if (cached.isPresent()) {
            return parse(reference, read(cached.get()));
        }
        RawManifest manifest = repository.manifest(digest.toString());
        cache.write(out -> out.write(manifest.bytes()));
        return parse(reference, manifest.bytes());
    }

    private ObjectNode config(Repository repository, ImageReference reference, JsonNode manifest)
            throws InterruptedException {
        Blob blob = descriptor(reference, manifest.path("config")).blob();
        Optional<Path> cached = cache.find(blob.digest());
        if (cached.isEmpty()) {
            repository.pull(blob, cache);
            cached = cache.find(blob.digest());
        }
        byte[] bytes = read(cached.orElseThrow(() -> unusable(reference, "its configuration vanished from the cache")));
        if (parse(reference, bytes) instanceof ObjectNode config) {
            return config;
        }
        throw unusable(reference, "its configuration is not a JSON object");
    }

    private byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw cache.problem(e);
        }
    }

    /** The media type in the header may say less than the content: an old index has none of its own. */
    private static boolean isIndex(JsonNode manifest) {
        return MediaType.isIndex(manifest.path("mediaType").asText())
                || manifest.path("manifests").isArray();
    }

    private static Digest select(ImageReference reference, JsonNode index, Platform platform) {
        List<String> offered = new ArrayList<>();
        for (JsonNode entry : index.path("manifests")) {
            JsonNode target = entry.path("platform");
            String name = target.path("os").asText() + "/"
                    + target.path("architecture").asText();
            if (name.equals(platform.toString())) {
                return descriptor(reference, entry).digest();
            }
            offered.add(name);
        }
        throw unusable(reference, "it is not there for " + platform + ", only for " + String.join(", ", offered));
    }

    private static void check(ImageReference reference, Platform platform, ObjectNode config, List<Descriptor> layers) {
        int diffIds = config.path("rootfs").path("diff_ids").size();
        if (diffIds != layers.size()) {
            throw unusable(reference, "its manifest has " + layers.size() + " layers, its configuration " + diffIds);
        }
        Platform own = new Platform(
                config.path("os").asText(platform.os()),
                config.path("architecture").asText(platform.architecture()));
        if (!own.equals(platform)) {
            throw unusable(reference, "it is for " + own + ", not for " + platform);
        }
    }

    private static Descriptor descriptor(ImageReference reference, JsonNode node) {
        try {
            if (node.path("digest").isTextual() && node.path("size").isIntegralNumber()) {
                return JSON.treeToValue(node, Descriptor.class);
            }
        } catch (IOException e) {
            // A digest of another form: told below.
        }
        throw unusable(reference, "its manifest has an entry that is not a descriptor with a SHA-256 digest");
    }

    private static JsonNode parse(ImageReference reference, byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw unusable(reference, "its manifest or configuration is not JSON");
        }
    }

    private static ProblemException unusable(ImageReference reference, String why) {
        return new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "base image " + reference + " cannot be built upon: " + why,
                "build.base",
                "name another base image"));
    }
}
