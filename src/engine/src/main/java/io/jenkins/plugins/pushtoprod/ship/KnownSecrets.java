package io.jenkins.plugins.pushtoprod.ship;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The values of the Secrets of a release, so that they can be blotted out of what its processes print. */
final class KnownSecrets {

    Set<SecretValue> of(Manifest manifest) {
        Set<SecretValue> values = new HashSet<>();
        Stream.of(manifest.before(), manifest.releasePhase(), manifest.after())
                .flatMap(objects -> objects.stream())
                .filter(object -> "Secret".equals(object.getKind()) && "v1".equals(object.getApiVersion()))
                .forEach(secret -> {
                    texts(secret, "stringData").forEach(text -> values.add(new SecretValue(text)));
                    texts(secret, "data").forEach(encoded -> decode(encoded, values));
                });
        return values;
    }

    private static Stream<String> texts(GenericKubernetesResource secret, String field) {
        return secret.getAdditionalProperties().get(field) instanceof Map<?, ?> map
                ? map.values().stream().map(String::valueOf)
                : Stream.of();
    }

    private static void decode(String encoded, Set<SecretValue> values) {
        values.add(new SecretValue(encoded));
        try {
            values.add(new SecretValue(new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            // Not base64: the API server would not have taken it.
        }
    }
}
