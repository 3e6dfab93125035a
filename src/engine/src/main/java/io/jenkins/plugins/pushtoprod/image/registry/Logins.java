package io.jenkins.plugins.pushtoprod.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.RegistryAliasGroup;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.image.RegistryAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who we are to a registry: the logins that were given, else Docker's configuration with the credential helpers it names. */
final class Logins {

    private final RegistryAccess access;
    private final Path dockerConfig;

    Logins(RegistryAccess access, Path dockerConfig) {
        this.access = access;
        this.dockerConfig = dockerConfig;
    }

    /**
     * A user and a password, or a refresh token to get other tokens with (what {@code docker login} stores for some registries).
     *
     * @param origin where it was found, for people
     */
    record Found(String user, SecretValue password, boolean refreshToken, String origin) {}

    Optional<Found> find(ImageReference image) {
        for (String name : RegistryAliasGroup.getAliasesGroup(image.getRegistry())) {
            RegistryAccess.Login login = access.logins().get(name);
            if (login != null) {
                return Optional.of(
                        new Found(login.user(), login.password(), false, "the credentials given for " + name));
            }
        }
        return Files.isRegularFile(dockerConfig) ? fromDocker(image) : Optional.empty();
    }

    private Optional<Found> fromDocker(ImageReference image) {
        try {
            return CredentialRetrieverFactory.forImage(image, event -> {})
                    .dockerConfig(dockerConfig)
                    .retrieve()
                    .map(credential -> new Found(
                            credential.getUsername(),
                            new SecretValue(credential.getPassword()),
                            credential.isOAuth2RefreshToken(),
                            dockerConfig.toString()));
        } catch (CredentialRetrievalException e) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.REGISTRY,
                            "the login for registry " + image.getRegistry()
                                    + " cannot be read from Docker's configuration",
                            dockerConfig.toString(),
                            "run 'docker login " + image.getRegistry() + "' again, or give the login by other means"),
                    e);
        }
    }
}
