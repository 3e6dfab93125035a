package io.jenkins.plugins.pushtoprod.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.registry.RegistryAliasGroup;
import io.jenkins.plugins.pushtoprod.image.RegistryAccess;
import java.util.Optional;

/** Who we are to a registry: the logins that were given, and no others. Nothing that a configuration names is run. */
final class Logins {

    private final RegistryAccess access;

    Logins(RegistryAccess access) {
        this.access = access;
    }

    /** The login for an image's registry, by any of its names: {@code docker.io} has several. */
    Optional<RegistryAccess.Login> find(ImageReference image) {
        return RegistryAliasGroup.getAliasesGroup(image.getRegistry()).stream()
                .filter(access.logins()::containsKey)
                .findFirst()
                .map(access.logins()::get);
    }
}
