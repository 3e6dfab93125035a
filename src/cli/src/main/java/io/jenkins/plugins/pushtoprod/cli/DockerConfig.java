package io.jenkins.plugins.pushtoprod.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.image.RegistryAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Logins that {@code docker login} has stored in {@code config.json}
 * (<a href="https://docs.docker.com/reference/cli/docker/login/#credential-stores">credential stores</a>). Helpers that it names are not
 * run.
 */
final class DockerConfig {

    private final Path file;

    DockerConfig(Machine machine) {
        this.file = machine.variable("DOCKER_CONFIG")
                .map(Path::of)
                .orElseGet(() -> machine.home().resolve(".docker"))
                .resolve("config.json");
    }

    /** By registry; what is not a login is left out. */
    Map<String, RegistryAccess.Login> logins() {
        Map<String, RegistryAccess.Login> logins = new HashMap<>();
        if (!Files.isReadable(file)) {
            return logins;
        }
        try {
            JsonNode auths = new ObjectMapper().readTree(file.toFile()).path("auths");
            auths.properties().forEach(entry -> login(entry.getValue())
                    .ifPresent(login -> logins.put(host(entry.getKey()), login)));
            return logins;
        } catch (IOException e) {
            // Not ours, and perhaps not needed: a registry that wants a login will say so.
            return logins;
        }
    }

    private static Optional<RegistryAccess.Login> login(JsonNode entry) {
        try {
            String decoded =
                    new String(Base64.getDecoder().decode(entry.path("auth").asText("")), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new RegistryAccess.Login(
                            decoded.substring(0, colon), new SecretValue(decoded.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String host(String key) {
        return key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    }
}
