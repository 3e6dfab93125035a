package io.jenkins.plugins.pushtoprod.image.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.ImageReference;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import io.jenkins.plugins.pushtoprod.image.registry.Descriptor;
import java.util.List;
import java.util.Optional;

/**
 * A base image for one platform.
 *
 * @param reference as it was asked for
 * @param digest of its manifest for the platform
 * @param config its whole configuration, whatever properties it has; not to be changed
 * @param layers bottom up
 */
public record BaseImage(
        ImageReference reference, Platform platform, Digest digest, ObjectNode config, List<Descriptor> layers) {

    /** An environment variable that the image sets. */
    public Optional<String> environment(String name) {
        for (JsonNode variable : config.path("config").path("Env")) {
            if (variable.asText().startsWith(name + "=")) {
                return Optional.of(variable.asText().substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
